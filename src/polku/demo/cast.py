"""The cast: the demo company's first customers, whose stories are written by hand (cast.yaml)."""

import re
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
import yaml

from polku.demo.happening import Happening, Party, What

_TEXT: Final = (Path(__file__).parent / "cast.yaml").read_text("utf-8")
_ZONE: Final = ZoneInfo("Europe/Helsinki")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOMENT: Final = re.compile(rf"(-?\d+) ({'|'.join(_WEEKDAYS)}) (\d\d:\d\d)")
_SECOND: Final = 1_000_000
NAMES: Final = ("Aino Virtanen", "Kerttu Niemi", "Jari Lehtonen", "Mikael Sundström", "Emily Carter", "Heikki Salo",
                "Eila Mäkinen")  # fmt: skip
CAST_SIZE: Final = len(NAMES)


def cast(until: int) -> list[list[Happening]]:
    """The cast's lives, numbers 0 to 6, around a present moment (µs UTC); the last lines may lie after it."""
    monday = _monday(until)
    return [_life(number, told, monday) for number, told in enumerate(_stories())]


@lru_cache(1)
def _stories() -> list[dict[str, Any]]:
    stories: list[dict[str, Any]] = yaml.safe_load(_TEXT)
    return stories


def _life(number: int, told: dict[str, Any], monday: datetime) -> list[Happening]:
    somebody = Party(number=number, **_party(told["who"]))
    people = {0: somebody}
    for contact in told.get("contacts", []):
        people[contact["contact"]] = msgspec.structs.replace(somebody, **_party(contact))
    return [_happening(place, line, people, monday) for place, line in enumerate(told["life"])]


def _party(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"cookies": tuple(told["cookies"])}


def _happening(place: int, line: dict[str, Any], people: dict[int, Party], monday: datetime) -> Happening:
    told = dict(line)
    if "due_at" in told:
        told["due_at"] = _moment(told["due_at"], monday)
    who = people[told.pop("contact", 0)]
    at, what = _moment(told.pop("at"), monday), What(told.pop("what"))
    return Happening(at=at, what=what, who=who, number=place, **told)


def _monday(until: int) -> datetime:
    """The beginning of the present week."""
    day = datetime.fromtimestamp(until // _SECOND, UTC).astimezone(_ZONE).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), _ZONE)


def _moment(text: str, monday: datetime) -> int:
    found = _MOMENT.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no moment of the cast; one is written -3 tue 09:12")
    day = monday.date() + timedelta(weeks=int(found[1]), days=_WEEKDAYS.index(found[2]))
    return int(datetime.combine(day, time.fromisoformat(found[3]), _ZONE).timestamp()) * _SECOND
