"""Channels and touchpoints as people say them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from polku.touchpoints.journeys.places import Place

_CHANNELS: Final[dict[str, str | Promise]] = {
    "web": pgettext_lazy("channel", "web"),
    "mail": pgettext_lazy("channel", "mail"),
    "phone": pgettext_lazy("channel", "phone"),
    "chat": pgettext_lazy("channel", "chat"),
    "store": pgettext_lazy("channel", "store"),
    "visit": pgettext_lazy("channel", "visit"),
    "partner": pgettext_lazy("channel", "partner"),
    "app": pgettext_lazy("channel", "app"),
    "post": pgettext_lazy("channel", "post"),
    "other": pgettext_lazy("channel", "other"),
}

# Owners that the journeys shipped with Polku name, and its demo.
_OWNERS: Final[dict[str, str | Promise]] = {
    "Bookers": pgettext_lazy("owner", "Bookers"),
    "Carrier": pgettext_lazy("owner", "Carrier"),
    "Communications": pgettext_lazy("owner", "Communications"),
    "Customer service": pgettext_lazy("owner", "Customer service"),
    "Customer success": pgettext_lazy("owner", "Customer success"),
    "Delivery": pgettext_lazy("owner", "Delivery"),
    "Finance": pgettext_lazy("owner", "Finance"),
    "Inspectors": pgettext_lazy("owner", "Inspectors"),
    "Installation partners": pgettext_lazy("owner", "Installation partners"),
    "Marketing": pgettext_lazy("owner", "Marketing"),
    "Permit board": pgettext_lazy("owner", "Permit board"),
    "Permit office": pgettext_lazy("owner", "Permit office"),
    "Product": pgettext_lazy("owner", "Product"),
    "Sales": pgettext_lazy("owner", "Sales"),
    "Service desk": pgettext_lazy("owner", "Service desk"),
    "Support": pgettext_lazy("owner", "Support"),
    "Web shop": pgettext_lazy("owner", "Web shop"),
}


def owner_words(name: str) -> str:
    """A team or partner that answers for a touchpoint: one of those in the reader's language, any other as it stands."""
    return str(_OWNERS.get(name, name))


def channel_words(name: str) -> str:
    """A channel in the reader's language; one unknown here as it stands."""
    return str(_CHANNELS.get(name, name))


def place_words(touchpoint: str) -> str:
    """A touchpoint's name as people say it: `mail-support` is `mail support`."""
    return touchpoint.replace("-", " ").replace("_", " ")


def place_name(touchpoint: str, known: Mapping[str, Place]) -> str:
    """The touchpoint's title where the map knows it, else its name as people say it; a channel's in their language."""
    place = known.get(touchpoint)
    if place:
        return place.title
    return channel_words(touchpoint) if touchpoint in _CHANNELS else place_words(touchpoint)


def subject_words(subject: str, known: Mapping[str, Place]) -> str:
    """A subject as told; where it only names a touchpoint of the map (surveys do), that touchpoint's title."""
    place = known.get(subject)
    return place.title if place else subject
