"""Segments to choose from, and how they are said."""

from typing import Final

import msgspec
from django.utils.translation import gettext as _

from polku.engine.door import EngineError
from polku.lenses.asked import FEWEST
from polku.lenses.traits import MOST_VALUES, declared_traits, told_values
from polku.surfaces.words.kinds import kind_words
from polku.surfaces.words.places import channel_words, place_name, place_words
from polku.timeline.vocabulary import CHANNELS, Kind, Side
from polku.touchpoints.journeys.places import places

MOST: Final = 4  # conditions at once
_KINDS: Final = (
    Kind.ORDERED, Kind.RETURNED, Kind.ASKED, Kind.COMPLAINED, Kind.RATED, Kind.THANKED, Kind.REFERRED, Kind.JOINED,
    Kind.DECLINED, Kind.LEFT,
)  # fmt: skip


class Choice(msgspec.Struct, frozen=True):
    """One line of a list of choices."""

    value: str
    label: str
    chosen: bool = False


class Choices(msgspec.Struct, frozen=True):
    """Lines that belong together, under a heading."""

    heading: str
    choices: list[Choice]


def condition_words(condition: str) -> str:
    """`channel=web` as people say it; what is not known here as it is written."""
    key, _equals, value = condition.partition("=")
    if key == "channel":
        return _("met us: %(channel)s") % {"channel": channel_words(value)}
    if key == "touchpoint":
        return _("came to: %(place)s") % {"place": place_name(value, places())}
    if key == "kind":
        return _("did: %(what)s") % {"what": _deed(value)}
    if key in declared_traits():
        return f"{place_words(key)}: {value}"
    return {
        "entity=person": _("people"),
        "entity=organisation": _("organisations"),
        "known=yes": _("known by name or number"),
        "known=no": _("not known by name or number"),
    }.get(condition, condition)


def offered(chosen: str) -> list[Choices]:
    """Every condition to choose from, with the chosen one marked; one that is not offered stands first."""
    groups = [
        (_("Who they are"), ["entity=person", "entity=organisation", "known=yes", "known=no"]),
        (_("Where they met us"), [f"channel={name}" for name in CHANNELS]),
        (_("What they did"), [f"kind={kind.value}" for kind in _KINDS]),
        (_("Touchpoints they came to"), [f"touchpoint={name}" for name in places()]),
    ]
    groups += [(place_words(name), _values(name)) for name in declared_traits()]
    if chosen and not any(chosen in conditions for _heading, conditions in groups):
        groups.insert(0, (_("Chosen"), [chosen]))
    return [
        Choices(heading, [Choice(one, condition_words(one), one == chosen) for one in conditions])
        for heading, conditions in groups
        if conditions
    ]


def _values(trait: str) -> list[str]:
    """A trait's values that enough customers share; none where the engine does not answer or there are too many."""
    try:
        told = told_values(trait)
    except EngineError:
        return []
    shared = [
        f"{trait}={value}" for value, customers in told.items() if customers >= FEWEST and "," not in value
    ]
    return shared if len(told) <= MOST_VALUES else []


def _deed(kind: str) -> str:
    """As the customer's deed, where customers do it."""
    words = kind_words(kind, Side.CUSTOMER)
    return words if words != kind.replace("_", " ") else kind_words(kind, Side.US)
