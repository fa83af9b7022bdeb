"""One sentence for one point: which module says which."""

from collections.abc import Callable
from typing import Any, Final

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.points import Point, Said
from polku.surfaces.words.briefing import coming, known, promised, voice, who, wrong

SENTENCES: Final[dict[type[Said], Callable[[Any, int], str]]] = {
    said.Nothing: who.nothing,
    said.OnlyVisits: who.only_visits,
    said.CustomerSince: who.customer_since,
    said.NotYet: who.not_yet,
    said.LeftUs: who.left_us,
    said.People: who.people,
    said.BelongsTo: who.belongs_to,
    said.Shares: who.shares,
    said.Speaks: who.speaks,
    said.Meets: who.meets,
    said.MeetsMany: who.meets_many,
    said.MeetsAnother: who.meets_another,
    said.Overdue: promised.overdue,
    said.Moved: promised.moved,
    said.DoneLate: promised.done_late,
    said.Kept: promised.kept,
    said.OftenLate: promised.often_late,
    said.Complained: wrong.complained,
    said.PutRight: wrong.put_right,
    said.ComplainedOften: wrong.complained_often,
    said.AskedAgain: wrong.asked_again,
    said.WaitedLonger: wrong.waited_longer,
    said.SentBack: wrong.sent_back,
    said.Rated: voice.rated,
    said.Spoke: voice.spoke,
    said.SentSomebody: voice.sent_somebody,
    said.Kindness: voice.kindness,
    said.LastAsked: voice.last_asked,
    said.ToldUs: known.told_us,
    said.AnsweredUs: known.answered_us,
    said.Asks: coming.asks,
    said.Due: coming.due,
    said.Offered: coming.offered,
    said.WeAsked: coming.we_asked,
    said.Silent: coming.silent,
    said.ReachedOut: coming.reached_out,
}


def sentence(point: Point, now: int) -> str:
    """What the point says, in the reader's language, as of `now`."""
    return SENTENCES[type(point.said)](point.said, now)
