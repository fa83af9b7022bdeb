"""The exits as rows to read: each beside the rate of the others, what it cost, and the period before."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from polku.lenses.reasons.differences import share_difference
from polku.surfaces.web.pages.exits.money import Cost
from polku.surfaces.web.pages.exits.sentences import manner_words
from polku.surfaces.words.places import owner_words, place_name
from polku.touchpoints.journeys.places import Place


class Change(msgspec.Struct, frozen=True):
    """The share less that of the period before; `sure` where its interval does not hold zero."""

    before: float
    difference: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        return self.low > 0 or self.high < 0


class Line(msgspec.Struct, frozen=True):
    """One exit point and manner. Shares are between 0 and 1; `base` is that of all other places."""

    number: int
    touchpoint: str
    title: str
    stage: str
    owner: str
    manner: str
    manner_said: str
    left: int
    of: int
    share: float
    low: float
    high: float
    base: float | None
    customers: int
    costs: list[Cost]
    change: Change | None

    @property
    def against(self) -> str:
        """more, less or alike: what the interval says beside the others' rate; "" where there is none."""
        if self.base is None:
            return ""
        return "more" if self.low > self.base else "less" if self.high < self.base else "alike"


def lines(
    rows: Sequence[Mapping[str, Any]],
    earlier: Sequence[Mapping[str, Any]] | None,
    costs: Mapping[tuple[str, str], list[Cost]],
    known: Mapping[str, Place],
) -> list[Line]:
    """Every row of the measure, the most left first."""
    before = {(row["touchpoint"], row["manner"]): row for row in earlier or ()}
    ordered = sorted(rows, key=lambda row: (-row["left"], row["touchpoint"], row["manner"]))
    return [
        _line(number, row, before.get((row["touchpoint"], row["manner"])), costs, known)
        for number, row in enumerate(ordered)
    ]


def scale_of(shown: Sequence[Line]) -> float:
    """Where the pictures' line ends: a round share that the intervals fit in, so that small ones can be told apart."""
    most = max((line.high for line in shown), default=1.0)
    return next(end for end in (0.05, 0.1, 0.2, 0.3, 0.5, 1.0) if most <= end or end == 1.0)


def _line(
    number: int,
    row: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    costs: Mapping[tuple[str, str], list[Cost]],
    known: Mapping[str, Place],
) -> Line:
    touchpoint, manner = row["touchpoint"], row["manner"]
    place = known.get(touchpoint)
    return Line(
        number, touchpoint, place_name(touchpoint, known), place.stage_title if place else "",
        owner_words(place.owner) if place else "", manner, manner_words(manner),
        row["left"], row["there"], row["share"], row["low"], row["high"], row["base_share"], row["customers"],
        costs.get((touchpoint, manner), []), _change(row, before) if before else None,
    )  # fmt: skip


def _change(row: Mapping[str, Any], before: Mapping[str, Any]) -> Change:
    """Newcombe's interval of the difference."""
    counts = (np.array([float(one)]) for one in (row["left"], row["there"], before["left"], before["there"]))
    difference, low, high = (float(end[0]) for end in share_difference(*counts))
    return Change(before["share"], difference, low, high)
