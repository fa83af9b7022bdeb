"""A question in steps: what several parts of it refer to is worked out once, and its plan stays short.

Spark puts a common table expression in wherever it is referred to. Where one refers to another, the parts multiply:
a question of eight such steps became a plan of a thousand nodes, which took longer to plan than to answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, Final

import msgspec

_LOST: Final = "CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND"  # Spark's name for it, in its error
_numbers = count(1)


class Step(msgspec.Struct, frozen=True):
    """A SELECT; later ones refer to what it finds by its name in backquotes. The question itself has no name."""

    sql: str
    name: str = ""


@contextmanager
def planned(spark: Any, steps: tuple[Step, ...]) -> Iterator[Any]:
    """The DataFrame of the last step, which keeps what the others found until it is left."""
    named: dict[str, str] = {}
    held = []
    try:
        for step in steps[:-1]:
            named[step.name] = f"step_{next(_numbers)}"
            frame = spark.sql(_with(named, step.sql)).localCheckpoint(eager=False)
            held.append(frame)
            frame.createTempView(named[step.name])
        yield spark.sql(_with(named, steps[-1].sql))
    finally:
        with suppress(Exception):  # a JVM that is gone holds nothing, and what it said before is what is told
            _let_go(spark, [*named.values()], held)


def lost_a_step(error: Exception) -> bool:
    """Whether a worker went, and what it held of a step with it: asked again, the others work it out."""
    return _LOST in str(error)


def _with(named: dict[str, str], sql: str) -> str:
    for name, view in named.items():
        sql = sql.replace(f"`{name}`", f"`{view}`")
    return sql


def _let_go(spark: Any, names: list[str], held: list[Any]) -> None:
    for name in names:
        spark.catalog.dropTempView(name)
    for frame in held:
        frame._jdf.queryExecution().analyzed().rdd().unpersist(False)
