"""How large an effect is, with its interval of 99 %: differences of shares and of means, ratios of rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import fmean, variance
from typing import Final

_Z: Final = 2.576


@dataclass(frozen=True)
class Effect:
    """An estimate between its bounds."""

    low: float
    estimate: float
    high: float

    def covers(self, size: float) -> bool:
        return self.low <= size <= self.high


def share(flags: Sequence[bool]) -> Effect:
    """Wilson's interval."""
    n, x = len(flags), sum(flags)
    middle, half = (x + _Z**2 / 2) / (n + _Z**2), _Z / (n + _Z**2) * sqrt(x * (n - x) / n + _Z**2 / 4)
    low = middle - half if x else 0.0  # exactly, where rounding would leave a speck
    return Effect(low, x / n, middle + half)


def difference_of_shares(some: Sequence[bool], others: Sequence[bool]) -> Effect:
    """Newcombe's hybrid of two Wilson intervals."""
    one, other = share(some), share(others)
    gap = one.estimate - other.estimate
    low = gap - sqrt((one.estimate - one.low) ** 2 + (other.high - other.estimate) ** 2)
    high = gap + sqrt((one.high - one.estimate) ** 2 + (other.estimate - other.low) ** 2)
    return Effect(low, gap, high)


def ratio_of_shares(some: Sequence[bool], others: Sequence[bool]) -> Effect:
    """Katz' interval on the logarithm."""
    one, other = fmean(some), fmean(others)
    error = sqrt((1 - one) / sum(some) + (1 - other) / sum(others))
    return _around(log(one / other), error)


def ratio_of_hazards(gone: Sequence[bool], gone_of_others: Sequence[bool]) -> Effect:
    """Of the constant hazards behind two shares that were gone after the same time.

    A share p is gone after a time t at hazard h when 1 - p = exp(-h t), so h is proportional to -log(1 - p), and
    the error of its logarithm is sqrt(p / n (1 - p)) / -log(1 - p).
    """
    logs, squares = [], 0.0
    for flags in (gone, gone_of_others):
        p = fmean(flags)
        hazard = -log(1 - p)
        logs.append(log(hazard))
        squares += p / (len(flags) * (1 - p)) / hazard**2
    return _around(logs[0] - logs[1], sqrt(squares))


def difference_of_means(some: Sequence[float], others: Sequence[float]) -> Effect:
    error = sqrt(variance(some) / len(some) + variance(others) / len(others))
    gap = fmean(some) - fmean(others)
    return Effect(gap - _Z * error, gap, gap + _Z * error)


def ratio_of_waits(some: Sequence[int], others: Sequence[int]) -> Effect:
    """Of geometric means, for waits are log-normal."""
    gap = difference_of_means([log(wait) for wait in some], [log(wait) for wait in others])
    return Effect(exp(gap.low), exp(gap.estimate), exp(gap.high))


def _around(logarithm: float, error: float) -> Effect:
    return Effect(exp(logarithm - _Z * error), exp(logarithm), exp(logarithm + _Z * error))
