"""Two groups set beside each other: differences of shares and of medians, with intervals of 95 % and chances.

Shares: Newcombe's hybrid score interval (1998, method 10; methods.md §1.4), and the exact test of Fisher with its
one-sided chance doubled. Medians: the intervals of both by order statistics, put together the same way (Zou and
Donner 2008), and the rank test. Counts may be broken: they are what dependent rows are worth (clusters.py).
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, ndtr

Floats = NDArray[np.float64]
Z: Final = 1.959963984540054


def wilson(part: Floats, whole: Floats) -> tuple[Floats, Floats]:
    """Wilson's interval of part/whole."""
    centre = (part + Z * Z / 2) / (whole + Z * Z)
    half = Z / (whole + Z * Z) * np.sqrt(np.maximum(part * (whole - part) / whole, 0) + Z * Z / 4)
    return np.maximum(centre - half, 0), np.minimum(centre + half, 1)


def wilson_of(part: float, whole: float) -> tuple[float, float]:
    """The same for one share."""
    (low,), (high,) = wilson(np.array([part]), np.array([whole]))
    return float(low), float(high)


def share_difference(x: Floats, n: Floats, y: Floats, m: Floats) -> tuple[Floats, Floats, Floats]:
    """x/n − y/m, and its interval."""
    one, other = x / n, y / m
    (low, high), (other_low, other_high) = wilson(x, n), wilson(y, m)
    difference = one - other
    return (
        difference,
        difference - np.hypot(one - low, other_high - other),
        difference + np.hypot(high - one, other - other_low),
    )


def chance(x: Floats, n: Floats, y: Floats, m: Floats) -> Floats:
    """How likely shares this far apart are where the groups do not differ, from whole numbers."""
    return np.array([_fisher(*map(round, four)) for four in zip(x, n, y, m, strict=True)])


def _fisher(x: int, n: int, y: int, m: int) -> float:
    """Twice the smaller tail of the hypergeometric distribution, at most 1."""
    both = x + y
    logs = _log_factorials(n + m)
    k = np.arange(max(0, both - m), min(n, both) + 1)
    ways = _ways(logs, n, k) + _ways(logs, m, both - k) - _ways(logs, n + m, np.array(both))
    each = np.exp(ways)
    return float(min(1.0, 2 * min(each[k <= x].sum(), each[k >= x].sum())))


def _ways(logs: Floats, n: int, k: NDArray[np.int64]) -> Floats:
    """In how many ways k of n are drawn, as a logarithm."""
    found: Floats = logs[n] - logs[k] - logs[n - k]
    return found


@lru_cache(64)
def _log_factorials(most: int) -> Floats:
    """Of 0 to `most`: the same few sizes of groups come thousands of times."""
    found: Floats = gammaln(np.arange(most + 1) + 1)
    return found


def median_difference(one: Floats, other: Floats, worth: tuple[float, float]) -> tuple[float, float, float]:
    """The median of `one` less that of `other`, and its interval; `worth` is how many independent rows each is worth."""
    (middle, low, high), (other_middle, other_low, other_high) = (
        _median(one, worth[0]),
        _median(other, worth[1]),
    )
    difference = middle - other_middle
    return (
        difference,
        difference - float(np.hypot(middle - low, other_high - other_middle)),
        difference + float(np.hypot(high - middle, other_middle - other_low)),
    )


def _median(values: Floats, worth: float) -> tuple[float, float, float]:
    half = Z * 0.5 / np.sqrt(max(worth, 1.0))
    at = [0.5, max(0.0, 0.5 - half), min(1.0, 0.5 + half)]
    middle, low, high = np.quantile(values, at)
    return float(middle), float(low), float(high)


def rank_chance(one: Floats, other: Floats, worth: tuple[float, float]) -> float:
    """How likely ranks this far apart are where the groups do not differ (Mann and Whitney, ties minded)."""
    ranks, ties = _ranks(np.concatenate([one, other]))
    n, m = len(one), len(other)
    both = n + m
    spread = (both**2 - 1 - (ties**3 - ties).sum() / both) / 12 * both / (both - 1)
    if spread <= 0:
        return 1.0
    apart = ranks[:n].mean() - ranks[n:].mean()
    return float(2 * ndtr(-abs(apart) / np.sqrt(spread * (1 / worth[0] + 1 / worth[1]))))


def _ranks(values: Floats) -> tuple[Floats, Floats]:
    """Each value's rank, equal ones sharing theirs; and how many there are of each."""
    _, where, ties = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(ties)
    return (last - (ties - 1) / 2)[where], ties.astype(float)
