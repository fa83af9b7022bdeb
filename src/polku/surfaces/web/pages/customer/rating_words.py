"""A rating as it was given, with its scale."""

from typing import Any

from django.utils.translation import gettext as _

from polku.surfaces.words.amounts import number_words


def rating_words(told: Any) -> str:
    """`4 (scale 1–5)`, of anything with rating, rating_low and rating_high."""
    given = _short(told.rating)
    if told.rating_low is None or told.rating_high is None:
        return given
    ends = {"rating": given, "low": _short(told.rating_low), "high": _short(told.rating_high)}
    return _("%(rating)s (scale %(low)s–%(high)s)") % ends


def _short(number: float) -> str:
    return number_words(number, 0 if number == int(number) else 1)
