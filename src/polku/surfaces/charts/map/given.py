"""What a journey map is drawn from. Words come as they shall stand, the longest wording first; bars are 0 to 1."""

from collections.abc import Sequence

import msgspec


class Bar(msgspec.Struct, frozen=True):
    """A figure with its interval, at its places between 0 and 1; `look` is "", below or above."""

    words: str
    value: float
    low: float
    high: float
    look: str = ""


class Card(msgspec.Struct, frozen=True):
    """A touchpoint. `stage` and `lane` are numbers; `look` is told, few, none or dark; `label` says all of it.

    `alarm` is what stands large where nothing is measured. A figure that is None is said by its `_missing` words.
    """

    name: str
    address: str
    label: str
    title: str
    owner: str
    stage: int
    lane: int
    look: str
    volume: Sequence[str] = ()
    kept: Sequence[str] = ()
    alarm: Sequence[str] = ()
    felt: Bar | None = None
    felt_missing: str = ""
    left: Bar | None = None


class Arrow(msgspec.Struct, frozen=True):
    """From one card to another, by their numbers; `share` (0–1) goes so, and `label` says it."""

    source: int
    target: int
    share: float
    label: str


class Column(msgspec.Struct, frozen=True):
    """A stage, and what is said below it of those who left in it; "" where nobody did."""

    title: str
    exits: Sequence[str] = ()


class Given(msgspec.Struct, frozen=True):
    """The whole map. `leaving` numbers the cards whose exits are drawn, each with its share (0–1)."""

    columns: Sequence[Column]
    lanes: Sequence[str]
    cards: Sequence[Card]
    arrows: Sequence[Arrow] = ()
    leaving: Sequence[tuple[int, float]] = ()
