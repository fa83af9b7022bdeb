"""The company's days: Finland's clock, its public holidays and its working days, worked out once.

A day is a whole number, counted since 1 January 1970 in local time; a moment is microseconds UTC.
"""

from bisect import bisect_left
from datetime import date
from typing import Final

MINUTE: Final = 60_000_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
YEARS: Final = range(2000, 2061)
_EPOCH: Final = date(1970, 1, 1).toordinal()
_FRIDAY: Final = 4
SATURDAY: Final = 5


def day(year: int, month: int, of_month: int) -> int:
    return date(year, month, of_month).toordinal() - _EPOCH


def date_of(number: int) -> date:
    return date.fromordinal(number + _EPOCH)


def written(number: int) -> str:
    """As a day is written in Finland, whatever one's language: 24.11."""
    date = date_of(number)
    return f"{date.day}.{date.month}."


def weekday(number: int) -> int:
    """0 is Monday."""
    return (number + 3) % 7


def _weekday_from(number: int, wanted: int) -> int:
    """The first such weekday, on this day or after it."""
    return number + (wanted - weekday(number)) % 7


def easter(year: int) -> int:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Meeus gives."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, of_month = divmod(moon + sunday - 7 * late + 114, 31)
    return day(year, month, of_month + 1)


def holidays(year: int) -> frozenset[int]:
    """Finland's public holidays, and the two eves on which offices are shut as well."""
    sunday = easter(year)
    midsummer_eve = _weekday_from(day(year, 6, 19), _FRIDAY)
    fixed = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
    return frozenset(
        {day(year, month, of_month) for month, of_month in fixed}
        | {sunday - 2, sunday, sunday + 1, sunday + 39, sunday + 49}
        | {midsummer_eve, midsummer_eve + 1, _weekday_from(day(year, 10, 31), SATURDAY)}
    )


def _last_sunday(year: int, month: int) -> int:
    return _weekday_from(day(year, month, 31) - 6, 6)


_FIRST: Final = day(YEARS.start, 1, 1)
_END: Final = day(YEARS.stop, 1, 1)
HOLIDAYS: Final = frozenset(number for year in YEARS for number in holidays(year))
WORKDAYS: Final = tuple(
    number for number in range(_FIRST, _END) if weekday(number) < SATURDAY and number not in HOLIDAYS
)
_SUMMERS: Final = tuple(
    edge for year in YEARS for edge in (_last_sunday(year, 3), _last_sunday(year, 10))
)  # clocks go forward on the first, back on the second
_OFFSETS: Final = bytes(
    3 if bisect_left(_SUMMERS, number + 1) % 2 else 2 for number in range(_FIRST, _END)
)  # hours ahead of UTC, from the early morning of each day on


def moment(number: int, minute: float) -> int:
    """A minute of a local day, as a moment; for minutes after the night in which clocks change."""
    return number * DAY + int(minute * MINUTE) - _OFFSETS[number - _FIRST] * HOUR


def local(at: int) -> tuple[int, int]:
    """The local day of a moment, and the minute of that day."""
    guess = (at + 2 * HOUR) // DAY
    ahead = at + _OFFSETS[guess - _FIRST] * HOUR
    return ahead // DAY, ahead % DAY // MINUTE


_WORKDAYS: Final = frozenset(WORKDAYS)


def workday(number: int, after: int = 0) -> int:
    """The day itself or the next working day; with `after`, that many working days later still."""
    return WORKDAYS[bisect_left(WORKDAYS, number) + after]


def is_workday(number: int) -> bool:
    return number in _WORKDAYS
