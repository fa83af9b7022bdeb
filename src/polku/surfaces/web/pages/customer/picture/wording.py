"""The timeline's own words in the reader's language."""

from datetime import datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from polku.lib.clock import DAY
from polku.surfaces.charts.timeline.given import Words
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.moments import day_words, month_words


def wording() -> Words:
    """The names of the rows, and how dates and lengths are written."""
    return _wording(get_language())


@lru_cache(8)
def _wording(_language: str | None) -> Words:
    """Kept for each language, with the dates written in it: a picture tries out many dates that it does not show."""
    return Words(
        today=_("today"),
        stages=pgettext("row of the timeline", "stages"),
        promises=_("promises"),
        felt=_("felt"),
        silence=pgettext("row of the timeline", "silence"),
        lengths=_lengths,
        date=lru_cache(8192)(_date),
        zone=timezone.get_current_timezone(),
    )


def _lengths(length: int) -> list[str]:
    days = length // DAY
    return [duration_words(length), pgettext("days, shortest", "%(n)d d") % {"n": days}]


def _date(day: datetime, how: str) -> str:
    if how in {"day", "full"}:
        return day_words(day, with_year=how == "full")
    return str(day.year) if how == "year" else month_words(day)
