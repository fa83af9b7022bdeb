"""Read events with their sources' mappings; what can't be read becomes a refusal with its reason."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec
from django.conf import settings

from polku.intake.keep import Refusal
from polku.timeline.log.read import Told
from polku.timeline.models import Source
from polku.touchpoints.mappings import reader as mappings
from polku.touchpoints.mappings.load import reader
from polku.touchpoints.reading import Reading, Unreadable

OWN_FORM: Final = "polku"
DECISION: Final = "decision."


class Read(msgspec.Struct, frozen=True, gc=False):
    """An event and what its mapping made of it."""

    told: Told
    reading: Reading


class Decided(msgspec.Struct, frozen=True, gc=False):
    """An event that tells what a person decided about who is who."""

    told: Told
    body: dict[str, Any]


class Interpreter:
    """Interprets events of any source; knows each source's mapping and time zone for one batch."""

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []
        self.read: list[Told] = []  # the events that could be read
        self._readers: dict[int, tuple[mappings.Reader, str]] = {}
        self._decode: Callable[[str], Any] = msgspec.json.Decoder().decode

    def interpret(self, events: Sequence[Told]) -> list[Read | Decided]:
        """What the events say, in the log's order; erased ones say nothing. Fills `read` and `refusals`."""
        results: list[Read | Decided] = []
        for told in events:
            if told.body is None:
                continue
            try:
                results.append(self._read(told, told.body))
                self.read.append(told)
            except Unreadable as unreadable:
                self.refusals.append(refusal(told, unreadable.reason, unreadable.where))
            except Exception as error:  # noqa: BLE001  (a mapping's own fault must not stop the others)
                reason = f"reading it failed: {type(error).__name__}: {error}"
                self.refusals.append(refusal(told, reason))
        return results

    def _read(self, told: Told, text: str) -> Read | Decided:
        try:
            body = self._decode(text)
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise Unreadable(f"the body is not JSON that can be read: {error}") from error
        if not isinstance(body, dict):
            raise Unreadable("the body is not a JSON object")
        if told.form == OWN_FORM and str(body.get("type", "")).startswith(DECISION):
            return Decided(told, body)
        mapping, zone = self._reader(told.source_id)
        reading = mapping.read(
            mappings.Told(told.form, body, told.key, told.occurred_at, told.sequence, zone)
        )
        if not reading.references:
            raise Unreadable("nobody is named: no reference of the mapping is in it", "references")
        return Read(told, reading)

    def _reader(self, source_id: int) -> tuple[mappings.Reader, str]:
        found = self._readers.get(source_id)
        if found is None:
            source = Source.objects.filter(pk=source_id).first()
            if source is None:
                raise Unreadable(f"there is no source {source_id}")
            found = (_reader_named(source.mapping), source.time_zone or settings.TIME_ZONE)
            self._readers[source_id] = found
        return found


def refusal(told: Told, reason: str, where: str = "") -> Refusal:
    """An event's line in quarantine: its body stays in the log."""
    return Refusal(
        source_id=told.source_id,
        form=told.form,
        body=b"",
        reason=reason,
        where=where,
        received_at=told.received_at,
        key=told.key,
        event_id=told.id,
    )


def _reader_named(name: str) -> mappings.Reader:
    try:
        return reader(name)
    except LookupError as error:
        raise Unreadable(f"there is no mapping {name!r}") from error
