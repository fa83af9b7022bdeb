"""The shifted-beta-geometric model of retention (Fader & Hardie 2007; methods.md §6.3): customers differ.

Each leaves with a probability of their own at the end of every period; these are spread as a beta distribution.
Retention rises with tenure because those who leave easily have left, not because anybody grew fonder.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln

FEWEST_PERIODS: Final = 3  # in which somebody left, below that two parameters can't be told


class Kept(msgspec.Struct, frozen=True):
    """The fitted spread of leaving, with the log-likelihood of what was seen."""

    alpha: float
    beta: float
    log_likelihood: float

    def survival(self, periods: int) -> float:
        """The share that is still there after so many periods: B(α, β + t) / B(α, β)."""
        return float(np.exp(betaln(self.alpha, self.beta + periods) - betaln(self.alpha, self.beta)))

    def retention(self, period: int) -> float:
        """Of those who were there at the beginning of a period (1 is the first), the share that stays through it."""
        return (self.beta + period - 1) / (self.alpha + self.beta + period - 1)


def fit(left: Mapping[int, int], staying: Mapping[int, int]) -> Kept | None:
    """The most likely spread: `left` by the period in which they left (from 1), `staying` by periods lived through.

    None where people left in fewer than three periods.
    """
    if sum(1 for n in left.values() if n) < FEWEST_PERIODS:
        return None
    gone = np.array(sorted(left.items()), dtype=float)
    there = np.array(sorted(staying.items()), dtype=float).reshape(-1, 2)

    def cost(logs: Sequence[float]) -> float:
        alpha, beta = np.exp(logs)
        whole = betaln(alpha, beta)
        seen = gone[:, 1] @ (betaln(alpha + 1, beta + gone[:, 0] - 1) - whole)
        return -float(seen + there[:, 1] @ (betaln(alpha, beta + there[:, 0]) - whole))

    # In logarithms, so that both stay above zero, and within what a computer can tell from certainty.
    found = minimize(cost, [0.0, 0.0], method="L-BFGS-B", bounds=[(-12, 12), (-12, 12)])
    alpha, beta = np.exp(found.x)
    return Kept(float(alpha), float(beta), -float(found.fun))
