"""Those who leave: off the card at the right and downwards, told apart by line and sign."""

from typing import Final

from polku.surfaces.charts.flow.given import MANNERS, Leaving
from polku.surfaces.charts.flow.shapes import SIZES, Label, Mark, Shape
from polku.surfaces.charts.timeline.letters import width_of

_FIRST: Final = 12.0  # pixels from the card to the first road down
_APART: Final = 8.0  # between two signs or counts
_SIGN: Final = 10.0  # a sign's width and height
_COUNT: Final = 15.0  # the height of the counts, which end where the card does: below it other lines may run
_ROAD: Final = 6.0  # from one road's beginning at the card's edge to the next


class Exits:
    """The ways out of one card, side by side in the order of MANNERS."""

    def __init__(self, leavings: list[Leaving]) -> None:
        self.leavings = sorted(leavings, key=lambda one: MANNERS.index(one.manner))
        self._middles: list[float] = []
        at = _FIRST
        for one in self.leavings:
            wide = max(width_of(one.label, SIZES["leaves"]), _SIGN)
            self._middles.append(round(at + wide / 2, 1))
            at += wide + _APART
        self.width = at + _APART if self.leavings else 0.0

    def marks(self, right: float, top: float, height: float) -> list[Mark]:
        """Beside a card whose right edge is there; the farthest road down begins highest."""
        count = len(self.leavings)
        return [
            self._mark(one, right, round(right + middle, 1), top + _ROAD * (count - row), top + height)
            for row, (one, middle) in enumerate(zip(self.leavings, self._middles, strict=True))
        ]

    def _mark(self, one: Leaving, right: float, x: float, y: float, base: float) -> Mark:
        end = round(base - _COUNT - _SIGN, 1)
        road = f"M{right:g} {y:g}H{x - 4:g}Q{x:g} {y:g} {x:g} {min(y + 4, end):g}V{end:g}"
        shapes = (Shape(f"road {one.manner}", road), Shape(f"sign {one.manner}", _sign(one.manner, x, end)))
        label = Label("leaves", one.label, x, round(base - 2, 1))
        hit = Shape("hit line", f"{road}v{_SIGN + _COUNT:g}")
        return Mark("leaving", one.said, one.address, one.place, one.place, hit, shapes, (label,))


def _sign(manner: str, x: float, y: float) -> str:
    """A filled arrow down for a goodbye, an empty ring for silence, a cross for whom we dropped."""
    half = _SIGN / 2
    if manner == "said":
        return f"M{x - half:g} {y:g}h{_SIGN:g}L{x:g} {y + _SIGN:g}z"
    if manner == "silent":
        return f"M{x - half:g} {y + half:g}a{half:g} {half:g} 0 1 0 {_SIGN:g} 0a{half:g} {half:g} 0 1 0 {-_SIGN:g} 0z"
    return f"M{x - half:g} {y:g}l{_SIGN:g} {_SIGN:g}m{-_SIGN:g} 0l{_SIGN:g} {-_SIGN:g}"
