"""The commonest ways, as the page lists them: steps in a row that say how often they come again."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import msgspec

from polku.lenses.measure import Answer
from polku.surfaces.web.pages.paths.wording import capital
from polku.surfaces.words.places import place_name
from polku.touchpoints.journeys.places import places

_MOST = 14  # places of a way that are spelled out


class Spelled(msgspec.Struct, frozen=True):
    """A place on a way, and how many times in a row."""

    title: str
    times: int


class Way(msgspec.Struct, frozen=True):
    """One way: its places, how many more steps it has than are spelled out, and the address of who walked it."""

    places: list[Spelled]
    more: int
    steps: int
    walks: int
    customers: int
    share: float
    coverage: float
    address: str


def ways_of(variants: Answer, query: str) -> list[Way]:
    """The measure's rows, to read."""
    return [_way(row, query) for row in variants.rows]


def _way(row: dict[str, Any], query: str) -> Way:
    known = places()
    spelled = [Spelled(capital(place_name(name, known)), len([*same])) for name, same in groupby(row["path"])]
    shown = spelled[:_MOST]
    told = urlencode({"way": row["way"]})
    return Way(
        shown,
        row["steps"] - sum(one.times for one in shown),
        address=f"/paths/way?{'&'.join(part for part in (told, query) if part)}",
        **{name: row[name] for name in ("steps", "walks", "customers", "share", "coverage")},
    )
