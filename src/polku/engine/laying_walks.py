"""Laying down the walks of the journeys in force: once for all customers, then for those who were touched.

A journey's steps are numbered along its own map, and where each walk stands is told in a row of its own, because a
page can not number ten million steps anew for each question.
"""

from functools import lru_cache
from typing import Any, Final

import ibis
import msgspec

from polku.engine.dialects import in_duckdb
from polku.engine.laying import SOME, STEPS, some_steps
from polku.engine.placing import listed
from polku.engine.tables import WALKS
from polku.engine.tells import TELLS
from polku.engine.walks import cut, each, mark_of, numbered, with_absences
from polku.touchpoints.journeys.journey import Journey
from polku.touchpoints.journeys.load import journeys

AT_A_TIME: Final = 2_000_000  # steps that are numbered at once, so that memory stays flat
_WALKED: Final = "walked_steps"
_CHANGED: Final = "changed_steps"
_STEP: Final = ("customer", "walk", "number")


def lay_walks(cursor: Any, whose: str, anew: str) -> None:
    """The walks of the customers in the table `whose`, whose steps are SOME, of every journey laid down and still in force.

    Paths of those in the table `anew` may be others than before; the other paths went on.
    """
    cursor.execute(f"DELETE FROM walk WHERE customer IN (FROM {whose})")
    cursor.execute(f"DELETE FROM walk_step WHERE customer IN (FROM {anew})")
    found = _laid(cursor)
    for mark, journey in _in_force().items():
        if mark in found:
            _walk(cursor, journey)
            _write_changed(cursor, mark, whose)


def lay_journeys(cursor: Any) -> None:
    """The walks of all customers, for each journey in force that is not laid down; those of no such journey go."""
    wanted, found = _in_force(), _laid(cursor)
    for mark in found - wanted.keys():
        for name in (*WALKS, "journey"):
            cursor.execute(f"DELETE FROM {name} WHERE journey = ?", [mark])
    for mark in wanted.keys() - found:
        lay_whole(cursor, wanted[mark])


def lay_whole(cursor: Any, journey: Journey) -> None:
    """The journey's walks, of all customers."""
    for first, last in _spans(cursor):
        with some_steps(cursor, f"FROM interaction WHERE customer BETWEEN {first} AND {last}"):
            _walk(cursor, journey)
            _write(cursor, _WALKED)
    cursor.execute("INSERT INTO journey VALUES (?)", [mark_of(journey)])


def are_laid(cursor: Any) -> bool:
    """Whether the journeys that are laid down are those in force."""
    return _laid(cursor) == _in_force().keys()


def _in_force() -> dict[int, Journey]:
    return {mark_of(journey): journey for journey in journeys()}


def _laid(cursor: Any) -> set[int]:
    return {mark for (mark,) in cursor.execute("SELECT journey FROM journey").fetchall()}


def _walk(cursor: Any, journey: Journey) -> None:
    """The walks of SOME; their steps are left as the table _WALKED."""
    for statement in _statements(msgspec.json.encode(journey)):
        cursor.execute(statement)


def _write_changed(cursor: Any, mark: int, whose: str) -> None:
    """Of the steps walked those that are not known as they are: the last ones.

    What comes later may change where a step goes to, and with that the gap and whether the step is new; and how long
    they were away. All else is as it was.
    """
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE {_CHANGED} AS SELECT told.* FROM {_WALKED} AS told"
        f" ANTI JOIN (FROM walk_step WHERE journey = {mark} AND customer IN (FROM {whose})) AS known"
        f" ON {_same(*_STEP, 'goes_to')} AND known.away IS NOT DISTINCT FROM told.away"
    )
    cursor.execute(f"DROP TABLE {_WALKED}")
    cursor.execute(
        f"DELETE FROM walk_step AS known USING {_CHANGED} AS told WHERE {_same('journey', *_STEP)}"
    )
    _write(cursor, _CHANGED)


def _write(cursor: Any, steps: str) -> None:
    """The steps in that table, which goes."""
    columns = listed(WALKS["walk_step"])
    cursor.execute(f"INSERT INTO walk_step SELECT {columns} FROM {steps} ORDER BY customer, number")
    cursor.execute(f"DROP TABLE {steps}")


def _same(*columns: str) -> str:
    return " AND ".join(f"known.{column} = told.{column}" for column in columns)


@lru_cache(64)
def _statements(written: bytes) -> tuple[str, str]:
    """Number the steps of SOME along the journey, and of these tell what there is of each walk."""
    journey = msgspec.json.decode(written, type=Journey)
    found = numbered(cut(ibis.table(STEPS, name=SOME), journey), journey)
    steps = with_absences(found, journey).mutate(journey=ibis.literal(mark_of(journey), "int64"))
    columns = WALKS["walk_step"] | TELLS
    steps = steps.select(*columns)
    walks = each(ibis.table(columns, name=_WALKED), journey)
    walks = walks.mutate(journey=ibis.literal(mark_of(journey), "int64")).select(*WALKS["walk"])
    return (
        f"CREATE OR REPLACE TEMP TABLE {_WALKED} AS {in_duckdb(steps)}",
        f"INSERT INTO walk SELECT * FROM ({in_duckdb(walks)}) ORDER BY customer, walk",
    )


def _spans(cursor: Any) -> list[tuple[int, int]]:
    """First and last customer of runs with about AT_A_TIME steps each."""
    found: list[tuple[int, int]] = cursor.execute(
        "SELECT MIN(customer), MAX(customer) FROM"
        " (SELECT customer, SUM(steps) OVER (ORDER BY customer ROWS UNBOUNDED PRECEDING) - steps AS before FROM path)"
        f" GROUP BY before // {AT_A_TIME} ORDER BY 1"
    ).fetchall()
    return found
