"""What is left of each difference when the others are held equal: a logistic model of leaving at this visit.

As each visit is one chance to leave, it is the discrete-time hazard model, with the visit's number and the time since
the first step held equal too. Where a group is small a coefficient can run away (separation): each gets Greenland and
Mansournia's prior, log-F(2, 2) (2015), which is as if two more visits had been seen, one that ended and one that did
not. It says beforehand that an odds ratio lies between 1/39 and 39.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from polku.lenses.reasons.fitting import errors, fitted

Floats = NDArray[np.float64]
Z: Final = 1.959963984540054
ALIKE: Final = 0.95  # two questions whose answers go together more than this can't be told apart
PER_TERM: Final = 5  # of the rarer outcome, for each question in the model


@dataclass(frozen=True)
class Odds:
    """An odds ratio with its interval of 95 % and its chance; None in place of it where it can't be told."""

    ratio: float
    low: float
    high: float
    chance: float


def odds(
    left: NDArray[np.bool_], terms: Floats, held: Floats, customers: NDArray[np.int64]
) -> list[Odds | None]:
    """Of each column of `terms` (0 or 1), with the other columns and those of `held` equal.

    None for what goes together with an earlier column, or where too few left for so many columns.
    """
    rarer = min(int(left.sum()), int((~left).sum()))
    kept = _apart(terms, at_most=rarer // PER_TERM)
    answers: list[Odds | None] = [None] * terms.shape[1]
    if not kept:
        return answers
    scaled = [column for column in held.T if column.std() > 0]
    columns = np.column_stack([terms[:, kept], *[(c - c.mean()) / c.std() for c in scaled]])
    fit = fitted(left, columns)
    told = zip(fit.effects[1:], errors(fit, customers)[1:], strict=True)
    for place, (effect, error) in zip(kept, told, strict=False):
        answers[place] = _odds(float(effect), float(error))
    return answers


def correlated(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """How much yes and no go together, from 0 to 1 (the coefficient phi, without its sign)."""
    n, x, y = len(one), np.count_nonzero(one), np.count_nonzero(other)
    spread = float(x) * (n - x) * float(y) * (n - y)
    return abs(n * float(np.count_nonzero(one & other)) - float(x) * y) / spread**0.5 if spread else 0.0


def _apart(terms: Floats, at_most: int) -> list[int]:
    kept: list[int] = []
    for place in range(terms.shape[1]):
        column = terms[:, place]
        alike = column.std() == 0 or any(correlated(column == 1, terms[:, k] == 1) > ALIKE for k in kept)
        if not alike and len(kept) < at_most:
            kept.append(place)
    return kept


def _odds(effect: float, error: float) -> Odds:
    return Odds(
        float(np.exp(effect)), float(np.exp(effect - Z * error)), float(np.exp(effect + Z * error)),
        float(2 * ndtr(-abs(effect) / error)),
    )  # fmt: skip
