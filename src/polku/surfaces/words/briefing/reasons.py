"""Why a sentence stands in the briefing: its rule in words, and what its weight is made of."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polku.lenses.customer.briefing.points import Point, Score

RULES: Final[dict[str, str | Promise]] = {
    "standing": _("Who they are to us always stands first."),
    "left": _("They said goodbye and have not ordered since."),
    "people": _("Whom we know of the organisation."),
    "belongs": _("They belong to an organisation."),
    "shares": _("Somebody else uses the same address or number."),
    "speaks": _("Their language is not the one you read this in."),
    "meets": _("Whom of us they meet; a change within half a year weighs more."),
    "overdue": _("A promise is not done and its time has passed."),
    "moved": _("A promise still to come has got another date."),
    "done_late": _("A promise was done after its first date."),
    "kept": _("The promise that was kept last."),
    "often_late": _("More than one promise within two years was late or broken."),
    "complained": _("A complaint that nobody has put right."),
    "put_right": _("A complaint that was put right."),
    "complained_often": _("More than two complaints within a year."),
    "asked_again": _("Asked again on another day, or before an answer came."),
    "waited_longer": _("The last first answer took three times their usual wait, and an hour at least."),
    "sent_back": _("The last thing they returned."),
    "rated": _("The last rating, and the lowest and highest before it where they stand out."),
    "spoke": _("They thanked us, told others about us or said no."),
    "sent_somebody": _("They sent somebody to us."),
    "kindness": _("A kindness is remembered."),
    "last_asked": _("Their last question, once it was answered."),
    "told_us": _("Facts they told, the latest first."),
    "answered_us": _("We asked and they answered."),
    "asks": _("A question waits for us; longer than twice their usual wait weighs more."),
    "due": _("The next promise that falls due."),
    "offered": _("Our last offer has no answer, within half a year."),
    "we_asked": _("We asked and they have not answered."),
    "silent": _("Silent for three times their usual pause, and two weeks at least."),
    "reached_out": _("We got in touch and heard nothing, within half a year."),
}
_PARTS: Final[dict[str, str | Promise]] = {
    "open": _("open %(n)d"),
    "recent": _("recent %(n)d"),
    "unusual": _("unusual for them %(n)d"),
    "memorable": _("memorable %(n)d"),
    "standing": _("worth knowing always %(n)d"),
}


def reason(point: Point) -> str:
    """The rule in words: `A complaint that nobody has put right.`"""
    return str(RULES[point.rule])


def weight_words(score: Score) -> str:
    """`open 50, recent 20, memorable 15`"""
    parts = ((name, getattr(score, name)) for name in Score.__struct_fields__)
    return ", ".join(str(_PARTS[name]) % {"n": weight} for name, weight in parts if weight)
