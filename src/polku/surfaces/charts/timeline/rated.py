"""Ratings as they were felt: low, middle or high in their row, each with its sign; the line follows them."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.surfaces.charts.timeline.given import Rated
from polku.surfaces.charts.timeline.scale import Scale
from polku.surfaces.charts.timeline.shapes import Mark, Shape

ROW: Final = 34  # pixels
_ROOM: Final = 13.0  # between two signs; closer ones are one
_DOWN: Final = {"above": 8, "within": 17, "unscaled": 17, "below": 26}
_ORDER: Final = ("below", "within", "above", "unscaled")


class Felt(msgspec.Struct):
    """Ratings at one place, and the third of the middle one among them."""

    x: float
    third: str
    members: list[int]


def felt(ratings: Sequence[Rated], scale: Scale) -> list[Felt]:
    """The ratings' places; of those too close to tell apart the middle one is shown, of two the lower."""
    found: list[Felt] = []
    for number, one in enumerate(ratings):
        x = scale.x(one.moment)
        if found and x - found[-1].x < _ROOM:
            found[-1].members.append(number)
        else:
            found.append(Felt(x, one.third, [number]))
    for place in found:
        thirds = sorted((ratings[number].third for number in place.members), key=_ORDER.index)
        place.third = thirds[(len(thirds) - 1) // 2]
    return found


def line(found: Sequence[Felt], top: int) -> list[Shape]:
    """From sign to sign."""
    if len(found) < 2:
        return []
    return [Shape("felt-line", "M" + "L".join(f"{one.x} {top + _DOWN[one.third]}" for one in found))]


def marks(found: Sequence[Felt], ratings: Sequence[Rated], top: int) -> list[Mark]:
    """A mark for each place."""
    return [
        Mark("ratings", ratings[one.members[0]].moment, tuple(one.members), round(one.x - 6, 1), top + _DOWN[one.third] - 6, 12, 12, (_sign(one, top),))
        for one in found
    ]  # fmt: skip


def _sign(one: Felt, top: int) -> Shape:
    y = top + _DOWN[one.third]
    signs = {
        "below": f"M{round(one.x - 6, 1)} {y - 4}h12l-6 9z",
        "above": f"M{round(one.x - 6, 1)} {y + 4}h12l-6 -9z",
    }
    return Shape(f"felt felt-{one.third}", signs.get(one.third, _circle(one.x, y)))


def _circle(x: float, y: float) -> str:
    return f"M{round(x - 5, 1)} {y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
