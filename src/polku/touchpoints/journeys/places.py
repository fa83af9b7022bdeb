"""Where a touchpoint stands on the map: its stage, channel and owner, in the reader's language."""

from functools import lru_cache

import msgspec
from django.utils.translation import get_language

from polku.touchpoints.journeys.journey import said
from polku.touchpoints.journeys.load import journeys, newest


class Place(msgspec.Struct, frozen=True):
    """A touchpoint on the map; `stage_number` is that of its stage in `stages()`."""

    touchpoint: str
    title: str
    journey: str
    stage: str
    stage_title: str
    stage_number: int
    channel: str
    owner: str


class Stage(msgspec.Struct, frozen=True):
    """A stage on the map; numbers count from 1 and go on from one journey to the next."""

    name: str
    title: str
    number: int
    journey: str


class Map(msgspec.Struct, frozen=True):
    """All that is in force. A touchpoint of several journeys has its place in the one declared first."""

    stages: tuple[Stage, ...]
    places: dict[str, Place]


def place_of(touchpoint: str) -> Place | None:
    """Where it stands; None where the map does not know it. For many of them, ask `places()` once."""
    return places().get(touchpoint)


def places() -> dict[str, Place]:
    """Every touchpoint that the map knows, by its name: one small query."""
    return the_map().places


def stages() -> list[Stage]:
    """The stages of the journeys in force, in order."""
    return list(the_map().stages)


def the_map() -> Map:
    """The map in the reader's language, as it is in force now."""
    return _drawn(newest(), (get_language() or "")[:2])


@lru_cache(8)
def _drawn(_newest: int, language: str) -> Map:
    shown: list[Stage] = []
    known: dict[str, Place] = {}
    for journey in journeys():
        for stage in journey.stages:
            one = Stage(stage.name, said(stage.title, language), len(shown) + 1, journey.name)
            shown.append(one)
            for touchpoint in stage.touchpoints:
                place = Place(
                    touchpoint.name, said(touchpoint.title, language), journey.name, one.name, one.title,
                    one.number, touchpoint.channel, touchpoint.owner,
                )  # fmt: skip
                known.setdefault(touchpoint.name, place)
    return Map(tuple(shown), known)


def forget_map() -> None:
    """Let go of the drawn map; after a save, and in tests that empty the tables."""
    _drawn.cache_clear()
