"""What to do next, in sentences."""

from django.utils.translation import gettext as _

from polku.lenses.customer.briefing import said
from polku.surfaces.words.amounts import money_words
from polku.surfaces.words.briefing.composing import (
    by_words,
    sentences,
    title_words,
    what_words,
    with_note,
    with_quote,
)
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.moments import date_words


def asks(point: said.Asks, now: int) -> str:
    told = {"time": duration_words(now - point.since), "place": title_words(point.place)}
    words = _("Waits for our answer (%(place)s), %(time)s so far") % told
    if point.times > 1:
        words = f"{words}, {_('asked %(n)d times') % {'n': point.times}}"
    words = with_quote(words, point.quote)
    if point.usual is None:
        return sentences(words)
    return sentences(words, _("Usually the wait is %(usual)s") % {"usual": duration_words(point.usual)})


def due(point: said.Due, now: int) -> str:
    told = {"what": what_words(point.what), "date": by_words(point.due_at, now)}
    return sentences(_("Coming: %(what)s, promised by %(date)s") % told)


def offered(point: said.Offered, now: int) -> str:
    amount = money_words(point.amount, point.currency) if point.amount is not None else ""
    what = ", ".join(part for part in (point.subject, amount) if part)
    words = _("Our offer of %(date)s has no answer yet") % {"date": date_words(point.at, now)}
    return sentences(with_note(words, what))


def we_asked(point: said.WeAsked, now: int) -> str:
    words = _("We wait for their answer since %(date)s") % {"date": date_words(point.since, now)}
    return sentences(with_note(words, point.question))


def silent(point: said.Silent, now: int) -> str:
    told = {"length": duration_words(point.length), "usual": duration_words(point.usual)}
    return sentences(_("Silent for %(length)s; usually about %(usual)s between contacts") % told)


def reached_out(point: said.ReachedOut, now: int) -> str:
    words = _("We got in touch on %(date)s and have heard nothing since") % {
        "date": date_words(point.at, now)
    }
    return sentences(with_note(words, point.note))
