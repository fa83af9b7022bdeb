"""What is asked of a measure, and the sentences for what can't be."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from polku.lenses.traits import MOST_VALUES, declared_traits, told_values
from polku.lib.clock import from_datetime
from polku.timeline.vocabulary import CHANNELS, Kind
from polku.touchpoints.journeys.journey import Journey
from polku.touchpoints.journeys.load import journeys
from polku.touchpoints.mappings.wrong import instead

FEWEST: Final = 5  # people of whom an aggregate may tell
SEGMENTS: Final = ("entity", "known", "touchpoint", "channel", "kind")

_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2199


class WrongQuestion(Exception):
    """A question that can't be answered as it is asked; the text says what to ask instead."""


class Asked(msgspec.Struct, frozen=True):
    """Which walks: of a journey, that were there from `since` to before `until`, of customers in the segment."""

    journey: Journey | None = None
    since: int | None = None
    until: int | None = None
    segment: tuple[tuple[str, str], ...] = ()  # all of them hold
    top: int = 20  # how many rows, where a measure gives the largest
    window: int = 0  # microseconds, where a measure counts within a time; 0: without end
    touchpoint: str = ""  # where a measure asks about one place; "": everywhere
    laid: bool = False  # whether the journey's walks are written down; `question` in measure.py finds out


def asked(
    journey: str = "",
    since: str = "",
    until: str = "",
    segment: str = "",
    zone: str = "UTC",
    touchpoint: str = "",
    **more: Any,
) -> Asked:
    """A question from words, as people and programs write them. WrongQuestion says which word is wrong.

    Days are whole days of the time zone; `until` is the last of them.
    """
    first, last = _day(since, "from"), _day(until, "to")
    if first and last and last < first:
        raise WrongQuestion(f"The period ends ({last}) before it begins ({first}).")
    return Asked(
        _journey(journey),
        _midnight(first, zone) if first else None,
        _midnight(last + timedelta(days=1), zone) if last else None,
        _segment(segment),
        touchpoint=_touchpoint(touchpoint),
        **more,
    )


def _journey(name: str) -> Journey | None:
    if not name:
        return None
    there = {journey.name: journey for journey in journeys()}
    if name not in there:
        known = (
            instead(name, [*there], "In force") if there else ". None is declared yet: see polku journey list"
        )
        raise WrongQuestion(f"There is no journey {name!r} in force{known}")
    return there[name]


def _day(text: str, name: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongQuestion(f"{name} is {text!r}, but must be a day, as in 2026-03-02.") from error
    if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise WrongQuestion(f"{name} is {text}, but must be between {_FIRST_YEAR} and {_LAST_YEAR}.")
    return day


def _midnight(day: date, zone: str) -> int:
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))


def _segment(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(_condition(part) for part in text.split(",") if part.strip())


def _touchpoint(name: str) -> str:
    name = name.strip()
    if not name.isprintable():
        raise WrongQuestion(f"The touchpoint {name!r} is not understood. Write its name, as in chat-support.")
    return name


def _condition(part: str) -> tuple[str, str]:
    key, equals, value = (word.strip() for word in part.partition("="))
    traits = declared_traits()
    if key not in (*SEGMENTS, *traits) or not equals or not value.isprintable() or not value:
        raise WrongQuestion(
            f"The segment {part.strip()!r} is not understood. Write one of {', '.join((*SEGMENTS, *traits))} with"
            " a value, as in touchpoint=chat-support; several stand with commas between them."
        )
    allowed = {
        "entity": ["person", "organisation"],
        "known": ["yes", "no"],
        "channel": list(CHANNELS),
        "kind": [kind.value for kind in Kind],
    }.get(key)
    if key in traits:
        allowed = _values(key, value)
    if allowed is not None and value not in allowed:
        raise WrongQuestion(f"There is no {key} {value!r}{instead(value, allowed, 'There are')}")
    return key, value


def _values(trait: str, value: str) -> list[str]:
    """What a trait may be asked for: the value, where it is told of anybody, and those that enough people share."""
    told = told_values(trait)
    if len(told) > MOST_VALUES:
        raise WrongQuestion(
            f"{trait} has {len(told)} values, but a segment's trait has at most {MOST_VALUES}: each would be of a few people."
        )
    if not told:
        raise WrongQuestion(f"Nothing is told of {trait} yet: no event has brought it to a customer.")
    return [text for text, customers in told.items() if customers >= FEWEST or text == value]
