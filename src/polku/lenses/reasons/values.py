"""Bounds and amounts as people say them: 4 h, 3 days, 7 of 10."""

from decimal import Decimal
from typing import Final

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from polku.lenses.reasons.feature import Unit
from polku.lib.clock import DAY, HOUR, MINUTE, SECOND
from polku.lib.money import to_decimal
from polku.touchpoints.journeys.places import places

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_TENTH: Final = 100_000  # of a scale, in millionths


def value_words(unit: Unit, value: float, currency: str = "") -> str:
    """A number of that unit."""
    if unit is Unit.TIME:
        return _time(value)
    if unit is Unit.POINTS:
        return _("%(points)s of 10") % {"points": number(value / _TENTH, 1)}
    if unit is Unit.MONEY:
        return f"{number(to_decimal(round(value), currency or 'EUR'))}{_NO_BREAK}{currency}".rstrip(_NO_BREAK)
    return number(value, 1)


def bound_words(unit: Unit, bound: float, currency: str = "") -> str:
    """The least that holds of somebody, as a feature's words take it."""
    if unit is Unit.TIMES:
        return _("at least once") if bound == 1 else _("at least %(n)s times") % {"n": number(bound)}
    return value_words(unit, bound, currency)


def name_words(name: str) -> str:
    """A touchpoint's title, a channel, or what somebody is, in the reader's language; else the name itself."""
    place = places().get(name)
    # Channels are marked where pages say them; other names have no translation and stay as they are.
    return place.title if place else translation.pgettext("channel", name)


def number(value: float | Decimal, decimals: int = 0) -> str:
    """A number, with no more decimals than it needs."""
    whole = isinstance(value, float) and value == round(value)
    return number_format(value, 0 if whole else decimals, use_l10n=True, force_grouping=True).replace(
        " ", _NO_BREAK
    )


def share_words(share: float) -> str:
    """A share as a percentage."""
    written = number(round(share * 100))
    return f"{written}%" if (get_language() or "en").startswith("en") else f"{written}{_NO_BREAK}%"


def _time(value: float) -> str:
    length = round(abs(value))
    if length < MINUTE:
        return _("%(n)d s") % {"n": length // SECOND}
    if length < HOUR:
        return _("%(n)d min") % {"n": round(length / MINUTE)}
    if length < DAY:
        return _("%(n)d h") % {"n": round(length / HOUR)}
    days = round(length / DAY)
    if days < 365:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return ngettext("%(n)d year", "%(n)d years", days // 365) % {"n": days // 365}
