"""When customers left at one place, month by month, and what they did just before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from django.utils.formats import date_format

from polku.lenses.asked import FEWEST
from polku.lib.clock import HOUR, to_datetime
from polku.surfaces.words.places import place_name
from polku.touchpoints.journeys.places import Place

_MOST: Final = 24  # months, the latest; the others are in the table of the measure
_STEPS: Final = 5


class Month(msgspec.Struct, frozen=True):
    """How many left in a month; `of` is the most of any month shown."""

    words: str
    left: int
    of: int


class Before(msgspec.Struct, frozen=True):
    """The step before their last one here, and of how many customers it was."""

    touchpoint: str
    title: str
    customers: int
    again: bool  # it was here as well


def months(rows: Iterable[Mapping[str, Any]], zone: str) -> list[Month]:
    """The latest months from the first to the last that anybody left in, those between with 0."""
    found: Counter[date] = Counter()
    for row in rows:
        day = to_datetime(row["hour"] * HOUR).astimezone(ZoneInfo(zone)).date()
        found[day.replace(day=1)] += row["left"]
    if not found:
        return []
    shown = _from_to(min(found), max(found))[-_MOST:]
    most = max(found[month] for month in shown)
    return [Month(date_format(month, "YEAR_MONTH_FORMAT"), found[month], most) for month in shown]


def befores(rows: Iterable[Mapping[str, Any]], here: str, known: Mapping[str, Place]) -> list[Before]:
    """The commonest steps before, of FEWEST customers or more."""
    return [
        Before(row["step"], place_name(row["step"], known), row["customers"], row["step"] == here)
        for row in rows
        if row["customers"] >= FEWEST
    ][:_STEPS]


def _from_to(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]
