"""Reads of the operational store as Arrow, through ADBC: no Python loop over rows, no lock on the interpreter."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

import adbc_driver_postgresql.dbapi
import pyarrow as pa
from django.db import connections

from polku.engine.sqlite_reader import SqliteReader

PATIENCE: Final = 5_000  # milliseconds


class Store(Protocol):
    """What answers SELECTs with Arrow, all as of one moment."""

    def each(self, *queries: str) -> Iterator[pa.RecordBatchReader]:
        """Of each query the rows as they come; those of one are read to their end before the next."""


class Snapshot:
    """The operational store as it was at one moment."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def table(self, query: str) -> pa.Table:
        """All rows of a SELECT."""
        return next(self._store.each(query)).read_all()

    def each(self, *queries: str) -> Iterator[pa.RecordBatchReader]:
        """Of each SELECT the rows as they come, for tables larger than memory; read all, one after another, to their end.

        Where the store can, it goes on to the next while the rows of one are worked on.
        """
        return self._store.each(*queries)

    def row(self, query: str) -> dict[str, Any]:
        """The only row of a SELECT."""
        (found,) = self.table(query).to_pylist()
        return dict(found)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """What is committed now, the same for every read until the end."""
    chosen = connections["default"].settings_dict
    with _postgres(chosen) if connections["default"].vendor == "postgresql" else _sqlite(chosen) as store:
        yield Snapshot(store)


class _Postgres:
    """PostgreSQL is read from here: its locks are the server's, not this process's."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def each(self, *queries: str) -> Iterator[pa.RecordBatchReader]:
        for query in queries:
            self._cursor.execute(query)
            yield self._cursor.fetch_record_batch()


@contextmanager
def _postgres(chosen: dict[str, Any]) -> Iterator[Store]:
    with closing(adbc_driver_postgresql.dbapi.connect(_address(chosen))) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with _impatient():
                yield _Postgres(cursor)
        connection.rollback()


@contextmanager
def _impatient() -> Iterator[None]:
    """What is asked through Django meanwhile gives up on a locked table after a while.

    Whoever locked it, as a backup that is put back does, may wait for the snapshot to end; PostgreSQL sees no deadlock
    where it is this process that waits for itself.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {PATIENCE}")
    try:
        yield
    finally:
        with connections["default"].cursor() as cursor:
            cursor.execute("RESET lock_timeout")


# The process that reads SQLite's file lives as long as this one: starting it takes longer than most reads.
_readers: dict[Path, SqliteReader] = {}
_one_at_a_time = threading.Lock()


@contextmanager
def _sqlite(chosen: dict[str, Any]) -> Iterator[Store]:
    path = Path(chosen["NAME"])
    with _one_at_a_time:
        if path not in _readers or not _readers[path].alive:
            _readers[path] = SqliteReader(path)
        try:
            yield _readers[path]
            _readers[path].end_snapshot()
        except BaseException:
            _readers.pop(path).close()  # what it was in the middle of telling is not wanted any more
            raise


@atexit.register
def close_readers() -> None:
    """End the processes that read for this one."""
    with _one_at_a_time:
        while _readers:
            _readers.popitem()[1].close()


def _address(chosen: dict[str, Any]) -> str:
    """libpq's URI of the database that Django was told to use."""
    parts = {
        "host": chosen["HOST"],
        "port": chosen["PORT"],
        "user": chosen["USER"],
        "password": chosen["PASSWORD"],
        "dbname": chosen["NAME"],
        **{name: value for name, value in chosen["OPTIONS"].items() if isinstance(value, str)},
    }
    given = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in parts.items() if value)
    return f"postgresql:///?{given}"
