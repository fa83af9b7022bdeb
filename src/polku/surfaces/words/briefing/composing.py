"""What sentences are made of: quotes, lists, days, what was promised."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from polku.lenses.customer.briefing.points import Place
from polku.lenses.customer.briefing.quotes import Quote
from polku.lenses.customer.briefing.said import What
from polku.lib.clock import to_datetime
from polku.surfaces.words.moments import date_words
from polku.surfaces.words.places import place_words

_ENDS: Final = (".", "!", "?", "…")
_MARKS: Final = {"en": ("“", "”")}
_NORDIC: Final = ("”", "”")
_CLOCK: Final = {"fi": "\\k\\l\\o H.i", "sv": "\\k\\l. H.i", "en": "H:i"}


def sentences(*parts: str) -> str:
    """The parts as sentences, each with its full stop; empty ones are passed over."""
    return " ".join(_stopped(part) for part in parts if part)


def with_quote(words: str, quote: Quote | None) -> str:
    """`Said no on 3 Mar: “too dear”`; the words alone without a quote."""
    return f"{words}: {quote_words(quote)}" if quote else words


def with_note(words: str, note: str) -> str:
    """The same with words of our own, which are no quote."""
    return f"{words}: {note}" if note else words


def quote_words(quote: Quote) -> str:
    """The quote between the language's marks, with a sign where it goes on, and whose it is."""
    opening, closing = _MARKS.get((get_language() or "en")[:2], _NORDIC)
    words = f"{opening}{quote.text}{' …' if quote.cut else ''}{closing}"
    return f"{words} ({quote.by})" if quote.by else words


def list_words(names: Sequence[str], more: int = 0) -> str:
    """`Aino Virtanen, Ville Koski and 3 more`"""
    listed = ", ".join(names)
    if not more:
        return listed
    return ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", more) % {
        "names": listed,
        "n": more,
    }


def what_words(what: What) -> str:
    """`Installation (1042)`: the subject as it was told, else the place and the number."""
    name = what.subject or title_words(what.place)
    name = name[:1].upper() + name[1:]
    return f"{name} ({what.reference})" if what.reference and what.reference not in name else name


def title_words(place: Place) -> str:
    """The touchpoint's title on the map; else its name as people say it."""
    return place.title or place_words(place.touchpoint)


def by_words(moment: int, now: int) -> str:
    """By when: the hour where it is today, the date else."""
    local, today = timezone.localtime(to_datetime(moment)), timezone.localtime(to_datetime(now))
    if local.date() != today.date():
        return date_words(moment, now)
    return _("today %(time)s") % {"time": date_format(local, _CLOCK.get((get_language() or "en")[:2], "H:i"))}


def _stopped(text: str) -> str:
    inner = text.rstrip("”“)")
    return text if inner.endswith(_ENDS) and not text.endswith(")") else f"{text}."
