"""Choose at most seven points: the heaviest first, one a matter, not too many of one kind. Knows no Django."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

import msgspec

from polku.lenses.customer.briefing.points import Point, Section

MOST: Final = 7
MOST_OF_A_SECTION: Final = 3
LEAST: Final = 10  # what weighs less is not worth a sentence


class Left(StrEnum):
    """Why a point is not said."""

    SLIGHT = "slight"  # it weighs too little
    SAID = "said"  # the same matter is said already
    ENOUGH_OF_IT = "enough_of_it"  # its rule or its section has had its say
    FULL = "full"  # seven heavier ones stand


class Chosen(msgspec.Struct, frozen=True):
    """The points to be said, in reading order; and the others, heaviest first, with why not."""

    said: list[Point]
    left: list[tuple[Point, Left]]


def choose(points: Iterable[Point], at_most: Mapping[str, int]) -> Chosen:
    """The same choice for any order of `points`; a point that is not said has no say in it."""
    said: list[Point] = []
    left: list[tuple[Point, Left]] = []
    for point in sorted(points, key=_weight):
        why = _why_not(point, said, at_most.get(point.rule, 1))
        if why is None:
            said.append(point)
        else:
            left.append((point, why))
    return Chosen(sorted(said, key=_reading), left)


def _why_not(point: Point, said: list[Point], at_most: int) -> Left | None:
    if point.score.total < LEAST:
        return Left.SLIGHT
    if len(said) == MOST:
        return Left.FULL
    if any(point.matter == other.matter for other in said):
        return Left.SAID
    rules = Counter(other.rule for other in said)
    sections: Counter[Section] = Counter(other.section for other in said)
    if rules[point.rule] >= at_most or sections[point.section] >= MOST_OF_A_SECTION:
        return Left.ENOUGH_OF_IT
    return None


def _weight(point: Point) -> tuple[int, int, int, str, str]:
    return (-point.score.total, -point.at, point.section, point.rule, point.matter)


def _reading(point: Point) -> tuple[int, int, int, int, str, str]:
    return (point.section, *_weight(point)[:3], point.rule, point.matter)
