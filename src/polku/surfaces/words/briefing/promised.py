"""What was promised and whether it held, in sentences."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.said import Telling
from polku.surfaces.words.briefing.composing import by_words, sentences, what_words
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.moments import date_words

_TELLING: Final[dict[Telling, str | Promise]] = {
    Telling.FIRST: gettext_lazy("They were told in time"),
    Telling.AFTER_DUE: gettext_lazy("They were told only when it was due already"),
    Telling.AFTER_ASKING: gettext_lazy("They were told only after asking"),
    Telling.ASKED: gettext_lazy("They had to ask themselves"),
    Telling.NOT: gettext_lazy("They have not been told"),
}


def overdue(point: said.Overdue, now: int) -> str:
    told = {
        "what": what_words(point.what),
        "first": by_words(point.original_due_at, now),
        "date": by_words(point.due_at, now),
        "time": duration_words(now - point.original_due_at),
    }
    if point.due_at == point.original_due_at:
        words = _("%(what)s: promised by %(first)s, still not done (%(time)s overdue)") % told
    else:
        words = (
            _("%(what)s: promised by %(first)s, then by %(date)s, still not done (%(time)s overdue)") % told
        )
    owed = point.telling in {Telling.NOT, Telling.ASKED}
    return sentences(words, str(_TELLING[point.telling]), _("Give them a new time") if owed else "")


def moved(point: said.Moved, now: int) -> str:
    told = {
        "what": what_words(point.what),
        "first": by_words(point.original_due_at, now),
        "date": by_words(point.due_at, now),
    }
    words = _("%(what)s: promised by %(first)s, moved to %(date)s") % told
    return sentences(words, str(_TELLING[point.telling]))


def done_late(point: said.DoneLate, now: int) -> str:
    told = {
        "what": what_words(point.what),
        "first": date_words(point.original_due_at, now),
        "date": date_words(point.done_at, now),
        "time": duration_words(point.done_at - point.original_due_at),
    }
    words = _("%(what)s: promised by %(first)s, done on %(date)s, %(time)s late") % told
    untold = _("Nobody told them beforehand")
    return sentences(words, untold if point.telling is Telling.NOT else str(_TELLING[point.telling]))


def kept(point: said.Kept, now: int) -> str:
    told = {
        "what": what_words(point.what),
        "first": date_words(point.original_due_at, now),
        "date": date_words(point.done_at, now),
    }
    every = _("All %(n)d promises to them have been kept") % {"n": point.all_of}
    words = _("%(what)s: promised by %(first)s, done in time on %(date)s") % told
    return sentences(words, every if point.all_of > 1 else "")


def often_late(point: said.OftenLate, now: int) -> str:
    told = {"late": point.late, "all": point.all_of}
    return sentences(_("%(late)d of %(all)d promises to them were late or broken") % told)
