"""Laying down what arrived: names become integers, and each customer's path is written down once.

Every statement works on `arrived`, the rows of the touched customers as the store gave them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import ibis

from polku.engine.dialects import in_duckdb
from polku.engine.paths import path_marks
from polku.engine.standing import standing
from polku.engine.tables import MOMENT, NAMED, TABLES
from polku.engine.tells import TELLS, telling

# Interactions of the customers whose paths or walks are laid down (`some_steps`), and its columns.
SOME: Final = "some_steps"
STEPS: Final = TABLES["interaction"] | TELLS
_UNTOLD: Final = "untold_steps"
# Columns that are told apart by a digest of their text.
_DIGESTED: Final = ("thread", "about", "rated")
# Columns that tell where a step is on its path.
OF_PATH: Final = ("number", "before", "after", "gap", "gap_after", "new_here", "new_step")
# What happened first; equal moments by what the store orders them by, so that any order of arrival gives one path.
ORDER: Final = {
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


def lay(cursor: Any, name: str, told: Any, instead: str = "") -> None:
    """Lay down the rows told; in place of those that the customers in the table `instead` had, where it is named."""
    with arrived(cursor, name, told):
        if instead:
            cursor.execute(f"DELETE FROM {name} WHERE customer IN (FROM {instead})")
            if name == "membership":
                cursor.execute(f"DELETE FROM membership WHERE organisation IN (FROM {instead})")
        cursor.execute(_insertion(name))


@contextmanager
def arrived(cursor: Any, name: str, told: Any) -> Iterator[None]:
    """The rows told as the table `arrived`, each of its names known."""
    cursor.register("told", told)
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE arrived AS SELECT * REPLACE ({_replaced(name)}) FROM told")
    cursor.unregister("told")
    _learn_names(cursor, NAMED[name])
    yield
    cursor.execute("DROP TABLE arrived")


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
def some_steps(cursor: Any, whose: str) -> Iterator[None]:
    """The interactions of some customers as the table SOME; `whose` is a condition on `customer`."""
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE {SOME} AS {told_steps(f'FROM interaction WHERE customer {whose}')}"
    )
    yield
    cursor.execute(f"DROP TABLE {SOME}")


def told_steps(rows: str) -> str:
    """The interactions that a SELECT gives, with what each tells: many ask for it."""
    return f"SELECT * FROM (WITH {_UNTOLD} AS ({rows}) SELECT * FROM ({_told_steps()}))"


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
    listed = ", ".join(f'"{column}"' for column in columns)
    told = f"SELECT DISTINCT UNNEST([{listed}]) AS name FROM (SELECT DISTINCT {listed} FROM arrived)"
    cursor.execute(
        "INSERT INTO name SELECT (SELECT MAX(code) FROM name) + ROW_NUMBER() OVER (ORDER BY name), name"
        f" FROM ({told}) WHERE name NOT IN (SELECT name FROM name)"
    )


def _insertion(name: str) -> str:
    if name not in ORDER:
        newest = _NEWEST if name == "trait" else ""
        return f"INSERT INTO {name} SELECT {coded(name)} FROM {named(name)}{newest} ORDER BY arrived.customer"
    window = f"WINDOW path AS (PARTITION BY arrived.customer ORDER BY {_qualified(ORDER[name])})"
    placed = f"SELECT {coded(name, _written(name))} FROM {named(name)} {window}"
    flagged = ", ".join(_FLAGS.get(column, f'"{column}"') for column in TABLES[name])
    return f"INSERT INTO {name} SELECT {flagged} FROM ({placed}) ORDER BY customer, number"


def named(name: str) -> str:
    """`arrived`, joined with the numbers of its names."""
    return "arrived" + "".join(
        f' JOIN name AS name_{number} ON name_{number}.name = arrived."{column}"'
        for number, column in enumerate(NAMED[name])
    )


def coded(name: str, written: Mapping[str, str] | None = None) -> str:
    """The table's columns out of `named`, in its order: numbers for names; those of the path as `written` tells, if it does."""
    told = written or {}
    values = {
        column: told.get(column) or _value(name, column)
        for column in TABLES[name]
        if column in told or column not in OF_PATH
    }
    return ", ".join(f'{value} AS "{column}"' for column, value in values.items())


def _value(name: str, column: str) -> str:
    if column in NAMED[name]:
        return f"name_{NAMED[name].index(column)}.code"
    if TABLES[name][column] == "boolean":
        return f'CAST(arrived."{column}" AS BOOLEAN)'
    return f'arrived."{column}"'


def _written(name: str) -> dict[str, str]:
    """What is known of a step once all of its path is there, but for the flags."""
    beside = neighbours(_value(name, "touchpoint"), f"arrived.{MOMENT[name]}")
    return {"number": "ROW_NUMBER() OVER path", **beside}


def neighbours(touchpoint: str, moment: str) -> dict[str, str]:
    """The columns that tell of the steps before and after, in the window `path`."""
    return {
        "before": f"COALESCE(LAG({touchpoint}) OVER path, 0)",
        "after": f"COALESCE(LEAD({touchpoint}) OVER path, 0)",
        "gap": f"COALESCE({moment} - LAG({moment}) OVER path, 0)",
        "gap_after": f"COALESCE(LEAD({moment}) OVER path - {moment}, 0)",
    }


def _qualified(columns: str) -> str:
    return ", ".join(f"arrived.{column}" for column in columns.split(", "))
