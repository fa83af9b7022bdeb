"""Demand over the year: people think of heating in autumn, of cooling in May, and of neither in July."""

from bisect import bisect
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Final

from polku.demo.lives import calendar

DAYS_BEFORE: Final = 1095  # the company's history
DAYS_AFTER: Final = 42  # how far the lives go on beyond the asked moment
_LAST_BEGINNINGS: Final = 28

# By month, January first. A quiet July, and December's holidays.
_LEADS: Final = (1.0, 0.9, 0.9, 1.1, 1.2, 0.9, 0.45, 1.0, 1.4, 1.5, 1.3, 0.7)
_SUPPORT: Final = (1.5, 1.4, 1.0, 0.8, 0.7, 0.8, 0.5, 0.7, 0.9, 1.1, 1.3, 1.4)
_MOST_SUPPORT: Final = max(_SUPPORT)


@lru_cache(maxsize=8)
def _weights(until_day: int) -> list[float]:
    """Running sums of the demand, one per day of the history."""
    days = range(until_day - DAYS_BEFORE, until_day + _LAST_BEGINNINGS)
    return list(accumulate(_LEADS[calendar.date_of(day).month - 1] for day in days))


def beginning(until_day: int, luck: Random) -> int:
    """The day on which a life begins."""
    sums = _weights(until_day)
    return until_day - DAYS_BEFORE + bisect(sums, luck.random() * sums[-1])


def needs_support(day: int, luck: Random) -> bool:
    """Whether a trouble that could come on this day does, for the season it falls in."""
    return luck.random() * _MOST_SUPPORT < _SUPPORT[calendar.date_of(day).month - 1]


@lru_cache(maxsize=4096)
def fair_from(day: int) -> int:
    """The next day of a fair: Thursday and Friday of a week in March and in October."""
    year = calendar.date_of(day).year
    weeks = ((year, 3), (year, 10), (year + 1, 3))
    thursdays = [
        calendar.day(*week, 14) + (3 - calendar.weekday(calendar.day(*week, 14))) % 7 for week in weeks
    ]
    days = [thursday + friday for thursday in thursdays for friday in (0, 1)]
    return next(fair for fair in days if fair >= day)
