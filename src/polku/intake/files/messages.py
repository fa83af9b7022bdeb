"""From what a file's parser found to a message for the log, or a refusal for quarantine."""

from typing import Any, Final

import msgspec

from polku.intake.files.found import Found
from polku.intake.keep import Refusal
from polku.lib.digest import digest
from polku.timeline.log.append import Message
from polku.touchpoints.mappings.reader import Reader
from polku.touchpoints.reading import Unreadable

_encode: Final = msgspec.json.Encoder().encode


class Place(msgspec.Struct, frozen=True):
    """Where rows come from and how they are read."""

    source_id: int
    form: str  # row, xes or ocel
    table: str
    file: str
    time_zone: str  # of times without one
    received_at: int  # microseconds UTC


def content_of(found: Found) -> bytes:
    """What makes a row without an id the same row when it is told again: its values as told."""
    return _encode(found.values if found.case is None else [found.case, found.values])


def body_of(found: Found, place: Place) -> dict[str, Any]:
    """The event's body in the log."""
    if found.fault:
        raw = found.raw.decode("utf-8", "backslashreplace")
        return {"table": place.table, "file": place.file, "line": found.line, "raw": raw}
    if found.case is None:
        return {"table": place.table, "file": place.file, "line": found.line, "row": found.values}
    around = found.case if place.form == "ocel" else {"case": found.case}
    log = {"log": place.table, "file": place.file, "line": found.line}
    return log | around | {"event": found.values, "index": found.sequence}


def to_message(found: Found, content: bytes, place: Place, reader: Reader) -> Message | Refusal:
    """The row as a message for the log, or as a refusal that holds it whole."""
    body = body_of(found, place)
    text = _encode(body)
    if found.fault:
        return refusal_of(text, found.fault, found, place)
    try:
        moment = reader.moment(body, place.time_zone)
    except Unreadable as unreadable:
        return Refusal(
            place.source_id, place.form, text, unreadable.reason, unreadable.where, place.received_at
        )
    message_id = reader.message_id(place.form, body)
    # A record told again with other values is news, and replaces what it told before (decision 0010).
    if message_id is None:
        name = digest(content, str(found.number)).hex()
    else:
        name = digest(message_id, _encode(found.values)).hex()
    return Message(
        place.source_id,
        digest(str(place.source_id), name),
        place.form,
        place.received_at if moment is None else moment,
        place.received_at,
        found.sequence,
        text.decode("utf-8"),
    )


def refusal_of(text: bytes, reason: str, found: Found, place: Place) -> Refusal:
    """A refusal that names the file and the line."""
    where = f"{place.file}, line {found.line}"
    return Refusal(place.source_id, place.form, text, reason, where, place.received_at)


def doubts_of(found: Found, message: Message, place: Place, reader: Reader) -> list[Refusal]:
    """What is kept and yet must be seen: faults in the data that the mapping knows of."""
    if found.fault:
        return []
    body = body_of(found, place)
    return [
        refusal_of(message.body.encode(), f"kept, but: {reason}", found, place)
        for reason in reader.doubts(body, place.time_zone)
    ]
