"""The plain differences: every level's share and every number's median, in both groups."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from polku.lenses.asked import FEWEST
from polku.lenses.reasons.clusters import worth_of
from polku.lenses.reasons.differences import chance, median_difference, rank_chance, share_difference
from polku.lenses.reasons.feature import Feature, Unit
from polku.lenses.reasons.finding import Difference
from polku.lenses.reasons.levels import Level, middle
from polku.lenses.reasons.sampled import Sample

_NUMBERS: Final = (Unit.TIME, Unit.COUNT, Unit.TIMES, Unit.POINTS, Unit.MONEY)
Bools = NDArray[np.bool_]


def shares(sample: Sample, levels: list[Level]) -> list[Difference]:
    """One for each level that is known of FEWEST visits in both groups."""
    has = np.column_stack([level.has for level in levels]).astype(float)
    known = np.column_stack([level.known for level in levels]).astype(float)
    (n, x, nx), (m, y, my) = (_group(sample, has, known, group) for group in (sample.left, ~sample.left))
    there = (n >= FEWEST) & (m >= FEWEST)
    with np.errstate(invalid="ignore", divide="ignore"):
        one, other = nx * (x / n), my * (y / m)
        effects = share_difference(one, nx, other, my)
    at = np.flatnonzero(there)
    chances = chance(one[at], nx[at], other[at], my[at])
    return [
        Difference(
            levels[i], float(effects[0][i]), float(effects[1][i]), float(effects[2][i]),
            (int(n[i]), int(x[i]), int(m[i]), int(y[i])), float(each),
        )
        for i, each in zip(at, chances, strict=True)
    ]  # fmt: skip


def medians(sample: Sample, features: tuple[Feature, ...]) -> list[Difference]:
    """One for each number that varies and is known of FEWEST visits in both groups."""
    found = []
    for feature in features:
        if feature.unit in _NUMBERS:
            values = sample.values[feature.name]
            known = ~np.isnan(values)
            one, other = values[known & sample.left], values[known & ~sample.left]
            if min(len(one), len(other)) >= FEWEST and values[known].min() < values[known].max():
                told = _medians(sample, middle(feature, values), one, other)
                # The ranks may differ where the medians can't be told apart: then it is no difference of medians.
                if not told.low <= 0 <= told.high:
                    found.append(told)
    return found


def _medians(
    sample: Sample, level: Level, one: NDArray[np.float64], other: NDArray[np.float64]
) -> Difference:
    column = level.has[:, None].astype(float), level.known[:, None].astype(float)
    worths = tuple(float(_group(sample, *column, group)[2][0]) for group in (sample.left, ~sample.left))
    effect, low, high = median_difference(one, other, (worths[0], worths[1]))
    counts = (
        len(one),
        int((one >= float(level.bound)).sum()),
        len(other),
        int((other >= float(level.bound)).sum()),
    )
    return Difference(
        level, effect, low, high, counts, rank_chance(one, other, (worths[0], worths[1])),
        medians=(float(np.median(one)), float(np.median(other))),
    )  # fmt: skip


def _group(
    sample: Sample, has: NDArray[np.float64], known: NDArray[np.float64], group: Bools
) -> tuple[NDArray[np.float64], ...]:
    """Of one group: known rows, those that have it, and how many independent rows the known ones are worth."""
    inside, of = has[group], known[group]
    return of.sum(axis=0), (inside * of).sum(axis=0), worth_of(inside, of, sample.customers[group])
