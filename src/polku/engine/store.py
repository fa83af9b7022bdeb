"""Reads of the operational store as Arrow, through ADBC: no Python loop over rows, no lock on the interpreter."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import adbc_driver_postgresql.dbapi
import adbc_driver_sqlite.dbapi
import pyarrow as pa
from django.db import connections


class Snapshot:
    """The operational store as it was at one moment."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def table(self, query: str) -> pa.Table:
        """All rows of a SELECT."""
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetch_arrow_table()

    @contextmanager
    def batches(self, query: str) -> Iterator[pa.RecordBatchReader]:
        """The rows of a SELECT as they come, for tables larger than memory."""
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            yield cursor.fetch_record_batch()

    def row(self, query: str) -> dict[str, Any]:
        """The only row of a SELECT."""
        (found,) = self.table(query).to_pylist()
        return dict(found)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """What is committed now, the same for every read until the end."""
    connection = _connected()
    try:
        if connections["default"].vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield Snapshot(connection)
        connection.rollback()
    finally:
        connection.close()


def _connected() -> Any:
    chosen = connections["default"].settings_dict
    if connections["default"].vendor == "postgresql":
        return adbc_driver_postgresql.dbapi.connect(_address(chosen))
    return adbc_driver_sqlite.dbapi.connect(f"file:{quote(str(chosen['NAME']))}?mode=ro")


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
