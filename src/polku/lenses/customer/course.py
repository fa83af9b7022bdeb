"""The course of a path, for its picture: what each side did and when, in which encounter, and who waited for whom."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final

import msgspec
from django.conf import settings

from polku.lenses.customer.encounters import EncounterNow, encounters_since
from polku.lenses.customer.query import among, rows
from polku.lib.clock import DAY
from polku.timeline.folds.waits import Waits, waits
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side

MOST: Final = 2000  # the newest so many interactions


class Step(msgspec.Struct, frozen=True, gc=False):
    """One interaction, without its words but those of a rating; `encounter` is its number in the course."""

    encounter: int
    told: Interaction


class Wait(msgspec.Struct, frozen=True):
    """One wait of an encounter; `last` is the asked moment where it still goes on."""

    encounter: int
    first: int
    last: int
    for_us: bool
    goes_on: bool


class Course(msgspec.Struct, frozen=True):
    """The newest part of a path in the order of time, and its encounters by when they opened."""

    encounters: list[EncounterNow]
    steps: list[Step]
    waits: list[Wait]


_COLUMNS: Final = (
    "occurred_at", "kind", "side", "touchpoint", "channel", "thread", "actor", '"to"', "automatic", "outcome",
    "rating", "rating_low", "rating_high", "due_at",
)  # fmt: skip
_SELECT: Final = (
    f"SELECT customer_id, {', '.join(_COLUMNS)}, CASE WHEN rating IS NULL THEN '' ELSE text END"
    " FROM timeline_interaction"
)
_KINDS: Final = {str(kind): kind for kind in Kind}
_SIDES: Final = {str(side): side for side in Side}
Group = tuple[int, str, str]  # customer, touchpoint, thread


def course_of(customers: Sequence[int], now: int, most: int = MOST) -> Course:
    """The newest interactions of these customers as one course, `most` at most."""
    told = [(row[0], _interaction(row)) for row in reversed(_newest(customers, most))]
    if not told:
        return Course([], [], [])
    found = encounters_since(customers, told[0][1].occurred_at, now, most)[::-1]
    steps = _steps(told, found)
    return Course(found, steps, _waits(steps, found, now))


def _newest(customers: Sequence[int], most: int) -> list[tuple[Any, ...]]:
    return rows(
        f"{_SELECT} WHERE {among('customer_id', customers)}"
        ' ORDER BY occurred_at DESC, sequence DESC, "key" DESC, ordinal DESC LIMIT %s',
        [*customers, most],
    )


def _interaction(row: tuple[Any, ...]) -> Interaction:
    (
        _,
        at,
        kind,
        side,
        touchpoint,
        channel,
        thread,
        actor,
        to,
        automatic,
        outcome,
        rating,
        low,
        high,
        due,
        text,
    ) = row
    return Interaction(
        occurred_at=at, sequence=0, key=b"", ordinal=0, kind=_KINDS[kind], side=_SIDES[side],
        touchpoint=touchpoint, channel=channel, thread=thread, actor=actor, to=to, automatic=bool(automatic), outcome=outcome,
        rating=rating, rating_low=low, rating_high=high, due_at=due, text=text,
    )  # fmt: skip


def _steps(told: Sequence[tuple[int, Interaction]], found: Sequence[EncounterNow]) -> list[Step]:
    """Each interaction with the encounter of its group that had opened last; none is left without one."""
    numbers: dict[Group, list[int]] = {}
    opened: dict[Group, list[int]] = {}
    for number, one in enumerate(found):
        group = (one.customer_id, one.facts.touchpoint, one.facts.thread)
        numbers.setdefault(group, []).append(number)
        opened.setdefault(group, []).append(one.facts.opened_at)
    steps = []
    for customer_id, act in told:
        group = (customer_id, act.touchpoint, act.thread)
        # While the worker writes, an interaction may be read before its encounter: the next look shows it.
        if after := bisect_right(opened.get(group, ()), act.occurred_at):
            steps.append(Step(numbers[group][after - 1], act))
    return steps


class _Stretches(Waits):
    """Waits that remember each of theirs: for whom, from when to when."""

    ended: list[tuple[str, int, int]] = []

    def stop(self, moment: int) -> None:
        if self.waiting_for and self.waiting_since is not None:
            self.ended.append((self.waiting_for, self.waiting_since, moment))
        super().stop(moment)


def _waits(steps: Sequence[Step], found: Sequence[EncounterNow], now: int) -> list[Wait]:
    inside: dict[int, list[Interaction]] = {}
    for step in steps:
        inside.setdefault(step.encounter, []).append(step.told)
    waited = []
    for number, told in inside.items():
        facts = found[number].facts
        if facts.waiting_for or facts.waited or len(told) > 1:
            waited += _waits_of(number, told, now)
    return sorted(waited, key=attrgetter("first", "last", "encounter"))


def _waits_of(number: int, told: Sequence[Interaction], now: int) -> list[Wait]:
    state = _Stretches()
    waits(told, state)
    found = [Wait(number, first, last, whom == "us", False) for whom, first, last in state.ended]
    if state.waiting_since is not None and state.waiting_since < now:
        us = state.waiting_for == "us"
        # An abandoned question of ours is not waited for any longer.
        until = now if us else min(now, state.waiting_since + settings.CHOSEN["abandon_days"] * DAY)
        found.append(Wait(number, state.waiting_since, until, us, True))
    return found
