"""Read events with their sources' mappings; what can't be read becomes a refusal with its reason."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec
from django.conf import settings
from django.db.models import Max

from polku.intake.keep import Refusal
from polku.lib.digest import digest
from polku.privacy.values import ERASED
from polku.timeline.log.read import Told
from polku.timeline.models import Source
from polku.touchpoints.logged import LOGGED, logged, reading_of
from polku.touchpoints.mappings import reader as mappings
from polku.touchpoints.mappings.load import forget_readers, reader
from polku.touchpoints.mappings.wrong import WrongMapping
from polku.touchpoints.models import MappingVersion
from polku.touchpoints.reading import Reading, Unreadable

OWN_FORM: Final = "polku"
DECISION: Final = "decision."
FILES: Final = frozenset({"row", "xes", "ocel"})
# A source may speak through both HTTP doors: what its own mapping does not read, the form's common one does.
COMMON: Final = {"segment": "segment", "cloudevents": "cloudevents"}


class Read(msgspec.Struct, frozen=True, gc=False):
    """An event and what its mapping made of it."""

    told: Told
    reading: Reading
    record: str = ""  # the source's record that it tells of, where the mapping knows records by an id


class Decided(msgspec.Struct, frozen=True, gc=False):
    """An event that tells what a person decided about who is who."""

    told: Told
    body: dict[str, Any]


class Interpreter:
    """Interprets events of any source; knows each source's mapping and time zone for one batch."""

    def __init__(self) -> None:
        _notice_new_mappings()
        self.refusals: list[Refusal] = []
        self.read: list[Told] = []  # the events that could be read
        self._readers: dict[int, tuple[mappings.Reader, str] | str] = {}
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
        if told.form == OWN_FORM and body.get("type") == LOGGED:
            return _logged(told, body)
        mapping, zone = self._reader(told.source_id)
        if told.form not in mapping.forms and told.form in COMMON:
            mapping = reader(COMMON[told.form])
        reading = mapping.read(
            mappings.Told(told.form, body, told.key, told.occurred_at, told.sequence, zone)
        )
        # What a forgetting took out of somebody else's event names nobody, least of all the same person twice.
        reading.references = [one for one in reading.references if ERASED not in one.value]
        if not reading.references:
            where = mappings.placed(body, "references")
            raise Unreadable("nobody is named: no reference of the mapping is in it", where)
        return Read(told, reading, _record(told, body, mapping))

    def _reader(self, source_id: int) -> tuple[mappings.Reader, str]:
        if source_id not in self._readers:
            self._readers[source_id] = _reader_of(source_id)
        found = self._readers[source_id]
        if isinstance(found, str):
            raise Unreadable(found)
        return found


def _logged(told: Told, body: dict[str, Any]) -> Read:
    """What one of us wrote down: no mapping reads it, and told again it replaces what it said before."""
    found = logged(body)
    return Read(told, reading_of(found, told.key), digest(str(told.source_id), found.record).hex())


def _record(told: Told, body: dict[str, Any], mapping: mappings.Reader) -> str:
    """Files tell records again and again; a message of the other doors is told once."""
    if told.form not in FILES:
        return ""
    record_id = mapping.message_id(told.form, body)
    return "" if record_id is None else digest(str(told.source_id), record_id).hex()


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


class _Seen:
    """The newest saved version of any mapping that this process has noticed."""

    version: int | None = None


def _notice_new_mappings() -> None:
    """Mappings are saved by other processes too: compiled ones are dropped when there is a newer version."""
    newest = MappingVersion.objects.aggregate(newest=Max("pk"))["newest"]
    if newest != _Seen.version:
        forget_readers()
        _Seen.version = newest


def _reader_of(source_id: int) -> tuple[mappings.Reader, str] | str:
    """The source's mapping, and the time zone of its times without one; or why there is none."""
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        return f"there is no source {source_id}"
    try:
        return reader(source.mapping), source.time_zone or settings.TIME_ZONE
    except LookupError:
        return f"there is no mapping {source.mapping!r}"
    except WrongMapping as error:
        return f"the mapping {source.mapping!r} does not hold: {error}"
