"""Batched SQL that runs on SQLite and PostgreSQL: many rows in one statement, no model instances."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from django.db import connections

Row = tuple[Any, ...]
# What PostgreSQL calls the types of the columns that stores name.
BIGINT: Final = "bigint"
INTEGER: Final = "integer"
TEXT: Final = "text"
BYTES: Final = "bytea"
FLOAT: Final = "double precision"
BOOLEAN: Final = "boolean"


class Table(msgspec.Struct, frozen=True):
    """A table and its columns but the id, each with its PostgreSQL type."""

    name: str
    columns: dict[str, str]

    @property
    def quoted(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


def insert(table: Table, rows: Sequence[Row]) -> None:
    """Insert rows given in the order of the table's columns."""
    if not rows:
        return
    with connections["default"].cursor() as cursor:
        if _on_postgres():
            with cursor.copy(f"COPY {table.name} ({table.quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(table.columns))
        cursor.executemany(f"INSERT INTO {table.name} ({table.quoted}) VALUES ({marks})", rows)


def update(table: Table, rows: Sequence[Row]) -> None:
    """Overwrite rows, given as their columns and then their id."""
    if not rows:
        return
    with connections["default"].cursor() as cursor:
        if _on_postgres():
            sets = ", ".join(f'"{column}" = given."{column}"' for column in table.columns)
            source, parameters = given(table.columns | {"id": BIGINT}, rows)
            cursor.execute(
                f"WITH {source} UPDATE {table.name} AS t SET {sets} FROM given WHERE t.id = given.id",
                parameters,
            )
            return
        sets = ", ".join(f'"{column}" = %s' for column in table.columns)
        cursor.executemany(f"UPDATE {table.name} SET {sets} WHERE id = %s", rows)


def delete(table: Table, ids: Iterable[int]) -> None:
    """Delete rows by id."""
    source, parameters = given({"id": BIGINT}, [(row_id,) for row_id in ids])
    execute(f"WITH {source} DELETE FROM {table.name} WHERE id IN (SELECT id FROM given)", parameters)


def given(columns: dict[str, str], rows: Sequence[Row]) -> tuple[str, list[Any]]:
    """`given AS (…)` for a WITH clause that holds these rows, and its parameters. No bytes on SQLite."""
    names = ", ".join(f'"{column}"' for column in columns)
    if _on_postgres():
        arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
        lists = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in columns]
        return f"given ({names}) AS MATERIALIZED (SELECT * FROM unnest({arrays}))", lists
    fields = ", ".join(f"json_extract(value, '$[{index}]')" for index in range(len(columns)))
    text = msgspec.json.encode(rows).decode()
    return f"given ({names}) AS MATERIALIZED (SELECT {fields} FROM json_each(%s))", [text]


def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """Every row of a query on the derived tables."""
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def execute(sql: str, parameters: Sequence[Any] = ()) -> None:
    """A statement on the derived tables."""
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)


def _on_postgres() -> bool:
    return connections["default"].vendor == "postgresql"
