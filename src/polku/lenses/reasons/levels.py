"""Levels: each feature as questions of yes and no, found without looking at who left.

A number is cut at quantiles of all visits, at bounds that people would say: 4 hours, 3 days, 7 points. A name is one
level for each that is not rare.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from polku.lenses.asked import FEWEST
from polku.lenses.reasons.feature import Feature, Unit
from polku.lenses.reasons.sampled import Sample
from polku.lib.clock import DAY, HOUR, MINUTE

YES: Final = "yes"
NO: Final = "no"
MIDDLE: Final = "median"
AT: Final = (0.25, 0.5, 0.75, 0.9)
FEW: Final = 3  # of a count: once, twice and three times are always asked about
NAMES: Final = 12  # of a feature, the most frequent
_TIMES: Final = np.array(
    [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
    + [days * DAY for days in (1, 2, 3, 5, 7, 14, 21, 30, 60, 90, 180, 365, 730, 1095)],
    dtype=float,
)
_POINT: Final = 100_000  # a tenth of a scale


@dataclass(frozen=True)
class Level:
    """One question about a feature. `key` names it; `has` holds where it is so, `known` where that is known."""

    feature: Feature
    key: str
    bound: float | str
    has: NDArray[np.bool_]
    known: NDArray[np.bool_]
    twins: tuple["Level", ...] = ()  # other features' levels that say the same of everybody
    opposed: bool = False  # whether it holds below the bound, or where it is not so

    def opposite(self) -> "Level":
        """Where it is known not to be so. Not of names."""
        key = NO if self.key == YES else self.key.replace(">=", "<")
        return Level(self.feature, key, self.bound, self.known & ~self.has, self.known, opposed=True)


def levels(sample: Sample, features: tuple[Feature, ...]) -> list[Level]:
    """Every level that is neither rare nor nearly always so.

    Of those that say the same of everybody, the first feature's, with its highest bound.
    """
    found: dict[bytes, Level] = {}
    for feature in features:
        for level in _of(feature, sample.values[feature.name]):
            has, hasnt = int(level.has.sum()), int((level.known & ~level.has).sum())
            if min(has, hasnt) >= FEWEST:
                same = level.has.tobytes() + level.known.tobytes()
                if same not in found or found[same].feature is feature:
                    found[same] = level
                else:
                    found[same] = replace(found[same], twins=(*found[same].twins, level))
    return list(found.values())


def level_of(key: str, feature: Feature, values: NDArray[Any]) -> Level:
    """The level with this key, whatever sample it was found in. ValueError where it is none."""
    if feature.unit is Unit.NAME:
        return Level(feature, key, key, values == key, np.ones(len(values), bool))
    if key in (YES, NO):
        yes = _above(feature, values, 1.0, YES)
        return yes if key == YES else yes.opposite()
    if key == MIDDLE:
        return middle(feature, values)
    above = _above(feature, values, float(key.lstrip("<>=")), key.replace("<", ">="))
    return above if key.startswith(">=") else above.opposite()


def middle(feature: Feature, values: NDArray[Any]) -> Level:
    """A number at its median over all visits, or more where that is the least there is."""
    known = values[~np.isnan(values)]
    bound = float(np.median(known))
    if bound <= known.min():
        bound = float(known[known > bound].min(initial=np.inf))
    return _above(feature, values, bound, MIDDLE)


def _of(feature: Feature, values: NDArray[Any]) -> Iterator[Level]:
    if feature.unit is Unit.NAME:
        names, counts = np.unique(values, return_counts=True)
        for name in names[np.argsort(-counts, kind="stable")][:NAMES]:
            if name:
                yield level_of(str(name), feature, values)
    elif feature.unit is Unit.FLAG:
        yield level_of(YES, feature, values)
    else:
        known = values[~np.isnan(values)]
        for bound in _bounds(feature.unit, known):
            yield _above(feature, values, bound, f">={bound:.0f}")


def _above(feature: Feature, values: NDArray[Any], bound: float, key: str) -> Level:
    known = ~np.isnan(values)
    return Level(feature, key, bound, np.where(known, values, -np.inf) >= bound, known)


def _bounds(unit: Unit, known: NDArray[np.float64]) -> list[float]:
    """Where a number is cut: quantiles, each as the nearest bound that people would say."""
    if not len(known):
        return []
    cuts = np.quantile(known, AT)
    if unit is Unit.TIME:
        cuts = _TIMES[np.abs(np.log(_TIMES) - np.log(np.maximum(cuts, MINUTE))[:, None]).argmin(axis=1)]
    elif unit is Unit.POINTS:
        cuts = np.round(cuts / _POINT) * _POINT
    elif unit is Unit.MONEY:
        size = 10.0 ** (np.floor(np.log10(np.maximum(cuts, 1))) - 1)
        cuts = np.round(cuts / size) * size
    else:
        # The quantile itself splits counts badly where most are equal: also what is more than usual.
        few = np.arange(1, FEW + 1)
        cuts = np.concatenate([np.ceil(cuts), [np.floor(np.median(known)) + 1], few])
    least = known.min()
    return [float(cut) for cut in np.unique(cuts) if cut > least]
