"""Encounters as marks in the lane of their channel; those too close to tell apart become one with a count."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.lenses.customer.encounters import EncounterNow
from polku.surfaces.web.pages.customer.picture.scale import Scale

_THIN: Final = 6.0  # the least width of a mark, in pixels
_APART: Final = 2.0


class Stretch(msgspec.Struct, frozen=True):
    """A horizontal stretch."""

    x: float
    width: float


class Mark(msgspec.Struct, frozen=True):
    """One encounter, or several too close to tell apart."""

    x: float
    width: float
    encounters: list[EncounterNow]


class Lane(msgspec.Struct, frozen=True):
    """A channel's marks, and when the customer waited for us in it."""

    channel: str
    marks: list[Mark]
    waits: list[Stretch]


def lanes(encounters: Sequence[EncounterNow], now: int, scale: Scale) -> list[Lane]:
    """One lane for each channel, in the order of their first use."""
    by_channel: dict[str, list[EncounterNow]] = {}
    for one in sorted(encounters, key=lambda one: one.facts.opened_at):
        by_channel.setdefault(one.facts.channel, []).append(one)
    return [
        Lane(channel, _marks(inside, scale), _waits(inside, now, scale))
        for channel, inside in by_channel.items()
    ]


def _marks(encounters: Sequence[EncounterNow], scale: Scale) -> list[Mark]:
    marks: list[Mark] = []
    for one in encounters:
        x = scale.x(one.facts.opened_at)
        end = max(scale.x(one.facts.last_at), x + _THIN)
        last = marks[-1] if marks else None
        if last and x < last.x + last.width + _APART:
            width = max(last.x + last.width, end) - last.x
            marks[-1] = Mark(last.x, width, [*last.encounters, one])
        else:
            marks.append(Mark(x, end - x, [one]))
    return marks


def _waits(encounters: Sequence[EncounterNow], now: int, scale: Scale) -> list[Stretch]:
    """Until our first response, and what still waits for us; waits in between stand in the list only."""
    spans = []
    for one in encounters:
        facts = one.facts
        if facts.first_asked_at is not None and facts.first_response is not None:
            spans.append((facts.first_asked_at, facts.first_asked_at + facts.first_response))
        if facts.waiting_for == "us" and facts.waiting_since is not None:
            spans.append((facts.waiting_since, now))
    stretches = [Stretch(scale.x(first), scale.x(last) - scale.x(first)) for first, last in spans]
    return [one for one in stretches if one.width >= 1]
