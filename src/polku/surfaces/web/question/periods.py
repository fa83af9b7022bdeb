"""Periods as people say them, and the period before one."""

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.asked import Asked, WrongQuestion
from polku.lib.clock import from_datetime, to_datetime

# What is offered; any number of days or months may be asked for, as in last-45-days. "": all of the time.
OFFERED: Final = (
    "", "last-7-days", "last-30-days", "last-90-days", "last-12-months", "this-month", "last-month", "this-year",
    "last-year",
)  # fmt: skip
OWN_DAYS: Final = "days"
_LAST: Final = re.compile(r"last-([1-9]\d{0,3})-(days|months)")
_ALONE: Final = ("this-month", "last-month", "this-year", "last-year")

Days = tuple[date, date]  # the first and the last


def tidy(words: str) -> str:
    """`Last 90 days` as addresses write it: `last-90-days`."""
    return "-".join(words.casefold().split())


def days_of(period: str, today: date) -> Days:
    """The first and last day of a period in words. WrongQuestion where there is no such period."""
    if found := _LAST.fullmatch(period):
        length = int(found[1])
        days = found[2] == "days"
        first = today - timedelta(days=length - 1) if days else _months(today, -length) + timedelta(days=1)
        return first, today
    if period not in _ALONE:
        raise WrongQuestion(
            _("There is no period “%(period)s”. There are: %(known)s.")
            % {"period": period, "known": ", ".join([*OFFERED[1:], OWN_DAYS])}
        )
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    return {
        "this-month": (month, today),
        "last-month": (_months(month, -1), month - timedelta(days=1)),
        "this-year": (year, today),
        "last-year": (year.replace(year=year.year - 1), year - timedelta(days=1)),
    }[period]


def period_words(period: str) -> str:
    """A period as people read it."""
    if found := _LAST.fullmatch(period):
        n = int(found[1])
        if found[2] == "days":
            return ngettext("The last %(n)d day", "The last %(n)d days", n) % {"n": n}
        return ngettext("The last %(n)d month", "The last %(n)d months", n) % {"n": n}
    return {
        "": _("All of the time"),
        "this-month": _("This month"),
        "last-month": _("Last month"),
        "this-year": _("This year"),
        "last-year": _("Last year"),
        OWN_DAYS: _("From day to day"),
    }[period]


def before(asked: Asked, zone: str, today: date) -> Asked | None:
    """The same question of the period before, as long as its own; None where the question has no beginning.

    Whole months are compared with as many months, anything else with as many days. A period without an end is
    taken to end today.
    """
    if asked.since is None:
        return None
    first = _day(asked.since, zone)
    after = _day(asked.until, zone) if asked.until is not None else today + timedelta(days=1)
    if first.day == after.day == 1 and after > first:
        earlier = _months(first, -((after.year - first.year) * 12 + after.month - first.month))
    else:
        earlier = first - max(after - first, timedelta(days=1))
    return msgspec.structs.replace(asked, since=_midnight(earlier, zone), until=asked.since)


def _months(day: date, count: int) -> date:
    """So many months on; the last day of a month that is too short for it."""
    place = day.year * 12 + day.month - 1 + count
    first = date(place // 12, place % 12 + 1, 1)
    following = date((place + 1) // 12, (place + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _day(moment: int, zone: str) -> date:
    return to_datetime(moment).astimezone(ZoneInfo(zone)).date()


def _midnight(day: date, zone: str) -> int:
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))
