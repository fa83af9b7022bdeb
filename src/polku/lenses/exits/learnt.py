"""What is learnt from everybody: how customers buy again, and how long they stay away; written into questions.

A question refers to tables that are not in the engine. Before it is asked, `with_rhythm` puts what was learnt in
their place, so that what is compiled once is asked with what was learnt last.
"""

import re
from functools import cache
from math import log
from typing import Any, Final

import ibis
import msgspec
import numpy as np
import sqlglot.expressions as sge

from polku.engine.engine import ask, compiled, of_copy
from polku.engine.standing import NEEDS, signs
from polku.engine.tables import table
from polku.lenses.exits.mbg import Mbg, NoFit, fitted
from polku.lib.clock import DAY

BUYING: Final = ibis.table(
    {"r": "float64", "alpha": "float64", "a": "float64", "b": "float64", "fits": "boolean"},
    name="learnt_buying",
)
# From each touchpoint: how long nearly all stayed away at most who came back; `place` "" is from anywhere.
AWAY: Final = ibis.table({"place": "string", "usual": "float64"}, name="learnt_away")
USUAL: Final = 0.99  # of those who came back had come back by then
ENOUGH: Final = 20  # times away, of a customer or from a place, to know the rhythm
FEWEST_REPEATERS: Final = 100
_MOST: Final = 50_000  # customers that it is learnt from
_TABLES: Final = re.compile(r'(["`])(learnt_buying|learnt_away)\1')
_NOTHING: Final = Mbg(1.0, 1.0, 1.0, 1.0)


class Learnt(msgspec.Struct, frozen=True):
    """What was learnt; `buying` in weeks, None where purchases do not repeat so; `away` in microseconds."""

    buying: Mbg | None = None
    away: dict[str, float] = {}


_held: list[tuple[tuple[int, int], Learnt]] = []


def with_rhythm(sql: str) -> str:
    """The question with what was learnt in it; most do not ask for it."""
    return written(sql, learnt()) if _TABLES.search(sql) else sql


def written(sql: str, known: Learnt) -> str:
    """The question with this in it."""
    rows = {"learnt_buying": _buying(known), "learnt_away": _away(known)}
    return _TABLES.sub(lambda found: f"({rows[found[2]]})", sql)


def learnt() -> Learnt:
    """Learnt anew on the next day, and from each twentieth more customers."""
    (found,) = ask(_size(of_copy())).rows.to_pylist()
    when = (round(20 * log(1 + found["customers"])), (found["latest"] or 0) // DAY)
    if not _held or _held[0][0] != when:
        every = 1 + found["customers"] // _MOST
        _held[:] = [(when, Learnt(buying(_rows(purchases(every))), away(_rows(absences(every)))))]
    return _held[0][1]


@cache
def _size(_copy: bool) -> str:
    """How many customers there are, and when the last thing happened: asked with nearly every question."""
    customers = table("customer")
    return compiled(customers.aggregate(customers=customers.count(), latest=customers.last_at.max()))


def forget_learnt() -> None:
    """Let go of what was learnt; in tests, each of which has other customers."""
    _held.clear()


def purchases(every: int = 1) -> ibis.Table:
    """How many buyers bought alike: again, last and whole (days from the first purchase to the last, and to now), times."""
    stand, customers = table("standing"), table("customer")
    found = stand.filter((stand.bought_at > 0) & (stand.customer % every == 0))
    found = found.cross_join(customers.aggregate(latest=customers.last_at.max()))
    alike = found.mutate(
        last=(found.bought_last - found.bought_at) // DAY, whole=(found.latest - found.bought_at) // DAY
    )
    return alike.group_by("again", "last", "whole").aggregate(times=alike.count())


def absences(every: int = 1) -> ibis.Table:
    """Per touchpoint, and for all together (""): the time away within which nearly all came back who did, and how many."""
    steps = table("interaction")
    some = steps.filter(steps.customer % every == 0).select(
        "customer", "number", "touchpoint", "occurred_at", *NEEDS
    )
    gone = signs(some, "customer").filter(ibis._.away >= DAY)
    names = table("name").select(touchpoint="code", place="name")
    here = gone.join(names, "touchpoint")
    told = here.group_by("place").aggregate(
        usual=here.away.quantile(USUAL).cast("float64"), times=here.count()
    )
    everywhere = gone.aggregate(
        place=ibis.literal(""), usual=gone.away.quantile(USUAL).cast("float64"), times=gone.count()
    )
    return told.filter(told.place != "").union(everywhere.select("place", "usual", "times"))


def away(absences: list[dict[str, Any]]) -> dict[str, float]:
    """Of the places from which enough came back, and of all together."""
    return {row["place"]: row["usual"] for row in absences if row["times"] >= ENOUGH}


def buying(counted: list[dict[str, Any]]) -> Mbg | None:
    """The model of buyers counted alike; None where too few came again, or it does not fit."""
    x, last, whole, times = (
        np.array([row[name] for row in counted], float) for name in ("again", "last", "whole", "times")
    )
    if times[x > 0].sum() < FEWEST_REPEATERS:
        return None
    try:
        return fitted(x, last / 7, whole / 7, times)
    except NoFit:
        return None


def _buying(known: Learnt) -> str:
    values = msgspec.structs.asdict(known.buying or _NOTHING)
    columns = [f"CAST({value!r} AS DOUBLE) AS {name}" for name, value in values.items()]
    return f"SELECT {', '.join(columns)}, {known.buying is not None} AS fits"


def _away(known: Learnt) -> str:
    dialect = "duckdb" if of_copy() else "spark"
    rows = [
        f"SELECT {sge.convert(place).sql(dialect)} AS place, CAST({usual!r} AS DOUBLE) AS usual"
        for place, usual in (known.away or {"": 0.0}).items()
    ]
    return " UNION ALL ".join(rows) + ("" if known.away else " WHERE FALSE")


def _rows(question: ibis.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ask(compiled(question)).rows.to_pylist()
    return rows
