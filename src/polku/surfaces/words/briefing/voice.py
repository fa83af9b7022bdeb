"""What they said and what they may remember, in sentences."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polku.lenses.customer.briefing import said
from polku.surfaces.words.amounts import number_words
from polku.surfaces.words.briefing.composing import sentences, with_note, with_quote
from polku.surfaces.words.moments import date_words

_RANKS: Final[dict[str, str | Promise]] = {
    "last": gettext_lazy("Last rating %(rating)s on %(date)s"),
    "lowest": gettext_lazy("Lowest rating before that: %(rating)s on %(date)s"),
    "highest": gettext_lazy("Highest rating before that: %(rating)s on %(date)s"),
}
_SPOKEN: Final[dict[str, str | Promise]] = {
    "thanked": gettext_lazy("Thanked us on %(date)s"),
    "mentioned": gettext_lazy("Told others about us on %(date)s"),
    "declined": gettext_lazy("Said no on %(date)s"),
}


def rated(point: said.Rated, now: int) -> str:
    told = {"rating": _rating(point), "date": date_words(point.at, now)}
    return sentences(with_quote(str(_RANKS[point.rank]) % told, point.quote))


def spoke(point: said.Spoke, now: int) -> str:
    words = str(_SPOKEN[point.kind]) % {"date": date_words(point.at, now)}
    return sentences(with_quote(words, point.quote))


def sent_somebody(point: said.SentSomebody, now: int) -> str:
    return sentences(_("Sent somebody to us on %(date)s") % {"date": date_words(point.at, now)})


def kindness(point: said.Kindness, now: int) -> str:
    words = _("We did something kind on %(date)s") % {"date": date_words(point.at, now)}
    return sentences(with_note(words, point.note))


def last_asked(point: said.LastAsked, now: int) -> str:
    words = _("Last asked on %(date)s, and was answered") % {"date": date_words(point.at, now)}
    return sentences(with_quote(words, point.quote))


def _rating(point: said.Rated) -> str:
    given = _short(point.rating)
    if point.low is None or point.high is None:
        return given
    ends = {"rating": given, "low": _short(point.low), "high": _short(point.high)}
    return _("%(rating)s (scale %(low)s–%(high)s)") % ends


def _short(number: float) -> str:
    return number_words(number, 0 if number == int(number) else 1)
