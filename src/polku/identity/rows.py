"""Batched SQL on SQLite and PostgreSQL alike: many rows in, many rows changed, rows of many ids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from django.db import connection

Row = tuple[Any, ...]
T = TypeVar("T")
_CHUNK: Final = 5000


def insert(table: str, columns: Mapping[str, str], rows: Sequence[Row], conflict: str = "") -> None:
    """Insert rows; `columns` gives each column's PostgreSQL type, `conflict` an ON CONFLICT clause."""
    if not rows:
        return
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {conflict}", _turned(rows)
            )
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks}) {conflict}", rows)


def update(table: str, columns: Mapping[str, str], rows: Sequence[Row], only_if: str = "") -> None:
    """Set columns of rows by id. Rows are (values ..., id); `only_if` is "<" or ">" on the first column."""
    if not rows:
        return
    first = next(iter(columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            told = [*columns.items(), ("id", "bigint")]
            arrays = ", ".join(f"unnest(%s::{kind}[]) AS {name}" for name, kind in told)
            changes = ", ".join(f"{name} = told.{name}" for name in columns)
            guard = f" AND now.{first} {only_if} told.{first}" if only_if else ""
            cursor.execute(
                f"UPDATE {table} AS now SET {changes} FROM (SELECT {arrays}) AS told"
                f" WHERE now.id = told.id{guard}",
                _turned(rows),
            )
        else:
            changes = ", ".join(f"{name} = %s" for name in columns)
            guard = f" AND {first} {only_if} %s" if only_if else ""
            values = [(*row, row[0]) for row in rows] if only_if else rows
            cursor.executemany(f"UPDATE {table} SET {changes} WHERE id = %s{guard}", values)


def select(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return list(cursor.fetchall())


def select_of(sql: str, ids: Iterable[int]) -> Iterator[Row]:
    """Rows of a query whose `{ids}` stands for a list of ids, asked in pieces."""
    for piece in pieces(sorted(ids)):
        yield from select(sql.format(ids=",".join(map(str, piece))))


def delete_of(sql: str, ids: Iterable[int]) -> int:
    """Run a DELETE or UPDATE whose `{ids}` stands for a list of ids, in pieces; returns how many rows."""
    changed = 0
    with connection.cursor() as cursor:
        for piece in pieces(sorted(ids)):
            cursor.execute(sql.format(ids=",".join(map(str, piece))))
            changed += cursor.rowcount
    return changed


def pieces(values: Sequence[T], size: int = _CHUNK) -> Iterator[Sequence[T]]:
    """The values in runs of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _turned(rows: Sequence[Row]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
