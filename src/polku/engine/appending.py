"""Appending: new steps behind those that the copy holds, of customers whose path only went on.

Most who are touched do nothing else. Theirs is then one step more, and the last one before it gets to know what came
after; replacing them whole would cost as many rows as they have steps, a hundred times a day.
"""

from functools import cache
from typing import Any, Final

from polku.engine.laying import OF_PATH, ORDER, SOME, coded, named, neighbours, told_steps
from polku.engine.tables import MOMENT, TABLES

GOING_ON: Final = "going_on"  # the customers who do
# By what a row that arrived is known to be one that is there: no interaction changes.
_SAME: Final = {
    "interaction": "FALSE",
    "encounter": "there.opened_at = here.opened_at AND there.touchpoint = here.touchpoint AND there.thread = here.thread",
}

# What the last step gets to know.
_OF_THE_NEXT: Final = ("after", "gap_after")
_MADE: Final = ("there", "here", "written", "lengthened")
# What follows from whole paths is laid down next: their steps need not be looked for among all again.
_PATHS: Final = """
    FROM there WHERE (customer, number) NOT IN (SELECT (customer, number) FROM lengthened) UNION ALL FROM lengthened
"""


def append(cursor: Any, name: str) -> None:
    """Write what arrived of customers in the table GOING_ON behind what is there; over it, where the same row is there."""
    for statement in _statements(name):
        cursor.execute(statement)
    if name == "interaction":
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE {SOME} AS {told_steps(_PATHS)}")
    for table in _MADE:
        cursor.execute(f"DROP TABLE {table}")


@cache
def _statements(name: str) -> tuple[str, ...]:
    return (
        f"CREATE OR REPLACE TEMP TABLE there AS FROM {name} WHERE customer IN (FROM {GOING_ON})",
        f"CREATE OR REPLACE TEMP TABLE here AS {_here(name)}",
        f"CREATE OR REPLACE TEMP TABLE written AS {_written(name)}",
        f"DELETE FROM {name} USING written WHERE {name}.customer = written.customer AND {name}.number = written.number",
        f"CREATE OR REPLACE TEMP TABLE lengthened AS {_flagged(name)}",
        f"INSERT INTO {name} FROM lengthened ORDER BY customer, number",
    )


def _here(name: str) -> str:
    """What arrived, in the table's own numbers, and in which order it goes on."""
    nth = f"ROW_NUMBER() OVER (PARTITION BY arrived.customer ORDER BY {ORDER[name]})"
    return (
        f"SELECT {coded(name)}, {nth} AS nth FROM {named(name)} WHERE arrived.customer IN (FROM {GOING_ON})"
    )


def _written(name: str) -> str:
    """The rows that arrived, and the last that was there, with their number and `steps`, how many there were."""
    plain = [f'"{column}"' for column in TABLES[name] if column not in OF_PATH]
    kept = ", ".join(f'there."{column}" AS "known_{column}"' for column in OF_PATH)
    columns = ", ".join([*plain, *(f"known_{column}" for column in OF_PATH), "steps"])
    return f"""
        WITH ends AS (SELECT customer, MAX(number) AS steps FROM there GROUP BY customer),
        known AS (
            SELECT here.*, {kept}, COALESCE(ends.steps, 0) AS steps
            FROM here LEFT JOIN ends USING (customer)
            LEFT JOIN there ON there.customer = here.customer AND {_SAME[name]}
        ),
        numbered AS (
            SELECT {columns}, COALESCE(known_number, steps + ROW_NUMBER() OVER (
                PARTITION BY customer, known_number IS NULL ORDER BY nth)) AS number
            FROM known
        ),
        last AS (
            SELECT {", ".join(f"there.{column}" for column in plain)}, {kept}, ends.steps, there.number
            FROM there JOIN ends USING (customer) WHERE there.number = ends.steps
        )
        SELECT * FROM numbered UNION ALL
        SELECT * FROM last WHERE customer IN (SELECT customer FROM numbered)
        AND (customer, number) NOT IN (SELECT (customer, number) FROM numbered)
    """


def _flagged(name: str) -> str:
    """`written` with all columns of the table: where a step was before the last, it is; the last knows what is after."""
    values = {
        column: f"IF(number {'<' if column in _OF_THE_NEXT else '<='} steps, known_{column}, {value})"
        for column, value in neighbours("touchpoint", MOMENT[name]).items()
    }
    told = ", ".join(f'{value} AS "{column}"' for column, value in values.items())
    new_here = _first("touchpoint", "number > steps", "there.touchpoint = placed.touchpoint")
    new_step = _first(
        "touchpoint, after",
        "number >= steps",
        "there.touchpoint = placed.touchpoint AND there.after = placed.after AND there.number < placed.steps",
    )
    flags = {
        "new_here": f"IF(number <= steps, known_new_here, {new_here})",
        "new_step": f"IF(number < steps, known_new_step, {new_step})",
    }
    columns = ", ".join(
        f'{flags[column]} AS "{column}"' if column in flags else f'placed."{column}"'
        for column in TABLES[name]
    )
    return f"""
        SELECT {columns} FROM (
            SELECT *, {told} FROM written WINDOW path AS (PARTITION BY customer ORDER BY number)
        ) AS placed
    """


def _first(of: str, among: str, earlier: str) -> str:
    return (
        f"CASE WHEN EXISTS (FROM there WHERE there.customer = placed.customer AND {earlier}) THEN 0"
        f" WHEN ROW_NUMBER() OVER (PARTITION BY customer, {of}, {among} ORDER BY number) = 1 THEN 1 ELSE 0 END"
    )
