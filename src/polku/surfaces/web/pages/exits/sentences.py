"""What the pictures show, in a sentence with its interval: computed, in the reader's language."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from polku.surfaces.words.amounts import number_words, percent_words

_NTH: Final[dict[int, str | Promise]] = {
    2: pgettext_lazy("every … customer", "second"),
    3: pgettext_lazy("every … customer", "third"),
    4: pgettext_lazy("every … customer", "fourth"),
    5: pgettext_lazy("every … customer", "fifth"),
    6: pgettext_lazy("every … customer", "sixth"),
    7: pgettext_lazy("every … customer", "seventh"),
    8: pgettext_lazy("every … customer", "eighth"),
    9: pgettext_lazy("every … customer", "ninth"),
    10: pgettext_lazy("every … customer", "tenth"),
}
_MANNERS: Final[dict[str, str | Promise]] = {
    "said": pgettext_lazy("manner of leaving", "said so"),
    "silent": pgettext_lazy("manner of leaving", "fell silent"),
    "dropped": pgettext_lazy("manner of leaving", "nobody followed up"),
}


def manner_words(manner: str) -> str:
    """How they left."""
    return str(_MANNERS.get(manner, manner))


def exit_sentence(place: str, manner: str, left: int, of: int, low: float, high: float) -> str:
    """The share that leaves at a place, as the title of its picture."""
    values = {
        "place": place,
        "share": percent_words(left / of),
        "low": percent_words(low),
        "high": percent_words(high),
        "left": number_words(left),
        "of": number_words(of),
    }
    nth = _nth(left / of, low, high)
    return _sentence(manner, nth) % (values | {"nth": str(_NTH.get(nth, ""))})


def _sentence(manner: str, nth: int) -> str:
    if nth:
        return {
            "said": _("Every %(nth)s customer at “%(place)s” leaves there and says so: %(left)s of %(of)s (%(low)s–%(high)s)."),
            "silent": _("Every %(nth)s customer at “%(place)s” falls silent there: %(left)s of %(of)s (%(low)s–%(high)s)."),
            "dropped": _("Every %(nth)s customer at “%(place)s” is left there without an answer from us: %(left)s of %(of)s (%(low)s–%(high)s)."),
        }[manner]  # fmt: skip
    return {
        "said": _("%(share)s of the customers at “%(place)s” leave there and say so: %(left)s of %(of)s (%(low)s–%(high)s)."),
        "silent": _("%(share)s of the customers at “%(place)s” fall silent there: %(left)s of %(of)s (%(low)s–%(high)s)."),
        "dropped": _("%(share)s of the customers at “%(place)s” are left there without an answer from us: %(left)s of %(of)s (%(low)s–%(high)s)."),
    }[manner]  # fmt: skip


def _nth(share: float, low: float, high: float) -> int:
    """The n of "every n-th", where one in n rounds to the same percent or lies within one of it; else 0."""
    if share <= 0:
        return 0
    nth = round(1 / share)
    fits = nth in _NTH and low <= 1 / nth <= high and abs(1 / nth - share) <= 0.01
    return nth if fits else 0
