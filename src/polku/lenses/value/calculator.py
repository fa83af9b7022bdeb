"""From what was observed and the figures people declared to money, always as a range (methods.md §7, §16.18).

Not replaced, a lost customer costs what they would have left us (margin, not revenue) and the handling. Replaced,
they cost what the new one costs to win, the gap until then, and the difference between the two. The two are
alternatives: their sum means nothing, so nothing here adds them.
"""

from typing import Final, Literal

import msgspec

from polku.lenses.value.lifetime import worth_until
from polku.lenses.value.observed import Observed, Range
from polku.touchpoints.figures.figures import Figures

_MONTHS: Final = 12
_End = Literal["low", "high"]


class Gone(msgspec.Struct, frozen=True):
    """Those who left at one exit, in one currency; as lost.py tells them."""

    paying: int
    yearly: float
    months: float
    prospects: int
    offered: float
    ordered: float


class Lost(msgspec.Struct, frozen=True):
    """Minor units; None where a figure or an observation is missing."""

    customers: Range | None = None  # of those who paid, if nobody comes in their place
    replaced: Range | None = None  # of the same, if somebody does
    prospects: Range | None = None  # of those who never paid, but had an offer or had ordered


def lost_value(gone: Gone, seen: Observed, figures: Figures) -> Lost:
    """What the exit cost."""
    case = _Case(gone, seen, figures)
    paid = gone.paying > 0 and seen.retention is not None
    return Lost(
        customers=Range(case.not_replaced("low"), case.not_replaced("high")) if paid else None,
        replaced=case.replaced() if paid and figures.replacement_low is not None else None,
        prospects=case.prospects() if gone.prospects else None,
    )


class _Case(msgspec.Struct, frozen=True):
    """One exit; each method gives minor units at one end of all the ranges together."""

    gone: Gone
    seen: Observed
    figures: Figures

    def not_replaced(self, end: _End) -> float:
        return self.residual(end) + self.gone.paying * self._figure("failure", end)

    def residual(self, end: _End) -> float:
        """The margins they would still have left us."""
        kept = getattr(self.seen.retention_after(self.gone.months), end)
        return self._forward(self.pace(end) * self.margin(end), kept)

    def replaced(self) -> Range:
        """The cost of winning, the gap, and how much more the old would have left than the new ones will."""
        more = [self.residual(end) - self.newcomers(end) for end in ("low", "high")]
        return Range(self.winning("low") + min(more), self.winning("high") + max(more))

    def winning(self, end: _End) -> float:
        gap = self._figure("gap", end) / _MONTHS * self.pace(end) * self.margin(end)
        return self.gone.paying * self._figure("replacement", end) + gap

    def newcomers(self, end: _End) -> float:
        """As many new customers as left, taken to be like all when they had just come: a first purchase, then on."""
        kept = getattr(self.seen.retention_after(0), end)
        first, later = self.seen.first_purchase * self.margin(end), self.seen.pace * self.margin(end)
        return self.gone.paying * (first + self._forward(later, kept))

    def prospects(self) -> Range | None:
        """The margin of what was ordered, and of what was on offer as often as offers are taken; no more after it."""
        taken = self.seen.taken
        if taken is None and self.gone.offered:
            return None
        low, high = (taken.low, taken.high) if taken else (0.0, 0.0)
        return Range(
            (self.gone.ordered + self.gone.offered * low) * self.margin("low"),
            (self.gone.ordered + self.gone.offered * high) * self.margin("high"),
        )

    def pace(self, end: _End) -> float:
        """What they would pay in a year: between their own and that of all, for few say little about themselves."""
        both = (self.gone.yearly, self.gone.paying * self.seen.pace)
        return min(both) if end == "low" else max(both)

    def margin(self, end: _End) -> float:
        return self._figure("margin", end) / 100

    def _figure(self, name: str, end: _End) -> float:
        return float(getattr(self.figures, f"{name}_{end}"))

    def _forward(self, yearly: float, kept: float) -> float:
        return worth_until(yearly, kept, self.figures.discount / 100, self.figures.horizon)
