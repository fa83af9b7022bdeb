"""Reading one pasted event with a mapping, without keeping anything."""

import json
from typing import Any

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from polku.lib.clock import now
from polku.surfaces.words.reasons.spoken import spoken
from polku.timeline.interaction import Interaction
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.moments import to_moment, zone_named
from polku.touchpoints.mappings.reader import Reader, Told
from polku.touchpoints.mappings.wrong import WrongMapping
from polku.touchpoints.reading import Reading, Unreadable


class Tried(msgspec.Struct):
    """What came of it: the reading, or why there is none."""

    reading: Reading | None = None
    fault: str = ""

    @property
    def fields(self) -> list[tuple[Interaction, dict[str, Any]]]:
        """Each interaction with the fields that its mapping filled."""
        made = self.reading.interactions if self.reading else []
        return [(one, _filled(one)) for one in made]


def try_event(mapping: str, event: str) -> Tried:
    """Read a JSON event with a mapping's text."""
    try:
        reader = compile_mapping(mapping)
        body = json.loads(event)
    except WrongMapping as wrong:
        return Tried(fault=str(wrong))
    except (ValueError, RecursionError) as error:
        return Tried(fault=_("The event is not JSON: %(error)s") % {"error": error})
    if not isinstance(body, dict):
        return Tried(fault=_("The event must be one JSON object: { … }"))
    try:
        return Tried(_read(reader, body))
    except Unreadable as unreadable:
        return Tried(fault=f"{unreadable.where}: {spoken(unreadable.reason)}".removeprefix(": "))


def _read(reader: Reader, body: dict[str, Any]) -> Reading:
    form = _form(reader, body)
    zone = settings.CHOSEN["time_zone"]
    moment = reader.moment(body, zone)
    occurred_at = _moment_at_the_door(body, zone) if moment is None else moment
    return reader.read(Told(form, body, bytes(16), occurred_at, 0, zone))


def _moment_at_the_door(body: dict[str, Any], zone: str) -> int:
    """When the doors would say it happened: Segment's `timestamp`, a CloudEvent's `time`, else now."""
    try:
        return to_moment(body.get("timestamp", body.get("time")), zone_named(zone), ())
    except ValueError:
        return now()


def _form(reader: Reader, body: dict[str, Any]) -> str:
    """The form whose telling member the event has, if the mapping reads it; else the mapping's own."""
    telling = {"cloudevents": "specversion", "row": "row", "xes": "case", "ocel": "customer"}
    fitting = [form for form, member in telling.items() if member in body and form in reader.forms]
    return (fitting or [form for form in ("segment", *sorted(reader.forms)) if form in reader.forms])[0]


def _filled(one: Interaction) -> dict[str, Any]:
    default = {field.name: field.default for field in msgspec.structs.fields(Interaction)}
    hidden = {"key", "ordinal", "sequence", "kind", "side", "occurred_at"}
    return {
        name: value
        for name, value in msgspec.structs.asdict(one).items()
        if name not in hidden and value not in (default[name], "", None)
    }
