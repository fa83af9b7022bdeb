"""The flow in words: what stands in the picture, and the sentence that says each part of it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from polku.surfaces.words.amounts import number_words, percent_words
from polku.surfaces.words.durations import duration_words

START: Final = pgettext_lazy("of all walks", "Start")
END: Final = gettext_lazy("The journey's end")
LEFT: Final = {
    "said": gettext_lazy("with a goodbye"),
    "silent": gettext_lazy("in silence"),
    "dropped": gettext_lazy("because nobody followed them up"),
}


def capital(words: str) -> str:
    """With a capital first letter, as titles have."""
    return words[:1].upper() + words[1:]


def volume(walks: int) -> str:
    """How many walks, below a card's title."""
    return ngettext("%(n)s walk", "%(n)s walks", walks) % {"n": number_words(walks)}


def count(walks: int) -> str:
    return number_words(walks)


def share(part: int, of: int) -> str:
    """In whole per cent; a little is not nothing."""
    return _percent(part / max(of, 1))


def label(row: Mapping[str, Any], which: str) -> str:
    """What stands at a step's line."""
    return _percent(row["share"]) if which == "share" else duration_words(round(row["median_gap"]))


def place(title: str, row: Mapping[str, Any], of: int, strange: bool) -> str:
    """A touchpoint: how many came, and what became of them."""
    told = [
        _("%(place)s: %(walks)s, %(share)s of all.") % {"place": title, "walks": volume(row["walks"]), "share": share(row["walks"], of)}
    ]  # fmt: skip
    if strange:
        told.append(_("No journey knows this touchpoint."))
    gone = sum(row[manner] for manner in LEFT)
    if gone:
        told.append(_("Left here: %(n)s.") % {"n": number_words(gone)})
    return " ".join(told)


def step(source: str, target: str, row: Mapping[str, Any]) -> str:
    """A step: who goes, how often, how soon."""
    words = (
        _("Again at %(source)s: %(walks)s, %(share)s of those who were there (%(low)s–%(high)s); usually after %(gap)s.")
        if source == target
        else _("From %(source)s to %(target)s: %(walks)s, %(share)s of those who were there (%(low)s–%(high)s); usually after %(gap)s.")
    )  # fmt: skip
    return words % {
        "source": source, "target": target, "walks": volume(row["walks"]), "share": _percent(row["share"]),
        "low": _percent(row["low"]), "high": _percent(row["high"]), "gap": duration_words(round(row["median_gap"])),
    }  # fmt: skip


def starts(walks: int) -> str:
    return _("All walks begin here: %(walks)s.") % {"walks": volume(walks)}


def ends(walks: int) -> str:
    return _("They came to the journey's end: %(walks)s.") % {"walks": volume(walks)}


def first(target: str, walks: int, of: int) -> str:
    words = _("Begin at %(target)s: %(walks)s, %(share)s of all.")
    return words % {"target": target, "walks": volume(walks), "share": share(walks, of)}


def last(source: str, walks: int, of: int) -> str:
    words = _("From %(source)s to the journey's end: %(walks)s, %(share)s of those who were at %(source)s.")
    return words % {"source": source, "walks": volume(walks), "share": share(walks, of)}


def leaving(source: str, manner: str, walks: int, of: int) -> str:
    """An exit, and how they left."""
    words = _("Left at %(source)s %(how)s: %(walks)s, %(share)s of those who were there.")
    return words % {"source": source, "how": LEFT[manner], "walks": volume(walks), "share": share(walks, of)}


def headline(title: str, left: int, walks: int) -> str:
    """The place that most leave at, as the picture's title."""
    words = _("Most leave at %(place)s: %(left)s of the %(walks)s that came there")
    return words % {"place": title, "left": number_words(left), "walks": volume(walks)}


def hidden_steps(steps: int, walks: int, of: int) -> str:
    """What the slider hides, counted."""
    words = ngettext(
        "%(n)s step is hidden; %(share)s of the walks take it.",
        "%(n)s steps are hidden; each is taken by %(share)s of the walks at most.",
        steps,
    )
    return words % {"n": number_words(steps), "share": share(walks, of)}


def hidden_places(places: int, walks: int, left: int, of: int) -> str:
    """The touchpoints that a picture has no room for, and who left there."""
    words = ngettext(
        "%(n)s touchpoint is hidden; %(share)s of the walks come there.",
        "%(n)s touchpoints are hidden; to each come %(share)s of the walks at most.",
        places,
    )
    told = words % {"n": number_words(places), "share": share(walks, of)}
    if left:
        told += " " + _("Left there: %(n)s.") % {"n": number_words(left)}
    return told


def _percent(part: float) -> str:
    return percent_words(part) if part == 0 or part >= 0.01 else f"< {percent_words(0.01)}"
