"""The value that the whole house passes on: one thing one side did toward the other."""

from typing import Any

import msgspec

from polku.timeline.vocabulary import Kind, Side


class Interaction(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One interaction, read from an event. Moments are microseconds UTC, amounts minor units.

    `order` does not depend on when Polku heard of it, so folds give one result for any order of arrival.
    """

    occurred_at: int
    sequence: int  # where the source tells an order among equal times (row, index in trace); else 0
    key: bytes  # the event's digest
    ordinal: int  # its number among the event's interactions
    kind: Kind
    side: Side
    touchpoint: str
    channel: str = "other"
    thread: str = ""
    about: str = ""
    subject: str = ""
    text: str = ""
    actor: str = ""
    to: str = ""
    due_at: int | None = None
    pledge: str = ""
    amount: int | None = None
    currency: str = ""
    rating: float | None = None
    rating_low: float | None = None
    rating_high: float | None = None
    automatic: bool = False
    outcome: str = ""
    attributes: dict[str, Any] | None = None

    @property
    def order(self) -> tuple[int, int, bytes, int]:
        return (self.occurred_at, self.sequence, self.key, self.ordinal)
