"""Append to the log: batched, idempotent by key, in the caller's transaction or its own."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

import msgspec
from django.db import connections
from django.db.backends.utils import CursorWrapper

from polku.timeline.log.router import log_alias

# PostgreSQL gives out ids before commits, so a reader could pass over a slower writer's lower ids. Appends
# therefore take this lock until they commit: ids then become visible in their order.
APPEND_LOCK: Final = 7658001

_COLUMNS: Final = "source_id, key, form, occurred_at, received_at, sequence, body"
# Few different statements, so that SQLite keeps them all prepared.
_ROWS_AT_ONCE: Final = (500, 100, 20, 5, 1)
_PLACES: Final = {size: ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * size) for size in _ROWS_AT_ONCE}


class Message(msgspec.Struct, frozen=True, gc=False):
    """One message on its way into the log. Moments are microseconds UTC; `body` is JSON text as told."""

    source_id: int
    key: bytes
    form: str
    occurred_at: int
    received_at: int
    sequence: int
    body: str


def append(messages: Sequence[Message]) -> int:
    """Append what the log does not have yet; returns how many were added. Durable when the transaction is."""
    if not messages:
        return 0
    connection = connections[log_alias()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])
            columns = list(zip(*(msgspec.structs.astuple(message) for message in messages), strict=True))
            cursor.execute(
                f"INSERT INTO timeline_event ({_COLUMNS}) SELECT * FROM unnest("
                "%s::int[], %s::bytea[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[])"
                " ON CONFLICT (key) DO NOTHING",
                [list(column) for column in columns],
            )
        else:
            return _insert_or_ignore(cursor, messages)
        return int(cursor.rowcount)


def _insert_or_ignore(cursor: CursorWrapper, messages: Sequence[Message]) -> int:
    """Insert on SQLite in statements of many rows: the interpreter lock changes hands once a statement, not a row."""
    added = start = 0
    while start < len(messages):
        size = next(size for size in _ROWS_AT_ONCE if size <= len(messages) - start)
        rows = messages[start : start + size]
        cursor.execute(
            f"INSERT OR IGNORE INTO timeline_event ({_COLUMNS}) VALUES {_PLACES[size]}",
            list(chain.from_iterable(map(msgspec.structs.astuple, rows))),
        )
        added += cursor.rowcount
        start += size
    return added
