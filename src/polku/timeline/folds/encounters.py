"""Fold a customer's interactions into encounters: what belongs together at one touchpoint.

Decomposes by (touchpoint, thread): folding each group alone and putting the results together gives the
same as folding everything. The order in which interactions arrive makes no difference.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from operator import attrgetter

import msgspec

from polku.timeline.folds.amounts import amount
from polku.timeline.folds.handovers import people_and_handovers
from polku.timeline.folds.waits import waits
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side

_CUSTOMER, _ASKED, _COMPLAINED = Side.CUSTOMER, Kind.ASKED, Kind.COMPLAINED  # looked up once


class Encounter(msgspec.Struct, frozen=True, kw_only=True):
    """One encounter's facts. Moments are microseconds UTC, durations microseconds, amounts minor units."""

    touchpoint: str
    thread: str
    channel: str
    opened_at: int
    last_at: int
    closed_at: int | None  # the outcome's moment, else the last one's; None while somebody waits
    waiting_for: str
    waiting_since: int | None
    first_asked_at: int | None
    first_response: int | None
    waited: int
    questions: int
    people: list[str]
    handovers: int
    complaints: int
    rating: float | None
    rating_low: float | None
    rating_high: float | None
    amount: int | None
    currency: str
    subject: str
    outcome: str
    interactions: int


class Status(StrEnum):
    """How an encounter stands at a moment."""

    WAITING_FOR_US = "waiting_for_us"
    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    CLOSED = "closed"
    ABANDONED = "abandoned"


def fold_encounters(interactions: Iterable[Interaction], gap: int) -> list[Encounter]:
    """The encounters of one customer's interactions, in any order of arrival.

    Those of a thread are one encounter; without a thread an encounter ends where more than `gap`
    microseconds pass. The result is ordered by opening, touchpoint and thread.
    """
    groups: dict[tuple[str, str], list[Interaction]] = {}
    for interaction in interactions:
        groups.setdefault((interaction.touchpoint, interaction.thread), []).append(interaction)
    encounters: list[Encounter] = []
    for (_, thread), group in groups.items():
        if len(group) == 1:  # as most are that a batch touches
            encounters.append(_encounter(group))
        else:
            ordered = sorted(group, key=attrgetter("order"))
            encounters += map(_encounter, _parts(ordered, None if thread else gap))
    if len(encounters) > 1:
        encounters.sort(key=attrgetter("opened_at", "touchpoint", "thread"))
    return encounters


def status(encounter: Encounter, now: int, abandon_after: int) -> Status:
    """How it stands at `now`; it counts as abandoned once it waited `abandon_after` for the customer."""
    if encounter.waiting_for == "us":
        return Status.WAITING_FOR_US
    if encounter.waiting_for == "customer" and encounter.waiting_since is not None:
        long_ago = now - encounter.waiting_since > abandon_after
        return Status.ABANDONED if long_ago else Status.WAITING_FOR_CUSTOMER
    return Status.CLOSED


def _parts(ordered: Sequence[Interaction], gap: int | None) -> Iterator[Sequence[Interaction]]:
    """Cut where the gap is too wide; None never cuts."""
    start = 0
    if gap is not None:
        for index in range(1, len(ordered)):
            if ordered[index].occurred_at - ordered[index - 1].occurred_at > gap:
                yield ordered[start:index]
                start = index
    yield ordered[start:] if start else ordered


def _encounter(interactions: Sequence[Interaction]) -> Encounter:
    first, last = interactions[0], interactions[-1]
    waiting = waits(interactions)
    people, handovers = people_and_handovers(interactions)
    worth, currency = amount(interactions)
    questions = complaints = 0
    subject = ""
    rated = None
    for one in interactions:
        if one.side is _CUSTOMER:
            questions += one.kind is _ASKED
            complaints += one.kind is _COMPLAINED
        if one.rating is not None:
            rated = one
        if not subject:
            subject = one.subject
    idle = last.occurred_at if not waiting.waiting_for else None
    return Encounter(
        touchpoint=first.touchpoint,
        thread=first.thread,
        channel=first.channel,
        opened_at=first.occurred_at,
        last_at=last.occurred_at,
        closed_at=waiting.outcome_at if waiting.outcome_at is not None else idle,
        waiting_for=waiting.waiting_for,
        waiting_since=waiting.waiting_since,
        first_asked_at=waiting.first_asked_at,
        first_response=waiting.first_response,
        waited=waiting.waited,
        questions=questions,
        people=people,
        handovers=handovers,
        complaints=complaints,
        rating=rated.rating if rated else None,
        rating_low=rated.rating_low if rated else None,
        rating_high=rated.rating_high if rated else None,
        amount=worth,
        currency=currency,
        subject=subject,
        outcome=waiting.outcome,
        interactions=len(interactions),
    )
