"""What went wrong and whether it was put right, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.customer.briefing import said
from polku.surfaces.words.amounts import money_words
from polku.surfaces.words.briefing.composing import sentences, with_note, with_quote
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.moments import date_words


def complained(point: said.Complained, now: int) -> str:
    words = _("Complaint of %(date)s, not put right yet") % {"date": date_words(point.at, now)}
    waits = _("It has waited %(time)s for an answer") % {"time": duration_words(now - point.at)}
    return sentences(with_quote(words, point.quote), waits if point.waits else "")


def put_right(point: said.PutRight, now: int) -> str:
    told = {"date": date_words(point.at, now), "fixed": date_words(point.fixed_at, now)}
    return sentences(with_quote(_("Complaint of %(date)s, put right on %(fixed)s") % told, point.quote))


def complained_often(point: said.ComplainedOften, now: int) -> str:
    told = {"n": point.times, "date": date_words(point.last_at, now)}
    return sentences(_("%(n)d complaints within a year, the last on %(date)s") % told)


def asked_again(point: said.AskedAgain, now: int) -> str:
    told = {"n": point.times, "date": date_words(point.first_at, now)}
    words = _("Has asked %(n)d times about the same matter since %(date)s") % told
    answered = ngettext("Answered %(n)d time", "Answered %(n)d times", point.answered) % {"n": point.answered}
    about = with_quote(words, point.quote) if point.quote else with_note(words, point.about)
    return sentences(about, answered if point.answered else _("No answer yet"))


def waited_longer(point: said.WaitedLonger, now: int) -> str:
    told = {
        "date": date_words(point.at, now),
        "time": duration_words(point.waited),
        "usual": duration_words(point.usual),
    }
    return sentences(
        _("Asked on %(date)s, they waited %(time)s for our first answer; usually %(usual)s") % told
    )


def sent_back(point: said.SentBack, now: int) -> str:
    amount = money_words(point.amount, point.currency) if point.amount is not None else ""
    what = ", ".join(part for part in (point.subject, amount) if part)
    return sentences(with_note(_("Returned on %(date)s") % {"date": date_words(point.at, now)}, what))
