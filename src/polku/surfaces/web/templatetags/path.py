"""Template filters of the customer's page: `{% load path %}`."""

from typing import Any, Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from polku.surfaces.web.pages.customer.rating_words import rating_words
from polku.surfaces.words.places import channel_words, place_words

register = template.Library()

_SHOWS: Final[dict[str, str | Promise]] = {
    "all": pgettext_lazy("encounters", "All"),
    "waiting": pgettext_lazy("encounters", "Waiting for us"),
    "complaints": pgettext_lazy("encounters", "Complaints"),
    "promises": pgettext_lazy("encounters", "Promises"),
    "rated": pgettext_lazy("encounters", "Rated"),
}


@register.filter
def channel(name: str) -> str:
    """A channel in the reader's language."""
    return channel_words(name)


@register.filter
def shows(name: str) -> str:
    """A filter's name in the reader's language."""
    return str(_SHOWS.get(name, name))


@register.filter
def place(touchpoint: str) -> str:
    """A touchpoint's name as people say it: `mail-support` is `mail support`."""
    return place_words(touchpoint)


@register.filter
def rated(told: Any) -> str:
    """`4 (scale 1–5)`, of anything with rating, rating_low and rating_high."""
    return rating_words(told)


@register.filter
def fact(value: Any) -> str:
    """A fact's value as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(fact(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {fact(part)}" for name, part in value.items())
    return "–" if value is None else str(value)
