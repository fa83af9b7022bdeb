"""The customers behind a figure: on a step, at a touchpoint, at the end of a walk, on a way; the newest first."""

from collections.abc import Callable
from typing import Final

import ibis
import msgspec

from polku.engine.tables import code
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import ended
from polku.lenses.journeys.steps import steps, within
from polku.lenses.journeys.variants import paths
from polku.lenses.measure import ask_about

PAGE: Final = 50  # customers at once


class OnStep(msgspec.Struct, frozen=True):
    """Who went from one touchpoint straight to another, at the moment they came there; from "": who began there."""

    source: str
    target: str

    def __call__(self, asked: Asked) -> ibis.Table:
        found = within(steps(asked), asked)
        if not self.source:
            began = found.filter((found.before == 0) & _is(found.touchpoint, self.target))
            return began.select("customer", moment=began.occurred_at)
        there = found.filter(_is(found.touchpoint, self.source) & _is(found.after, self.target))
        return there.select("customer", moment=there.occurred_at + there.gap_after)


class AtPlace(msgspec.Struct, frozen=True):
    """Who was at a touchpoint."""

    touchpoint: str

    def __call__(self, asked: Asked) -> ibis.Table:
        found = within(steps(asked), asked)
        return found.filter(_is(found.touchpoint, self.touchpoint)).select(
            "customer", moment=found.occurred_at
        )


class Ended(msgspec.Struct, frozen=True):
    """Whose walk stands so (`manner` as in `ended`), with that touchpoint as its last; "" is any."""

    touchpoint: str
    manner: str

    def __call__(self, asked: Asked) -> ibis.Table:
        found = within(ended(asked), asked, "last_at")
        found = found.filter(found.manner == self.manner)
        if self.touchpoint:
            found = found.filter(_is(found.touchpoint, self.touchpoint))
        return found.select("customer", moment=found.last_at)


class OnWay(msgspec.Struct, frozen=True):
    """Who walked exactly one way, told by its marks (`variants` gives them), at the moment it began."""

    steps: int
    mark: int
    second_mark: int

    def __call__(self, asked: Asked) -> ibis.Table:
        found = paths(asked)
        found = found.filter(
            (found.steps == self.steps) & (found.mark == self.mark) & (found.second_mark == self.second_mark)
        )
        return found.select("customer", moment=found.began_at)


# Which customers: these, and those of behind_rows.py, as a table of customer and moment.
Which = Callable[[Asked], ibis.Table]


class One(msgspec.Struct, frozen=True):
    """A customer behind it: how often, and when last."""

    customer: int
    times: int
    moment: int


class Behind(msgspec.Struct, frozen=True):
    """A page of them, of `customers` in all; everything told until `fresh_to` is in it."""

    customers: int
    found: list[One]
    fresh_to: int


class _Page(msgspec.Struct, frozen=True):
    which: Which
    number: int

    def __call__(self, asked: Asked) -> ibis.Table:
        each = _each(self.which, asked)
        page = each.order_by(ibis.desc("moment"), "customer").limit(PAGE, offset=PAGE * (self.number - 1))
        return page.cross_join(each.aggregate(customers=each.count()))


def behind(which: Which, asked: Asked, page: int = 1) -> Behind:
    """One page of the customers, each once with their newest moment; beyond the last page there is nobody."""
    question: Callable[[Asked], ibis.Table] = _Page(which, page)
    told = ask_about(question, asked)
    rows = sorted(told.rows.to_pylist(), key=lambda row: (-row["moment"], row["customer"]))
    return Behind(
        rows[0]["customers"] if rows else 0,
        [One(row["customer"], row["times"], row["moment"]) for row in rows],
        told.fresh_to,
    )


def _each(which: Which, asked: Asked) -> ibis.Table:
    found = which(asked)
    return found.group_by("customer").aggregate(times=found.count(), moment=found.moment.max())


def _is(value: ibis.Value, name: str) -> ibis.Value:
    return value.isin(code(name).code)
