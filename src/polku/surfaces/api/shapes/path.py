"""Shapes of a path: interactions and encounters, in pages."""

from typing import Any

import msgspec

from polku.lenses.customer.encounters import EncounterNow
from polku.lenses.customer.interactions import Kept
from polku.surfaces.api.shapes.values import Moment, Money, Shape, money, seconds


class Interaction(Shape):
    """One thing one side did toward the other, and the event that told it."""

    event_id: int
    customer_id: int
    occurred_at: Moment
    kind: str
    side: str
    touchpoint: str
    channel: str
    thread: str
    about: str
    subject: str
    text: str
    actor: str
    to: str
    due_at: Moment | None
    pledge: str
    amount: Money | None
    rating: float | None
    rating_low: float | None
    rating_high: float | None
    automatic: bool
    outcome: str
    attributes: dict[str, Any] | None


class Timeline(Shape):
    """A page of interactions, newest first."""

    interactions: list[Interaction]
    next: str | None


class Encounter(Shape):
    """Interactions that belong together at one touchpoint."""

    key: str
    customer_id: int
    status: str
    touchpoint: str
    thread: str
    channel: str
    opened_at: Moment
    last_at: Moment
    closed_at: Moment | None
    waiting_for: str
    waiting_since: Moment | None
    first_asked_at: Moment | None
    first_response_seconds: float | None
    waited_seconds: float
    questions: int
    people: list[str]
    handovers: int
    complaints: int
    rating: float | None
    rating_low: float | None
    rating_high: float | None
    amount: Money | None
    subject: str
    outcome: str
    interactions: int


class Encounters(Shape):
    """A page of encounters, newest first."""

    encounters: list[Encounter]
    next: str | None


def interaction(kept: Kept) -> dict[str, Any]:
    """An interaction as the API tells it."""
    told = kept.told
    return msgspec.structs.asdict(told) | {
        "event_id": kept.event_id,
        "customer_id": kept.customer_id,
        "amount": money(told.amount, told.currency),
    }


def encounter(now: EncounterNow) -> dict[str, Any]:
    """An encounter as the API tells it."""
    facts = now.facts
    return msgspec.structs.asdict(facts) | {
        "key": now.key,
        "customer_id": now.customer_id,
        "status": now.status,
        "first_response_seconds": seconds(facts.first_response),
        "waited_seconds": seconds(facts.waited),
        "amount": money(facts.amount, facts.currency),
    }
