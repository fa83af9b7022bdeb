"""What differs more than chance would: every level tried, subgroups looked for, false discoveries controlled."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from polku.lenses.asked import FEWEST
from polku.lenses.reasons.adjusted import correlated, odds
from polku.lenses.reasons.discovery import LEVEL, controlled
from polku.lenses.reasons.feature import Feature, Of
from polku.lenses.reasons.finding import Difference, Found, Together
from polku.lenses.reasons.held import HISTORY, chances_beside, held
from polku.lenses.reasons.levels import levels
from polku.lenses.reasons.pairs import conditions, together
from polku.lenses.reasons.plain import medians, shares
from polku.lenses.reasons.sampled import Sample
from polku.lenses.reasons.subgroups import possible
from polku.lenses.reasons.table import BESIDE

ALIKE: Final = 0.9  # a level that goes together with a stronger one says the same
SURE: Final = 0.05  # what is likelier where the length of the path tells it all is no reason
PAIRS: Final = 3
MOST: Final = 12  # differences told; more than that nobody reads


def judge(sample: Sample, features: tuple[Feature, ...] = (), beside: tuple[Difference, ...] = ()) -> Found:
    """Everything that holds against false discovery at LEVEL.

    `beside` is asked of the place, not of who came there: how many are lost here, beside other places. It is a family of
    its own, so that a place is not acquitted for how much is asked of its visitors.
    """
    features = features or sample.features
    found = levels(sample, features)
    if not found:
        return Found([], [], 0)
    plain = [*shares(sample, found), *medians(sample, features)]
    parts = conditions(found)
    both = together(sample, parts)
    q, other = controlled(
        np.array([one.chance for one in plain]),
        np.array([one.chance for one in both]),
        possible(len(parts)),
        np.array([one.level.feature.of is Of.PLACES for one in plain]),
    )
    of_place, _ = controlled(np.array([one.chance for one in beside]))
    asked = zip([*plain, *beside], [*q, *of_place], strict=True)
    kept = [replace(one, q=float(each)) for one, each in asked if each <= LEVEL]
    pairs = [replace(one, q=float(each)) for one, each in zip(both, other, strict=True) if each <= LEVEL]
    best = _one_of_each(sample, sorted(_beside_length(sample, kept), key=_strength))[:MOST]
    return Found(
        sorted(_adjusted(sample, best), key=_standing),
        _few_pairs(pairs),
        len(plain) + len(beside),
    )


def _beside_length(sample: Sample, found: list[Difference]) -> list[Difference]:
    """Those that are not told by how long and how often they had been there: the less likely of both chances counts."""
    if not found:
        return []
    beside = zip(found, chances_beside(sample, found), strict=True)
    return [replace(one, chance=max(one.chance, float(each))) for one, each in beside if each <= SURE]


def _strength(one: Difference) -> tuple[float, float, str, str]:
    return one.chance, -abs(one.effect), one.level.feature.name, one.level.key


def _standing(one: Difference) -> tuple[bool, bool, float, float, str, str]:
    """First what holds also when the others are held equal; the length of the path is no reason, but what it tells."""
    alone = one.level.feature not in BESIDE and (one.odds is None or one.odds.low <= 1 <= one.odds.high)
    return alone, one.level.feature.name in HISTORY, *_strength(one)


def _one_of_each(sample: Sample, found: list[Difference]) -> list[Difference]:
    """The strongest level of each feature, not of too few people; what says the same as a stronger one is told with it."""
    kept: list[Difference] = []
    for one in sorted(found, key=lambda one: one.medians is not None):
        named = {other.level.feature.about for other in kept}
        if one.level.feature.about in named or one.effect == 0 or _few(sample, one):
            continue
        if one.level.feature.name in HISTORY and named.intersection(HISTORY):
            continue
        same = [at for at, other in enumerate(kept) if _alike(one, other) >= ALIKE]
        if same:
            kept[same[0]] = _with(kept[same[0]], one)
        else:
            kept.append(replace(one, alike=one.level.twins))
    return kept


def _with(kept: Difference, one: Difference) -> Difference:
    """Both as one: the surer one's numbers, but of what says less than the other, the other's."""
    if kept.level.feature.vague and not one.level.feature.vague:
        return replace(one, alike=(*kept.alike, kept.level))
    return replace(kept, alike=(*kept.alike, one.level))


def _few_pairs(found: list[Together]) -> list[Together]:
    """The surest, but none whose parts are much the same as a surer one's."""
    kept: list[tuple[Together, NDArray[np.bool_]]] = []
    for one in sorted(found, key=lambda one: one.chance):
        if len(kept) == PAIRS:
            break
        has = one.has
        if not any(_same_parts(one, other) or correlated(has, known) >= ALIKE for other, known in kept):
            kept.append((one, has))
    return [one for one, _ in kept]


def _same_parts(one: Together, other: Together) -> bool:
    """Whether both are of the same two features."""
    return len(one.features & other.features) > 1


def _few(sample: Sample, one: Difference) -> bool:
    """Whether those with whom the difference lies are fewer than FEWEST customers."""
    group = sample.left if one.effect > 0 or one.level.feature in BESIDE else ~sample.left
    return len(np.unique(sample.customers[one.level.has & group])) < FEWEST


def _alike(one: Difference, other: Difference) -> float:
    """How much two levels go together: the correlation of yes and no."""
    return correlated(one.level.has, other.level.has)


def _adjusted(sample: Sample, found: list[Difference]) -> list[Difference]:
    """The same, each with its odds ratio when the others are held equal."""
    here = [one for one in found if one.level.feature in BESIDE]
    found = [one for one in found if one.level.feature not in BESIDE]
    if not found:
        return here
    terms = np.column_stack([one.level.has for one in found]).astype(float)
    told = odds(sample.left, terms, _held(sample, found, terms), sample.customers)
    return [*here, *(replace(one, odds=each) for one, each in zip(found, told, strict=True))]


def _held(sample: Sample, found: list[Difference], terms: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is held equal besides, and for each level whether it is known at all, where no term says that."""
    unknown = {one.level.known.tobytes(): (~one.level.known).astype(float) for one in found}
    told = [column for column in unknown.values() if column.std() > 0 and not _said_by(column, terms)]
    return np.column_stack([held(sample), *told])


def _said_by(column: NDArray[np.float64], terms: NDArray[np.float64]) -> bool:
    return any(correlated(column == 1, term == 1) > ALIKE for term in terms.T)
