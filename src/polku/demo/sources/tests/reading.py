"""Read what the sources tell as Polku's doors and mappings would, without a database."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from polku.demo.happening import Happening
from polku.demo.sources import crm, finance, happenings, helpdesk, website
from polku.demo.sources.known import Known
from polku.demo.sources.line import Line
from polku.demo.sources.telling import lines_of
from polku.intake.files.found import Found
from polku.intake.files.messages import Place, content_of, to_message
from polku.intake.http import cloudevents, segment
from polku.intake.http.parsed import Teller
from polku.timeline.interaction import Interaction
from polku.timeline.log.append import Message
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.reader import Reader, Told
from polku.touchpoints.reading import Reading

MAPPINGS = Path(happenings.__file__).parent / "mappings"
_TELLER = Teller(1, "Europe/Helsinki", 4_000_000_000_000_000, 100_000)
_FILES = {crm.SOURCE, finance.SOURCE, helpdesk.SOURCE}


@lru_cache
def mapping(name: str) -> Reader:
    return compile_mapping((MAPPINGS / f"{name}.yaml").read_text("utf-8"))


def by_doors(one: Happening, known: Known) -> list[Reading]:
    """What Polku reads from all that is told of a happening."""
    return [_read(mapping(f"tuulahdus-{line.source}"), _message(line)) for line in lines_of(one, known)]


def as_row(one: Happening, known: Known) -> Reading:
    """What Polku reads from the happening's row in a file of happenings."""
    reader = mapping("tuulahdus")
    return _read(reader, _row(reader, "happenings", happenings.row(one, known)))


def plain(one: Interaction) -> dict[str, Any]:
    """An interaction without what tells its event from others."""
    told = msgspec.structs.asdict(one)
    return {name: value for name, value in told.items() if name not in {"key", "sequence", "ordinal"}}


def _message(line: Line) -> Message:
    if line.source in _FILES:
        values = {
            name: value or None for name, value in line.body.items()
        }  # as empty cells come out of a CSV
        return _row(mapping(f"tuulahdus-{line.source}"), line.table, values)
    body = msgspec.json.encode(line.body)
    parsed = (
        segment.parse(body, "", _TELLER)
        if line.source == website.SOURCE
        else cloudevents.parse(body, _TELLER)
    )
    assert parsed.refusals == []
    (message,) = parsed.messages
    return message


def _row(reader: Reader, table: str, values: dict[str, Any]) -> Message:
    found = Found(1, 2, values, sequence=2)
    place = Place(1, "row", table, f"{table}.csv", "Europe/Helsinki", _TELLER.received_at)
    message = to_message(found, content_of(found), place, reader)
    assert isinstance(message, Message), message
    return message


def _read(reader: Reader, message: Message) -> Reading:
    body = msgspec.json.decode(message.body)
    told = Told(message.form, body, message.key, message.occurred_at, message.sequence, "Europe/Helsinki")
    return reader.read(told)
