"""What can be written down about an encounter, in the words of whoever was there."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polku.lenses.customer.waiting import Waiting
from polku.surfaces.words.moments import when_words
from polku.surfaces.words.places import channel_words, place_name
from polku.timeline.vocabulary import Kind, Side
from polku.touchpoints.journeys.places import places

WHAT: Final[dict[str, tuple[Side, Kind, str | Promise]]] = {
    "met": (Side.US, Kind.MET, gettext_lazy("We spoke")),
    "answered": (Side.US, Kind.ANSWERED, gettext_lazy("We answered what they had asked")),
    "asked": (Side.CUSTOMER, Kind.ASKED, gettext_lazy("They asked for something that we owe an answer to")),
    "complained": (Side.CUSTOMER, Kind.COMPLAINED, gettext_lazy("They complained")),
    "thanked": (Side.CUSTOMER, Kind.THANKED, gettext_lazy("They thanked us")),
    "reached_out": (Side.US, Kind.REACHED_OUT, gettext_lazy("We tried to reach them, and did not")),
    "declined": (Side.CUSTOMER, Kind.DECLINED, gettext_lazy("They said no to an offer")),
    "left": (Side.CUSTOMER, Kind.LEFT, gettext_lazy("They said that they leave us")),
}
# Where people meet people; what happens on the web tells itself.
CHANNELS: Final = ("phone", "visit", "store", "mail", "chat", "partner", "post", "other")
_LONGEST: Final = 70  # letters of a question that waits


def whats() -> list[tuple[str, str]]:
    """What happened, to choose from."""
    return [(name, str(words)) for name, (_side, _kind, words) in WHAT.items()]


def channels() -> list[tuple[str, str]]:
    """How they met, to choose from."""
    return [(name, channel_words(name)) for name in CHANNELS]


def touchpoints() -> list[tuple[str, str]]:
    """The map's touchpoints; first none, as a small firm has no map."""
    return [("", _("not said")), *((name, place.title) for name, place in places().items())]


def questions(waiting: Sequence[Waiting], present: int) -> list[tuple[str, str]]:
    """The questions that wait for us, by their place in the list; first none of them."""
    return [("", _("nothing that waits"))] + [
        (str(number), f"{_asked(one)} · {when_words(one.waiting_since, present)}")
        for number, one in enumerate(waiting)
    ]


def _asked(one: Waiting) -> str:
    return Truncator(one.subject or one.text or place_name(one.touchpoint, places())).chars(_LONGEST)
