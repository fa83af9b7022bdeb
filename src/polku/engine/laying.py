"""Laying down what arrived: names become integers, and each customer's path is written down once.

Every statement works on `arrived`, the rows of the touched customers as the store gave them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import ibis
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler

from polku.engine.paths import path_marks
from polku.engine.standing import standing
from polku.engine.tables import MOMENT, NAMED, TABLES

SOME: Final = "some_steps"  # interactions of the customers whose paths or walks are laid down (`some_steps`)
# Columns that are told apart by a digest of their text.
_DIGESTED: Final = ("thread", "about", "rated")
# What happened first; equal moments by what the store orders them by, so that any order of arrival gives one path.
_ORDER: Final = {
    "interaction": "occurred_at, sequence, key, ordinal",
    "encounter": "opened_at, touchpoint, thread",
}

# Written once the step after is known.
_FLAGS: Final = {
    "new_here": "CASE ROW_NUMBER() OVER (PARTITION BY customer, touchpoint ORDER BY number) WHEN 1 THEN 1 ELSE 0 END",
    "new_step": "CASE ROW_NUMBER() OVER (PARTITION BY customer, touchpoint, after ORDER BY number) WHEN 1 THEN 1 ELSE 0"
    " END",
}

# A trait's value is JSON: short texts, yes or no and whole numbers are kept; what looks like an address or the number
# of one person is not, whatever the trait is called.
_VALUE: Final = (
    "CASE WHEN NOT json_valid({value}) THEN '' WHEN json_type({value}) = 'BOOLEAN' THEN IF({value} = 'true', 'yes', 'no')"
    " WHEN json_type({value}) NOT IN ('VARCHAR', 'UBIGINT', 'BIGINT') THEN ''"
    " WHEN LENGTH({text}) > 60 OR {text} LIKE '%@%' OR regexp_matches({text}, '[0-9]{{7,}}') THEN '' ELSE {text} END"
).format(value='CAST("value" AS VARCHAR)', text="json_extract_string(CAST(\"value\" AS VARCHAR), '$')")
# A partner is told among other attributes, as JSON.
_PARTNER: Final = (
    "CASE WHEN {told} LIKE '{{%' AND LENGTH({text}) <= 60 AND NOT {text} LIKE '%@%'"
    " AND NOT regexp_matches({text}, '[0-9]{{7,}}') THEN {text} ELSE '' END"
).format(told="CAST(partner AS VARCHAR)", text="json_extract_string(CAST(partner AS VARCHAR), '$.partner')")
_READ: Final = {"value": _VALUE, "partner": _PARTNER}
# Of several values the newest, and nothing where that is none to keep.
_NEWEST: Final = (
    " QUALIFY ROW_NUMBER() OVER (PARTITION BY arrived.customer, arrived.trait"
    " ORDER BY arrived.occurred_at DESC, arrived.event_id DESC) = 1 AND arrived.value <> ''"
)


def lay(cursor: Any, name: str, arrived: Any, whole: bool) -> None:
    """Put the rows that arrived in place of those the touched customers had; all at once where `whole`."""
    cursor.register("told", arrived)
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE arrived AS SELECT * REPLACE ({_replaced(name)}) FROM told")
    cursor.unregister("told")
    _learn_names(cursor, NAMED[name])
    if not whole:
        _take_away(cursor, name)
    cursor.execute(_insertion(name))
    cursor.execute("DROP TABLE arrived")


def lay_paths(cursor: Any, whole: bool) -> None:
    """What is told of whole paths: their marks, and where they stand; of the touched customers, whose steps are SOME, or of all."""
    if not whole:
        for name in ("path", "standing"):
            cursor.execute(f"DELETE FROM {name} WHERE customer IN (FROM touched)")
    for statement in _of_paths("interaction" if whole else SOME):
        cursor.execute(statement)


@contextmanager
def some_steps(cursor: Any, whose: str) -> Iterator[None]:
    """The interactions of some customers as the table SOME; `whose` is a condition on `customer`."""
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE {SOME} AS FROM interaction WHERE customer {whose}")
    yield
    cursor.execute(f"DROP TABLE {SOME}")


@cache
def _of_paths(name: str) -> tuple[str, ...]:
    """The statements that fill the tables of whole paths from that table of steps."""
    steps = ibis.table(TABLES["interaction"], name=name)
    spans = steps.group_by("customer").aggregate(
        began_at=steps.occurred_at.min(), ended_at=steps.occurred_at.max()
    )
    found = {"path": path_marks(steps, "customer").join(spans, "customer"), "standing": standing(steps)}
    return tuple(
        f"INSERT INTO {table} {DuckDBCompiler().to_sqlglot(rows.select(*TABLES[table])).sql('duckdb')}"
        for table, rows in found.items()
    )


def _replaced(name: str) -> str:
    """Texts as texts, whatever the driver took an empty column for; threads and orders as numbers."""
    replaced = [f'{_READ.get(column, _text(column))} AS "{column}"' for column in NAMED[name]]
    replaced += [
        f"CASE CAST({column} AS VARCHAR) WHEN '' THEN 0"
        f" ELSE CAST(md5_number_lower(CAST({column} AS VARCHAR)) >> 1 AS BIGINT) END AS {column}"
        for column in _DIGESTED
        if column in TABLES[name]
    ]
    return ", ".join(replaced or ["customer AS customer"])


def _text(column: str) -> str:
    return f'CAST("{column}" AS VARCHAR)'


def _learn_names(cursor: Any, columns: tuple[str, ...]) -> None:
    if not columns:
        return
    told = " UNION ".join(f'SELECT DISTINCT "{column}" AS name FROM arrived' for column in columns)
    cursor.execute(
        "INSERT INTO name SELECT (SELECT MAX(code) FROM name) + ROW_NUMBER() OVER (ORDER BY name), name"
        f" FROM ({told}) WHERE name NOT IN (SELECT name FROM name)"
    )


def _take_away(cursor: Any, name: str) -> None:
    cursor.execute(f"DELETE FROM {name} WHERE customer IN (FROM touched)")
    if name == "membership":
        cursor.execute("DELETE FROM membership WHERE organisation IN (FROM touched)")


def _insertion(name: str) -> str:
    names = NAMED[name]
    joins = "".join(
        f' JOIN name AS name_{number} ON name_{number}.name = arrived."{column}"'
        for number, column in enumerate(names)
    )
    values = ", ".join(
        f'{_value(column, kind, names)} AS "{column}"'
        for column, kind in TABLES[name].items()
        if column not in _FLAGS
    )
    if name not in _ORDER:
        newest = _NEWEST if name == "trait" else ""
        return f"INSERT INTO {name} SELECT {values} FROM arrived{joins}{newest} ORDER BY arrived.customer"
    window = f"WINDOW path AS (PARTITION BY arrived.customer ORDER BY {_qualified(_ORDER[name])})"
    placed = f"SELECT {values} FROM arrived{joins} {window}".replace("{moment}", f"arrived.{MOMENT[name]}")
    flagged = ", ".join(_FLAGS.get(column, f'"{column}"') for column in TABLES[name])
    return f"INSERT INTO {name} SELECT {flagged} FROM ({placed}) ORDER BY customer, number"


def _value(column: str, kind: str, names: tuple[str, ...]) -> str:
    touchpoint = f"name_{names.index('touchpoint')}.code" if "touchpoint" in names else ""
    written = {
        "number": "ROW_NUMBER() OVER path",
        "before": f"COALESCE(LAG({touchpoint}) OVER path, 0)",
        "after": f"COALESCE(LEAD({touchpoint}) OVER path, 0)",
        "gap": "COALESCE({moment} - LAG({moment}) OVER path, 0)",
        "gap_after": "COALESCE(LEAD({moment}) OVER path - {moment}, 0)",
    }
    if column in written:
        return written[column]
    if column in names:
        return f"name_{names.index(column)}.code"
    return f'CAST(arrived."{column}" AS BOOLEAN)' if kind == "boolean" else f'arrived."{column}"'


def _qualified(columns: str) -> str:
    return ", ".join(f"arrived.{column}" for column in columns.split(", "))
