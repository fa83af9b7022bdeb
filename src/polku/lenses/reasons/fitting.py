"""A logistic model fitted by Newton's steps, with a prior on each coefficient; and what it says of a further column.

Greenland and Mansournia's prior, log-F(2, 2) (2015), is as if two more rows had been seen for each column, one of each
outcome. Written out here, for it takes milliseconds where a library for every model takes seconds.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr

Floats = NDArray[np.float64]
_STEPS: Final = 50
_NEAR: Final = 1e-9  # a step so small changes nothing that is told


@dataclass(frozen=True)
class Fit:
    """`design` with a first column of ones; `bread` is the inverse of the information, `residual` outcome less chance."""

    design: Floats
    effects: Floats
    chances: Floats
    residual: Floats
    bread: Floats


def fitted(outcome: NDArray[np.bool_], columns: Floats) -> Fit:
    """The model of `outcome` by `columns` (rows × columns)."""
    design = np.column_stack([np.ones(len(outcome)), columns])
    effects = np.zeros(design.shape[1])
    value = _likelihood(outcome, design, effects)
    for _ in range(_STEPS):
        chances = expit(design @ effects)
        slope = design.T @ (outcome - chances) + _prior_slope(effects)
        step = np.linalg.solve(_information(design, chances, effects), slope)
        # Where a group is nearly always of one outcome, a whole step may go too far.
        while (further := _likelihood(outcome, design, effects + step)) < value - _NEAR:
            step /= 2
        effects, value = effects + step, further
        if np.abs(step).max() < _NEAR:
            break
    chances = expit(design @ effects)
    bread = np.asarray(np.linalg.inv(_information(design, chances, effects)), dtype=np.float64)
    return Fit(design, effects, chances, outcome - chances, bread)


def errors(fit: Fit, customers: NDArray[np.int64]) -> Floats:
    """Standard errors: the larger of the model's own and those by customers (the sandwich of Liang and Zeger)."""
    rows, count = fit.design.shape
    scores = _by_customer(fit.design * fit.residual[:, None], customers)
    said = np.diag(_prior_slope(fit.effects))[1:]  # the rows of the prior, each alone
    groups, seen = len(scores) + count - 1, rows + count - 1
    small = groups / max(groups - 1, 1) * (seen - 1) / max(seen - count, 1)
    by_customer = fit.bread @ (scores.T @ scores + said.T @ said) @ fit.bread * small
    errors: Floats = np.sqrt(np.maximum(np.diag(fit.bread), np.diag(by_customer)))
    return errors


def chance_beside(fit: Fit, more: Floats, customers: NDArray[np.int64]) -> Floats:
    """How likely each column of `more` goes so much with the outcome where it adds nothing to the model (score test)."""
    weights = fit.chances * (1 - fit.chances)
    own = more - fit.design @ (fit.bread @ (fit.design.T @ (more * weights[:, None])))
    scores = own * fit.residual[:, None]
    told = scores.sum(axis=0)
    spread = np.maximum(
        (own**2 * weights[:, None]).sum(axis=0), (_by_customer(scores, customers) ** 2).sum(axis=0)
    )
    sure = np.divide(np.abs(told), np.sqrt(spread), out=np.zeros_like(told), where=spread > _NEAR)
    chances: Floats = 2 * ndtr(-sure)
    return chances


def _by_customer(rows: Floats, customers: NDArray[np.int64]) -> Floats:
    order = np.argsort(customers, kind="stable")
    begins = np.flatnonzero(np.diff(customers[order], prepend=customers.min() - 1))
    summed: Floats = np.add.reduceat(rows[order], begins, axis=0)
    return summed


def _likelihood(outcome: NDArray[np.bool_], design: Floats, effects: Floats) -> float:
    told = design @ effects
    return float(-np.logaddexp(0, np.where(outcome, -told, told)).sum() + _prior(effects))


def _information(design: Floats, chances: Floats, effects: Floats) -> Floats:
    told: Floats = (design * (chances * (1 - chances))[:, None]).T @ design
    by_prior = expit(effects) * expit(-effects) * 2
    by_prior[0] = 0  # nothing is known beforehand of how many leave
    return told + np.diag(by_prior)


def _prior(effects: Floats) -> float:
    return float(-(np.logaddexp(0, effects[1:]) + np.logaddexp(0, -effects[1:])).sum())


def _prior_slope(effects: Floats) -> Floats:
    slope: Floats = 1 - 2 * expit(effects)
    slope[0] = 0
    return slope
