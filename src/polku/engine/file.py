"""The DuckDB file: made, opened, read by many at a time, rewritten without what was deleted."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import duckdb
import msgspec
import pyarrow as pa
from django.conf import settings

from polku.engine.tables import JOURNEYS, PARTS, STATE, TABLES, WALKS

SHAPE: Final = 13  # raised whenever TABLES or how they are filled changes: an older file is made anew
# It lives in the process that answers people: what needs more than this goes by way of the disk.
# Putting a change into the file itself takes a second, whatever its size: each of a shipment's waits in the log beside.
_CHOSEN: Final[dict[str, Any]] = {"memory_limit": "25%", "checkpoint_threshold": "256MB"}
_TYPES: Final = {"int64": "BIGINT", "int32": "INTEGER", "boolean": "BOOLEAN", "string": "VARCHAR"}


class State(msgspec.Struct, frozen=True):
    """What the copy holds: the log up to `position`; all that was told us until `fresh_to`. -1: nothing yet.

    `last_row` is the id of the last interaction that the store had. `turn`, `rebuilds` and `erasures` count what
    happened in the store without an event.
    """

    position: int = -1
    turn: int = -1
    rebuilds: int = -1
    erasures: int = -1
    last_row: int = -1
    fresh_to: int = 0


class EngineFile:
    """The columnar copy on disk. One process opens it; its threads read it while one of them writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free = threading.Condition()
        self._readers = 0
        self.version = 0  # another after each change that was committed
        self._connection = self._opened()
        self.fresh_to = self.state().fresh_to  # moves on while nothing changes, without a write
        self.compared = (
            -1,
            0.0,
        )  # the last line of the merge history when the sums were compared, and when that was

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A cursor that sees what was committed when its query began."""
        with self._free:
            self._readers += 1
            cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            with self._free:
                self._readers -= 1
                self._free.notify_all()

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A cursor whose changes are seen together, at the end, or not at all. For one thread."""
        with self._connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")
        self.version += 1

    def state(self) -> State:
        """How far the copy is."""
        with self.reading() as cursor:
            (found,) = cursor.execute(f"SELECT {', '.join(State.__struct_fields__)} FROM state").fetchall()
        return State(*found)

    def answer(self, sql: str) -> pa.Table:
        """The rows of a SELECT."""
        with self.reading() as cursor:
            return cursor.sql(sql).to_arrow_table()

    def rewrite(self) -> None:
        """A new file of what is there now: DuckDB leaves deleted rows in the file's free blocks."""
        fresh = self.path.with_suffix(".new")
        with self._free:
            self._free.wait_for(lambda: self._readers == 0)
            _remove(fresh)
            self._connection.execute(f"ATTACH '{_quoted(fresh)}' AS fresh")
            self._connection.execute(f"COPY FROM DATABASE {self.path.stem} TO fresh")
            self._connection.execute("DETACH fresh")
            self._connection.close()
            _remove(self.path)
            os.replace(fresh, self.path)
            self._connection = self._opened()

    def close(self) -> None:
        """Let go of the file, once nobody reads it."""
        with self._free:
            self._free.wait_for(lambda: self._readers == 0)
            self._connection.close()

    def _opened(self) -> Any:
        """The file, made anew where it is of another shape or can't be read: it loses nothing."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(duckdb.Error):
            connection = duckdb.connect(str(self.path), config=_CHOSEN)
            if _shape(connection) == shape():
                return connection
            connection.close()
        _remove(self.path)
        connection = duckdb.connect(str(self.path), config=_CHOSEN)
        _make(connection)
        return connection


def shape() -> int:
    """Of which shape a file is: another wherever other traits are declared, for it would lack the new ones."""
    declared = ",".join(sorted(settings.CHOSEN["segment_traits"]))
    return SHAPE + 1000 * crc32(declared.encode())


def _shape(connection: Any) -> int:
    try:
        found = connection.execute("SELECT shape FROM state").fetchall()
    except duckdb.CatalogException:
        found = []
    return int(found[0][0]) if found else 0


def _make(connection: Any) -> None:
    for name, columns in {**TABLES, **WALKS, "journey": JOURNEYS, "part": PARTS, "state": STATE}.items():
        listed = ", ".join(f'"{column}" {_TYPES[kind]}' for column, kind in columns.items())
        connection.execute(f"CREATE TABLE {name} ({listed})")
    connection.execute("INSERT INTO name VALUES (0, '')")
    connection.execute(
        f"INSERT INTO state VALUES ({shape()}, {', '.join(map(str, msgspec.structs.astuple(State())))})"
    )
    connection.execute("CHECKPOINT")


def _remove(path: Path) -> None:
    for suffix in ("", ".wal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
