"""Laying down what arrived: names become integers, and each customer's path is written down once.

Rows come as the store gives them, some or all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import ibis

from polku.engine.dialects import in_duckdb
from polku.engine.naming import Names
from polku.engine.paths import path_marks
from polku.engine.placing import ORDER, PLAIN, placed
from polku.engine.standing import standing
from polku.engine.tables import TABLES
from polku.engine.tells import TELLS, telling

# Interactions of the customers whose paths or walks are laid down (`some_steps`), and its columns.
SOME: Final = "some_steps"
STEPS: Final = TABLES["interaction"] | TELLS
_UNTOLD: Final = "untold_steps"
ARRIVED: Final = "arrived"  # what is brought now, before it has its place
# Columns that are told apart by a digest of their text.
_DIGESTED: Final = ("thread", "about", "rated")
# A driver that tells of no rows takes every column for whole numbers.
_BESIDE: Final = {"key": "CAST(key AS BLOB) AS key"}
# Of several values of a trait the newest, and nothing where that is none to keep.
_NEWEST: Final = (
    " QUALIFY ROW_NUMBER() OVER (PARTITION BY customer, trait ORDER BY occurred_at DESC, event_id DESC) = 1"
    " AND value <> 0"
)


def lay(cursor: Any, names: Names, name: str, told: Any, instead: str = "") -> None:
    """Lay down the rows told; in place of those that the customers in the table `instead` had, where it is named."""
    if instead:
        cursor.execute(f"DELETE FROM {name} WHERE customer IN (FROM {instead})")
        if name == "membership":
            cursor.execute(f"DELETE FROM membership WHERE organisation IN (FROM {instead})")
    if name == "interaction":
        receive(cursor, names, name, told)
        rows = placed(f"FROM {ARRIVED}", ", ".join(ORDER))
        cursor.execute(f"INSERT INTO {name} {rows} ORDER BY steps.customer, steps.number")
        cursor.execute(f"DROP TABLE {ARRIVED}")
        return
    columns = ", ".join(_read(name, column) for column in TABLES[name])
    newest = _NEWEST if name == "trait" else ""
    with names.coded(cursor, name, told) as coded:
        cursor.execute(f"INSERT INTO {name} SELECT {columns} FROM {coded}{newest} ORDER BY customer")


def receive(cursor: Any, names: Names, name: str, told: Any, more: bool = False) -> None:
    """The rows told as the table ARRIVED, or as `more` of it; of interactions without the path's columns, but with ORDER's."""
    wanted = dict.fromkeys((*PLAIN, *ORDER)) if name == "interaction" else TABLES[name]
    columns = ", ".join(_BESIDE.get(column) or _read(name, column) for column in wanted)
    begun = f"INSERT INTO {ARRIVED}" if more else f"CREATE OR REPLACE TEMP TABLE {ARRIVED} AS"
    with names.coded(cursor, name, told) as coded:
        cursor.execute(f"{begun} SELECT {columns} FROM {coded}")


def lay_paths(cursor: Any, whose: str = "") -> None:
    """What is told of whole paths: their marks, and where they stand.

    Of all customers; of those in the table `whose`, whose steps are SOME, where it is named.
    """
    if whose:
        for name in ("path", "standing"):
            cursor.execute(f"DELETE FROM {name} WHERE customer IN (FROM {whose})")
    for statement in _of_paths(SOME if whose else "interaction"):
        cursor.execute(statement)


@contextmanager
def some_steps(cursor: Any, rows: str) -> Iterator[None]:
    """The interactions that the SELECT `rows` gives as the table SOME, with what each tells: many ask for it."""
    told = f"SELECT * FROM (WITH {_UNTOLD} AS ({rows}) SELECT * FROM ({_told_steps()}))"
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE {SOME} AS {told}")
    yield
    cursor.execute(f"DROP TABLE {SOME}")


@cache
def _told_steps() -> str:
    steps = telling(ibis.table(TABLES["interaction"], name=_UNTOLD))
    return in_duckdb(steps.select(*STEPS))


@cache
def _of_paths(name: str) -> tuple[str, ...]:
    """The statements that fill the tables of whole paths from that table of steps."""
    steps = ibis.table(STEPS if name == SOME else TABLES["interaction"], name=name)
    spans = steps.group_by("customer").aggregate(
        began_at=steps.occurred_at.min(), ended_at=steps.occurred_at.max()
    )
    found = {"path": path_marks(steps, "customer").join(spans, "customer"), "standing": standing(steps)}
    return tuple(
        f"INSERT INTO {table} {in_duckdb(rows.select(*TABLES[table]))}" for table, rows in found.items()
    )


def _read(name: str, column: str) -> str:
    """A column as the table holds it: threads and orders as numbers, yes and no as such."""
    if column in _DIGESTED:
        text = f"CAST({column} AS VARCHAR)"
        digest = f"CAST(md5_number_lower({text}) >> 1 AS BIGINT)"
        return f"CASE {text} WHEN '' THEN 0 ELSE {digest} END AS {column}"
    if TABLES[name].get(column) == "boolean":
        return f'CAST("{column}" AS BOOLEAN) AS "{column}"'
    return f'"{column}"'
