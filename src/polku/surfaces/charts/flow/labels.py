"""Labels beside lines, none over a card, over those who leave or over another: the widest line's is placed first."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from polku.surfaces.charts.flow.placing import Point, Way

Box = tuple[float, float, float, float]  # left, top, right, bottom
_PARTS = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)  # of a line's length: where a label is tried


def free_places(
    ways: Sequence[Way], sizes: Sequence[tuple[float, float]], thick: Sequence[float], taken: Sequence[Box]
) -> list[Point | None]:
    """The middle of each step's label: where the layout meant it, else elsewhere on its line; None where none is free."""
    held = list(taken)
    found: list[Point | None] = [None] * len(ways)
    for number in sorted(range(len(ways)), key=lambda one: (-thick[one], one)):
        width, height = sizes[number]
        if not width:
            continue
        meant = ways[number].label
        tried = [*([meant] if meant else []), *(_along(ways[number].points, part) for part in _PARTS)]
        for x, y in tried:
            box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if not any(_meet(box, other) for other in held):
                held.append(box)
                found[number] = (x, y)
                break
    return found


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _along(points: Sequence[Point], part: float) -> Point:
    """The point at that part of the line's length."""
    pieces = [(a, b, hypot(b[0] - a[0], b[1] - a[1])) for a, b in pairwise(points)]
    left = sum(length for _a, _b, length in pieces) * part
    for a, b, length in pieces:
        if length and left <= length:
            share = left / length
            return (round(a[0] + (b[0] - a[0]) * share, 1), round(a[1] + (b[1] - a[1]) * share, 1))
        left -= length
    return points[-1]
