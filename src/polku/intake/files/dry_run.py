"""What the first rows of an import would become; writes nothing."""

from itertools import islice
from pathlib import Path

import msgspec

from polku.intake.files.found import Found
from polku.intake.files.lookups import Lookups, lookups_for
from polku.intake.files.messages import Place, body_of, content_of, to_message
from polku.intake.files.opened import opened
from polku.intake.files.plan import Part, Plan
from polku.intake.keep import Refusal
from polku.touchpoints.mappings.reader import Reader, Told
from polku.touchpoints.reading import Reading, Unreadable


class Shown(msgspec.Struct, frozen=True):
    """One row and what it becomes: a reading, or why not."""

    where: str
    reading: Reading | None
    reason: str = ""
    doubts: list[str] = []


def first_readings(plan: Plan, reader: Reader, time_zone: str, rows: int) -> tuple[list[Shown], list[str]]:
    """The first rows of each file, read; and notes on the files."""
    shown: list[Shown] = []
    notes: list[str] = []
    with lookups_for(plan.tables, lambda path, found: None) as lookups:
        for part in plan.parts:
            with opened(part.path) as file:
                found = list(islice(part.parser()(file, notes), rows))
                shown += _read(part, found, reader, time_zone, lookups)
                notes += [f"{part.path.name}: {file.fault}"] if file.fault else []
    return shown, notes


def _read(part: Part, chunk: list[Found], reader: Reader, time_zone: str, lookups: Lookups) -> list[Shown]:
    place = Place(0, part.form, part.table, part.path.name, time_zone, 0)
    contents = [content_of(found) for found in chunk]
    lookups.add_columns([found.values for found in chunk if not found.fault], part.lookups)
    return [_show(found, content, place, reader) for found, content in zip(chunk, contents, strict=True)]


def _show(found: Found, content: bytes, place: Place, reader: Reader) -> Shown:
    where = f"{Path(place.file).name}:{found.line}"
    made = to_message(found, content, place, reader)
    if isinstance(made, Refusal):
        return Shown(where, None, made.reason)
    body = body_of(found, place)
    told = Told(made.form, body, made.key, made.occurred_at, made.sequence, place.time_zone)
    try:
        reading = reader.read(told)
    except Unreadable as unreadable:
        return Shown(where, None, unreadable.reason)
    if not reading.references:
        return Shown(where, reading, "nobody is named")
    return Shown(where, reading, doubts=reader.doubts(body, place.time_zone))
