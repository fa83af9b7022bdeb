"""MBG/NBD: how often customers buy again while they are customers, and how likely they still are.

Batislam, Denizel & Filiztekin (Int. J. of Research in Marketing 2007;24:201). Buying is Poisson at rates that are
gamma (r, alpha) among customers; after each purchase, the first as well, they go for good with a chance that is beta
(a, b) among them. BG/NBD, without "the first as well", holds every one-time buyer for alive; it is not used here.
"""

from typing import Final

import ibis
import msgspec
import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln

# Logarithms of parameters are looked for within this; at its edge all customers are alike, and nothing is told of one.
_FARTHEST: Final = 8.0
_EDGE: Final = 0.01

Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]


class NoFit(ValueError):
    """No parameters make these purchases most likely."""


class Mbg(msgspec.Struct, frozen=True):
    """The parameters; time is in whatever unit the purchases were told in."""

    r: float
    alpha: float
    a: float
    b: float


def log_likelihood(model: Mbg, x: Numbers, last: Numbers, whole: Numbers, times: Numbers) -> float:
    """Of `times` customers each with `x` repeat purchases until `last` of a time of `whole` since the first."""
    r, alpha, a, b = model.r, model.alpha, model.a, model.b
    bought = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    alive = betaln(a, b + x + 1) - betaln(a, b) - (r + x) * np.log(alpha + whole)
    gone = betaln(a + 1, b + x) - betaln(a, b) - (r + x) * np.log(alpha + last)
    return float((times * (bought + np.logaddexp(alive, gone))).sum())


def fitted(x: Numbers, last: Numbers, whole: Numbers, times: Numbers) -> Mbg:
    """The parameters under which what they bought is most likely. NoFit where there are none."""
    scale = float(whole.max()) or 1.0
    n = float(times.sum())

    def badness(logs: Numbers) -> float:
        model = Mbg(*map(float, np.exp(logs)))
        return -log_likelihood(model, x, last / scale, whole / scale, times) / n

    bounds = [(-_FARTHEST, _FARTHEST)] * 4
    found = minimize(badness, np.zeros(4), method="L-BFGS-B", bounds=bounds)
    options = {"xatol": 1e-7, "fatol": 1e-11, "maxiter": 2000}
    found = minimize(badness, found.x, method="Nelder-Mead", bounds=bounds, options=options)
    if not found.success or np.abs(found.x).max() > _FARTHEST - _EDGE:
        raise NoFit(f"The likelihood is highest at no parameters in reach: {found.message}")
    r, alpha, a, b = map(float, np.exp(found.x))
    return Mbg(r, alpha * scale, a, b)


def chance_alive(model: ibis.Table, x: ibis.Value, last: ibis.Value, whole: ibis.Value) -> ibis.Value:
    """That they still are customers, between 0 and 1: a closed form, for the engine. `model` has the columns of Mbg."""
    odds = (model.r + x) * ((model.alpha + whole).ln() - (model.alpha + last).ln()) + (
        model.a / (model.b + x)
    ).ln()
    return 1.0 / (1.0 + odds.exp())
