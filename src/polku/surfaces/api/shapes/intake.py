"""Shapes of what comes in: sources, events, quarantine; and how the pipeline stands."""

from typing import Any

from polku.surfaces.api.shapes.values import Moment, Shape


class Rebuilding(Shape):
    """How much of the log was read again so far."""

    position: int
    until: int


class Status(Shape):
    """Counts; promises by state; how many seconds the oldest event waits to be worked on."""

    events: int
    quarantined: int
    interactions: int
    customers: int
    organisations: int
    encounters: int
    promises: dict[str, int]
    lag_seconds: float
    rebuilding: Rebuilding | None


class Source(Shape):
    """A system that tells us what happens."""

    id: int
    slug: str
    name: str
    mapping: str
    time_zone: str
    rate_limit: int | None
    retired: bool
    keys: int
    events: int
    waiting_in_quarantine: int
    last_received_at: Moment | None


class Sources(Shape):
    """All sources by name."""

    sources: list[Source]


class Event(Shape):
    """An event as its source told it; `body` is null once it was erased."""

    id: int
    source: str
    form: str
    occurred_at: Moment
    received_at: Moment
    customer_id: int | None
    body: Any


class Refused(Shape):
    """Something that could not be read, with the reason and where in it that stands."""

    id: int
    source: str
    form: str
    reason: str
    where: str
    state: str
    received_at: Moment
    event_id: int | None


class RefusedWhole(Refused):
    """The same, with what was told; bytes that are no UTF-8 show as \\x.. ."""

    text: str


class Quarantine(Shape):
    """A page of quarantine, newest first."""

    quarantined: list[Refused]
    next: int | None


class Mended(Shape):
    """What to send instead of what was told; without it, the same again."""

    text: str | None = None


class ReplayProblem(Shape):
    """What is still refused."""

    where: str
    reason: str


class Replayed(Shape):
    """What came of a replay; `asked` where the worker reads the event again in a moment."""

    added: int
    known: int
    asked: bool
    problems: list[ReplayProblem]
