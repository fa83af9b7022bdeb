"""What is held equal: how often and how long they had been there, when it was, and whether they had bought.

Whoever comes often has more of everything, and whoever stays comes often: what differs only because of that is no
reason. And who came lately has not left yet, so that what is new would seem to keep them.
"""

from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from polku.lenses.reasons.finding import Difference
from polku.lenses.reasons.fitting import chance_beside, fitted
from polku.lenses.reasons.levels import Level
from polku.lenses.reasons.sampled import Sample
from polku.lenses.reasons.table import BESIDE

HISTORY: Final = ("visits_here", "with_us", "steps", "bought")  # they tell of the length of the path itself
ENOUGH: Final = 100  # of the rarer outcome: fewer can't bear a column for each part
_TURNS: Final = (1, 2, 4, 8, 16, 32)
_PARTS: Final = 5
Floats = NDArray[np.float64]


def held(sample: Sample) -> Floats:
    """One column for each part of what is held equal, of mean 0 and spread 1."""
    turns = np.nan_to_num(sample.values["visits_here"])
    since = np.log1p(np.nan_to_num(sample.values["with_us"]))
    columns = [np.log1p(turns), since, sample.moments.astype(float), np.nan_to_num(sample.values["bought"])]
    if min(sample.left.sum(), (~sample.left).sum()) >= ENOUGH:
        columns += [(turns > low) & (turns <= high) for low, high in pairwise(_TURNS)]
        columns += [*_parts(since), *_parts(sample.moments)]
    varied = [np.asarray(one, float) for one in columns if np.std(one) > 0]
    told: Floats = np.column_stack(
        [(one - one.mean()) / one.std() for one in varied] or [np.empty((len(turns), 0))]
    )
    return told


def chances_beside(sample: Sample, found: list[Difference]) -> Floats:
    """How likely each difference is where what is held equal tells it all; of HISTORY and of other places, its own."""
    levels = [one.level for one in found]
    fit = fitted(sample.left, held(sample))
    chances = chance_beside(fit, np.column_stack([_column(level) for level in levels]), sample.customers)
    own = [level.feature.name in HISTORY or level.feature in BESIDE for level in levels]
    return np.where(own, 0.0, chances)


def _column(level: Level) -> Floats:
    """1 where it holds, 0 where not, and the mean of both where it is not known."""
    share = level.has[level.known].mean() if level.known.any() else 0.0
    return np.where(level.known, level.has, share).astype(float)


def _parts(values: NDArray[Any]) -> list[NDArray[np.bool_]]:
    """All but the first of equal parts."""
    cuts = np.unique(np.quantile(values, np.arange(1, _PARTS) / _PARTS))
    return [values >= cut for cut in cuts]
