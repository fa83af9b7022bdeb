"""Read the log in its order."""

from collections.abc import Sequence
from typing import Final

import msgspec
from django.db import connections

from polku.timeline.log.router import log_alias


class Told(msgspec.Struct, frozen=True, gc=False):
    """One event as the log holds it; `body` is None once erased."""

    id: int
    source_id: int
    key: bytes
    form: str
    occurred_at: int
    received_at: int
    sequence: int
    body: str | None


_AT_ONCE: Final = 500
_SELECT: Final = (
    "SELECT id, source_id, key, form, occurred_at, received_at, sequence, body FROM timeline_event"
)


def events_after(position: int, limit: int) -> list[Told]:
    """At most `limit` events behind `position`, in the log's order."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute(f"{_SELECT} WHERE id > %s ORDER BY id LIMIT %s", [position, limit])
        return [_told(row) for row in cursor.fetchall()]


def event(event_id: int) -> Told | None:
    """One event, or None where the log has no such id."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute(f"{_SELECT} WHERE id = %s", [event_id])
        row = cursor.fetchone()
    return _told(row) if row else None


def events_of(event_ids: Sequence[int]) -> list[Told]:
    """These events, in the log's order; ids that the log does not have are passed over."""
    found: list[Told] = []
    with connections[log_alias()].cursor() as cursor:
        for start in range(0, len(event_ids), _AT_ONCE):
            some = list(event_ids[start : start + _AT_ONCE])
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"{_SELECT} WHERE id IN ({marks})", some)
            found += [_told(row) for row in cursor.fetchall()]
    return sorted(found, key=lambda told: told.id)


def last_position() -> int:
    """The id of the newest event; 0 for an empty log."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM timeline_event")
        (position,) = cursor.fetchone()
    return int(position)


def keys_after(position: int) -> set[bytes]:
    """The keys of all events behind `position`."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("SELECT key FROM timeline_event WHERE id > %s", [position])
        return {bytes(key) for (key,) in cursor.fetchall()}


def count_after(position: int) -> int:
    """How many events stand behind `position`."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM timeline_event WHERE id > %s", [position])
        (count,) = cursor.fetchone()
    return int(count)


def received_after(position: int) -> int | None:
    """When the first event behind `position` was received; None where there is none."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("SELECT received_at FROM timeline_event WHERE id > %s ORDER BY id LIMIT 1", [position])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _told(row: tuple[int, int, bytes, str, int, int, int, str | None]) -> Told:
    return Told(row[0], row[1], bytes(row[2]), *row[3:])
