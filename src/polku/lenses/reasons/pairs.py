"""Subgroups of two levels, with their chances: where both hold, do more leave than either alone explains?"""

import numpy as np

from polku.lenses.asked import FEWEST
from polku.lenses.reasons.differences import chance, wilson_of
from polku.lenses.reasons.feature import Unit
from polku.lenses.reasons.finding import Together
from polku.lenses.reasons.levels import Level
from polku.lenses.reasons.sampled import Sample
from polku.lenses.reasons.subgroups import Subgroup, sharpens, subgroups


def conditions(levels: list[Level]) -> list[Level]:
    """The levels and, but for names, their opposites."""
    return [*levels, *(level.opposite() for level in levels if level.feature.unit is not Unit.NAME)]


def together(sample: Sample, levels: list[Level]) -> list[Together]:
    """Pairs that the beam came by, in which more leave than in either part; of different features."""
    left = sample.left
    holds = np.column_stack([level.has for level in levels])
    weights = np.where(left, sample.all_left / max(left.sum(), 1), sample.all_on / max((~left).sum(), 1))
    found = subgroups(holds, left, weights)
    known = {one.conditions: one for one in found}
    pairs = [one for one in found if len({levels[i].feature.name for i in one.conditions}) == 2]
    told = (_told(sample, levels, holds, one, known) for one in pairs)
    return [one for one in told if one]


def _told(
    sample: Sample,
    levels: list[Level],
    holds: np.ndarray,
    one: Subgroup,
    known: dict[tuple[int, ...], Subgroup],
) -> Together | None:
    inside, left = holds[:, one.conditions].all(axis=1), sample.left
    x, y = int((inside & left).sum()), int((inside & ~left).sum())
    base = sample.all_left / (sample.all_left + sample.all_on)
    if x < FEWEST or len(np.unique(sample.customers[inside & left])) < FEWEST:
        return None
    low, high = (_of_all(sample, end) for end in wilson_of(x, x + y))
    if not sharpens(one, known, low):
        return None
    n, m = int(left.sum()), int((~left).sum())
    (p,) = chance(*(np.array([float(count)]) for count in (x, n, y, m)))
    share = one.left / one.size
    return Together(
        tuple(levels[i] for i in one.conditions),
        share,
        share / base,
        low / base,
        high / base,
        (n, x, m, y),
        float(p),
    )


def _of_all(sample: Sample, share: float) -> float:
    """A share in the sample as it is among all, of which those who left are drawn at another rate."""
    rate = float(sample.all_left / sample.left.sum() / (sample.all_on / (~sample.left).sum()))
    return share * rate / (share * rate + 1 - share)
