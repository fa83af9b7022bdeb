"""How customers buy again: learnt from everybody's purchases, and written into the questions that need it.

A question refers to the table MODEL, of one row. It is not in the engine: before the question is asked, `with_rhythm`
puts the row in its place. So what is compiled once is asked with what was learnt last.
"""

import re
from math import log
from typing import Any, Final

import ibis
import msgspec
import numpy as np

from polku.engine.engine import ask, compiled
from polku.engine.tables import table
from polku.lenses.exits.mbg import Mbg, NoFit, fitted
from polku.lib.clock import DAY
from polku.timeline.vocabulary import Kind

MODEL: Final = ibis.table(
    {"r": "float64", "alpha": "float64", "a": "float64", "b": "float64", "fits": "boolean"},
    name="buying_rhythm",
)
FEWEST_REPEATERS: Final = 100
_MOST: Final = 50_000  # customers that it is learnt from
_WEEK: Final = 7 * DAY
_TABLE: Final = re.compile(rf'(["`]){MODEL.get_name()}\1')
_NOTHING: Final = Mbg(1.0, 1.0, 1.0, 1.0)


class _Learnt(msgspec.Struct, frozen=True):
    when: tuple[int, int]
    model: Mbg | None


_held: list[_Learnt] = []


def orders() -> ibis.Table:
    """Everybody's orders."""
    found, names = table("interaction"), table("name")
    return found.filter(found.kind.isin(names.filter(names.name == Kind.ORDERED.value).code))


def buyers(orders: ibis.Table) -> ibis.Table:
    """Whoever ordered: customer, days on which they bought `again`, the first (`bought_at`) and the last."""
    return orders.group_by("customer").aggregate(
        again=(orders.occurred_at // DAY).nunique() - 1,
        bought_at=orders.occurred_at.min(),
        bought_last=orders.occurred_at.max(),
    )


def with_rhythm(sql: str) -> str:
    """The question with what was learnt of buying in it; most do not ask for it."""
    return written(sql, learnt()) if _TABLE.search(sql) else sql


def written(sql: str, model: Mbg | None) -> str:
    """The question with this model in it."""
    values = _NOTHING if model is None else model
    columns = [
        f"CAST({value!r} AS DOUBLE) AS {name}" for name, value in msgspec.structs.asdict(values).items()
    ]
    return _TABLE.sub(f"(SELECT {', '.join(columns)}, {model is not None} AS fits)", sql)


def learnt() -> Mbg | None:
    """The model in weeks; None where purchases do not repeat so. Learnt anew on the next day, or from 5 % more customers."""
    customers = table("customer")
    size = customers.aggregate(customers=customers.count(), latest=customers.last_at.max())
    (found,) = _rows(size)
    when = (round(20 * log(1 + found["customers"])), (found["latest"] or 0) // DAY)
    if not _held or _held[0].when != when:
        _held[:] = [_Learnt(when, _learn(found))]
    return _held[0].model


def _learn(size: dict[str, Any]) -> Mbg | None:
    every = 1 + size["customers"] // _MOST
    found = buyers(orders())
    some = found.filter(found.customer % every == 0)
    alike = some.mutate(
        last=(some.bought_last - some.bought_at) // DAY, whole=(size["latest"] - some.bought_at) // DAY
    )
    counted = (
        alike.group_by("again", "last", "whole").aggregate(times=alike.count())
        if size["customers"]
        else alike
    )
    return model_of(_rows(counted)) if size["customers"] else None


def model_of(counted: list[dict[str, Any]]) -> Mbg | None:
    """The model of customers told as again, last and whole (days), and how many times; None where it does not fit."""
    x, last, whole, times = (
        np.array([row[name] for row in counted], float) for name in ("again", "last", "whole", "times")
    )
    if times[x > 0].sum() < FEWEST_REPEATERS:
        return None
    try:
        return fitted(x, last / 7, whole / 7, times)
    except NoFit:
        return None


def _rows(question: ibis.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ask(compiled(question)).rows.to_pylist()
    return rows
