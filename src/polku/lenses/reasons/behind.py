"""The customers behind a reason: each who left and it holds for, beside one who was at the same place and stayed.

The one beside is the most alike: in how long they had been with us, in when they came, in how often they had been
there, in being a person or an organisation, in having bought before. Whether it holds for them too is told, not chosen.
"""

from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from polku.lenses.asked import Asked, WrongQuestion
from polku.lenses.reasons.comparable import comparable
from polku.lenses.reasons.feature import Feature
from polku.lenses.reasons.levels import level_of
from polku.lenses.reasons.sampled import Sample
from polku.lenses.reasons.stated import who_said
from polku.lenses.reasons.table import BESIDE
from polku.lenses.reasons.why import BOTH, SAID, Seen, seen
from polku.lib.clock import DAY

Bools = NDArray[np.bool_]
_APART: Final = 90 * DAY  # so many days between two visits weigh as much as a first visit and a second


class Behind(msgspec.Struct, frozen=True):
    """One who left: `customer` came to the touchpoint at `moment`. `stayer` is the most alike who stayed, if any.

    Moments are microseconds UTC. `stayer_with`: whether the reason holds for the stayer's visit too.
    """

    customer: int
    moment: int
    stayer: int | None = None
    stayer_moment: int | None = None
    stayer_with: bool = False


def behind(asked: Asked, feature: str, level: str, top: int = 50) -> list[Behind]:
    """Those behind the reason with this feature and level, the latest first. WrongQuestion where there is no such."""
    return pairs_of(seen(asked), feature, level, top)


def pairs_of(visits: Seen, feature: str, level: str, top: int = 50) -> list[Behind]:
    """The same, of visits that were gathered already."""
    sample, _kind = comparable(visits.sample)
    holds = _holds(sample, feature, level)
    gone = np.flatnonzero(holds & sample.left)
    gone = gone[np.lexsort((sample.customers[gone], -sample.moments[gone]))][:top]
    stayed = np.flatnonzero(~sample.left)
    places = _places(sample)
    free = np.ones(len(stayed), bool)
    found = []
    for one in gone:
        able = free & (sample.customers[stayed] != sample.customers[one])
        away = np.where(able, np.abs(places[stayed] - places[one]).sum(axis=1), np.inf)
        other = int(away.argmin()) if able.any() else -1
        free &= sample.customers[stayed] != sample.customers[stayed[other]] if other >= 0 else True
        found.append(_pair(sample, holds, int(one), int(stayed[other]) if other >= 0 else None))
    return found


def _pair(sample: Sample, holds: Bools, one: int, other: int | None) -> Behind:
    gone = Behind(int(sample.customers[one]), int(sample.moments[one]))
    if other is None:
        return gone
    return Behind(
        gone.customer,
        gone.moment,
        int(sample.customers[other]),
        int(sample.moments[other]),
        bool(holds[other]),
    )


def _holds(sample: Sample, feature: str, level: str) -> Bools:
    """The visits that a reason is about."""
    if feature == SAID:
        return np.isin(sample.customers, list(who_said(sample, level)))
    names, keys = feature.split(BOTH), level.split(BOTH)
    if len(names) != len(keys):
        raise WrongQuestion(f"The reason {feature!r} has other parts than its level {level!r}.")
    parts = [_part(sample, name, key) for name, key in zip(names, keys, strict=True)]
    both: Bools = np.logical_and.reduce(parts)
    return both


def _part(sample: Sample, name: str, key: str) -> Bools:
    feature: Feature | None = next((one for one in (*sample.features, *BESIDE) if one.name == name), None)
    if feature is None:
        raise WrongQuestion(
            f"There is no reason {name!r}. There are {', '.join(one.name for one in sample.features)}."
        )
    try:
        return level_of(key, feature, sample.values[name]).has
    except ValueError as error:
        raise WrongQuestion(f"{key!r} is no level of {name}: write it as `reasons` gives it.") from error


def _places(sample: Sample) -> NDArray[np.float64]:
    """Where each visit lies: what is alike lies near."""
    values = sample.values
    return np.column_stack(
        [
            np.log1p(np.nan_to_num(values["with_us"]) / DAY),
            sample.moments / _APART,
            np.log1p(values["visits_here"]),
            (values["entity"] == "organisation").astype(float),
            2 * np.nan_to_num(values["bought"]),
        ]
    )
