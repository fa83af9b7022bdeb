"""The same figures as the picture, as two tables: touchpoints with their exits, and steps; each opens its customers."""

from typing import Any

import msgspec

from polku.lenses.measure import Answer
from polku.surfaces.charts.flow.given import MANNERS
from polku.surfaces.web.pages.paths.wording import capital
from polku.surfaces.words.places import place_name
from polku.touchpoints.journeys.places import places


class Exit(msgspec.Struct, frozen=True):
    """Those who left a touchpoint in one manner."""

    manner: str
    walks: int


class Touched(msgspec.Struct, frozen=True):
    """A touchpoint's line."""

    name: str
    title: str
    row: dict[str, Any]
    exits: list[Exit]
    strange: bool


class Stepped(msgspec.Struct, frozen=True):
    """A step's line; `gap` and `long_gap` in microseconds."""

    source: str
    target: str
    row: dict[str, Any]
    reached: int
    gap: int
    long_gap: int


def touched(visits: Answer) -> list[Touched]:
    """Every touchpoint, the most visited first."""
    known = places()
    return [
        Touched(
            row["touchpoint"],
            capital(place_name(row["touchpoint"], known)),
            row,
            [Exit(manner, row[manner]) for manner in MANNERS],
            bool(known) and row["touchpoint"] not in known,
        )
        for row in visits.rows
    ]


def stepped(edges: Answer) -> list[Stepped]:
    """Every step, the most walked first."""
    known = places()
    ordered = sorted(edges.rows, key=lambda row: (-row["walks"], row["source"], row["target"]))
    return [
        Stepped(
            capital(place_name(row["source"], known)),
            capital(place_name(row["target"], known)),
            row,
            round(row["walks"] / row["share"]),
            round(row["median_gap"]),
            round(row["p90_gap"]),
        )
        for row in ordered
    ]
