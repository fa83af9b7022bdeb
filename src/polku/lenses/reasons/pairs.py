"""Subgroups of two levels, with their chances: where both hold, do more leave than either alone explains?"""

import numpy as np

from polku.lenses.asked import FEWEST
from polku.lenses.reasons.differences import Floats, chance, wilson
from polku.lenses.reasons.feature import Unit
from polku.lenses.reasons.finding import Together
from polku.lenses.reasons.held import HISTORY
from polku.lenses.reasons.levels import Level
from polku.lenses.reasons.sampled import Sample
from polku.lenses.reasons.subgroups import Subgroup, counted, sharpens, subgroups


def conditions(levels: list[Level]) -> list[Level]:
    """The levels that are not of the length of the path, and those opposites that people would speak of."""
    told = [level for level in levels if level.feature.name not in HISTORY]
    return [*told, *(level.opposite() for level in told if _spoken_of(level))]


def _spoken_of(level: Level) -> bool:
    """Not of names; and of what happens several times only that it never did."""
    unit = level.feature.unit
    return unit is not Unit.NAME and (unit not in (Unit.TIMES, Unit.COUNT) or level.bound == 1)


def together(sample: Sample, levels: list[Level]) -> list[Together]:
    """Pairs that the beam came by, in which more leave than in either part; of different features."""
    left = sample.left
    holds = np.column_stack([level.has for level in levels])
    weights = np.where(left, sample.all_left / max(left.sum(), 1), sample.all_on / max((~left).sum(), 1))
    found = subgroups(holds, left, weights)
    known = {one.conditions: one for one in found}
    pairs = [one for one in found if len({levels[i].feature.name for i in one.conditions}) == 2]
    x, y = (_counts(holds[group], pairs) for group in (left, ~left))
    bounds = zip(*(_of_all(sample, end) for end in wilson(x, np.maximum(x + y, 1))), strict=True)
    # So many visits at most are not a person's only one: who they are is looked up where that could matter.
    repeated = int(left.sum()) - sample.people(left=True)
    return [
        _told(sample, levels, one, (int(x[at]), int(y[at])), low_high)
        for at, (one, low_high) in enumerate(zip(pairs, bounds, strict=True))
        if x[at] >= FEWEST
        and sharpens(one, known, low_high[0])
        and (x[at] - repeated >= FEWEST or _people(sample, holds, one) >= FEWEST)
    ]


def _people(sample: Sample, holds: np.ndarray, one: Subgroup) -> int:
    """Of how many customers the visits are that ended the path where all of it holds."""
    inside = holds[:, list(one.conditions)].all(axis=1)
    return len(np.unique(sample.customers[inside & sample.left]))


def _counts(holds: np.ndarray, pairs: list[Subgroup]) -> Floats:
    """In how many rows each pair holds."""
    every = np.ones(len(holds), bool)
    both = counted(holds, holds, every.astype(float), every)
    return np.array([both[one.conditions] for one in pairs])


def _told(
    sample: Sample,
    levels: list[Level],
    one: Subgroup,
    counts: tuple[int, int],
    low_high: tuple[float, float],
) -> Together:
    left, (x, y) = sample.left, counts
    base = sample.all_left / (sample.all_left + sample.all_on)
    n, m = int(left.sum()), int((~left).sum())
    (p,) = chance(*(np.array([float(count)]) for count in (x, n, y, m)))
    share = one.left / one.size
    return Together(
        tuple(levels[i] for i in one.conditions),
        share,
        share / base,
        float(low_high[0]) / base,
        float(low_high[1]) / base,
        (n, x, m, y),
        float(p),
    )


def _of_all(sample: Sample, share: Floats) -> Floats:
    """Shares in the sample as they are among all, of which those who left are drawn at another rate."""
    rate = float(sample.all_left / sample.left.sum() / (sample.all_on / (~sample.left).sum()))
    return share * rate / (share * rate + 1 - share)
