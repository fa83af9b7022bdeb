"""Durations in one or two units, as people say them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lib.clock import DAY, HOUR, MINUTE, SECOND


def duration_words(microseconds: int) -> str:
    """`40 s`, `12 min`, `3 h 20 min`, `14 h`, `4 days`, `14 months`, `3 years`; rounded down."""
    length = abs(microseconds)
    if length < MINUTE:
        return _("%(n)d s") % {"n": length // SECOND}
    if length < HOUR:
        return _("%(n)d min") % {"n": length // MINUTE}
    if length < DAY:
        return _hours(length)
    return _days(length // DAY)


def _hours(length: int) -> str:
    hours, minutes = length // HOUR, length % HOUR // MINUTE
    if hours >= 10 or minutes == 0:
        return _("%(n)d h") % {"n": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def _days(days: int) -> str:
    if days < 90:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    months = days * 12 // 365
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = months // 12
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
