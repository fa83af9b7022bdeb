"""Moments: relative up to a day, dates beyond; exact on hover and for machines. In the company's time zone."""

from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polku.lib import clock
from polku.surfaces.words.durations import duration_words

# language → this year's date, another year's date, the day of an exact moment (Django's date format letters),
# and its time (strftime's)
_FORMATS: Final = {
    "fi": ("j.n.", "j.n.Y", "D j.n.Y \\k\\l\\o ", "%H.%M.%S"),
    "sv": ("j N", "j N Y", "D j N Y \\k\\l. ", "%H:%M:%S"),
    "en": ("j M", "j M Y", "D j M Y, ", "%H:%M:%S"),
}
_PLAIN: Final = _FORMATS["en"]

Moment = int | datetime  # microseconds UTC, or aware


def when_words(moment: Moment, now: int) -> str:
    """`just now`, `5 min ago`, `in 3 h`, `24 Nov`, `24 Nov 2025`."""
    microseconds = _microseconds(moment)
    apart = now - microseconds
    if abs(apart) < clock.MINUTE:
        return _("just now")
    if abs(apart) < clock.DAY:
        length = duration_words(abs(apart))
        return _("%(time)s ago") % {"time": length} if apart > 0 else _("in %(time)s") % {"time": length}
    return date_words(moment, now)


def date_words(moment: Moment, now: int) -> str:
    """The date alone, without the year where it is this one."""
    day = _local(moment)
    return day_words(day, with_year=day.year != _local(now).year)


def day_words(day: date, with_year: bool) -> str:
    """A local day: `24 Nov`, or `24 Nov 2025`."""
    language = get_language()
    return _written(day.year, day.month, day.day, _formats(language)[with_year], language)


def month_words(day: date) -> str:
    """A local day's month, short: `Nov`, `marras`, `nov`."""
    language = get_language()
    return _written(day.year, day.month, 1, "M" if _formats(language) is _PLAIN else "N", language)


def exact_words(moment: Moment) -> str:
    """Day, date and time to the second, with the zone's name."""
    local, language = _local(moment), get_language()
    _, _, day, time = _formats(language)
    written = _written(local.year, local.month, local.day, day, language)
    return f"{written}{local.strftime(time)} {local.tzname()}"


def clock_words(moment: Moment) -> str:
    """The time of day to the second: `09.12.00` in Finnish, `09:12:00` in Swedish and English."""
    return _local(moment).strftime(_formats(get_language())[3])


def time_element(moment: Moment, words: str) -> SafeString:
    """The words in a `<time>`: exact on hover and to machines."""
    machine = clock.to_text(_microseconds(moment))
    exact = escape(exact_words(moment))
    return mark_safe(f'<time datetime="{machine}" title="{exact}">{escape(words)}</time>')  # noqa: S308 - machine time is digits


@lru_cache(8192)
def _written(year: int, month: int, day: int, letters: str, _language: str | None) -> str:
    """Kept, for a page says the same few days over and over, and Django takes its time over each."""
    return date_format(date(year, month, day), letters)


def _formats(language: str | None) -> tuple[str, str, str, str]:
    return _FORMATS.get((language or "en")[:2], _PLAIN)


def _microseconds(moment: Moment) -> int:
    return clock.from_datetime(moment) if isinstance(moment, datetime) else moment


def _local(moment: Moment) -> datetime:
    """In the company's zone: it is the only one, and to ask for the current one takes five times as long."""
    aware = moment if isinstance(moment, datetime) else clock.to_datetime(moment)
    return aware.astimezone(timezone.get_default_timezone())
