"""Append to the log: batched, idempotent by key, in the caller's transaction or its own."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

import msgspec
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from polku.timeline.log.router import log_alias

# PostgreSQL gives out ids before commits, so a reader could pass over a slower writer's lower ids. Appends
# therefore take this lock until they commit: ids then become visible in their order.
APPEND_LOCK: Final = 7658001

_COLUMNS: Final = "source_id, key, form, occurred_at, received_at, sequence, body"
# Few different statements, so that SQLite keeps them all prepared.
_ROWS_AT_ONCE: Final = (500, 100, 20, 5, 1)
_INSERTS: Final = {
    size: f"INSERT OR IGNORE INTO timeline_event ({_COLUMNS}) VALUES {', '.join(['(?, ?, ?, ?, ?, ?, ?)'] * size)}"
    for size in _ROWS_AT_ONCE
}


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
    if connection.vendor == "sqlite":
        return _insert_or_ignore(connection, messages)
    columns = list(zip(*(msgspec.structs.astuple(message) for message in messages), strict=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])
        cursor.execute(
            f"INSERT INTO timeline_event ({_COLUMNS}) SELECT * FROM unnest("
            "%s::int[], %s::bytea[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[])"
            " ON CONFLICT (key) DO NOTHING",
            [list(column) for column in columns],
        )
        return int(cursor.rowcount)


def _insert_or_ignore(connection: BaseDatabaseWrapper, messages: Sequence[Message]) -> int:
    """Insert on SQLite in statements of many rows: the interpreter lock changes hands once a statement, not a row.

    Past Django's cursor, which would search every statement's text for its own placeholders.
    """
    connection.ensure_connection()
    added = start = 0
    while start < len(messages):
        size = next(size for size in _ROWS_AT_ONCE if size <= len(messages) - start)
        rows = messages[start : start + size]
        values = list(chain.from_iterable(map(msgspec.structs.astuple, rows)))
        with connection.wrap_database_errors:
            added += connection.connection.execute(_INSERTS[size], values).rowcount
        start += size
    return added
