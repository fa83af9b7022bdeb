"""Passing a customer on: what each of us did in a walk, and who took up what another left."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import last_moment, steps, within
from polku.lib.clock import DAY
from polku.timeline.vocabulary import Kind, Side

USUAL_WINDOW: Final = 60 * DAY
# A path that holds nothing more than these after a step has ended with that step: goodbyes, looking around,
# and attempts of ours that reached nobody.
PASSING: Final = (Kind.LEFT, Kind.DECLINED, Kind.VISITED, Kind.REACHED_OUT)


def window(asked: Asked) -> int:
    """Microseconds within which somebody has to take up what was handed over."""
    return asked.window or USUAL_WINDOW


def acts(asked: Asked) -> ibis.Table:
    """What we did ourselves, in the period or not: the walks' steps of ours that no machine took.

    `handed`: a handover that was told, to another than who hands over. `tried`: only an attempt to reach them.
    `ended`: the path ends with it, but for PASSING.
    """
    found = steps(asked, "kind", "side", "actor", "to", "automatic", "thread")
    passing = found.automatic | _is(found.kind, *PASSING)
    going = ibis.ifelse(passing, ibis.null("int32"), found.number)
    found = found.mutate(last=going.max().over(group_by=["customer", "walk"]))
    ours = found.filter(_is(found.side, Side.US) & ~found.automatic)
    passes = _is(ours.kind, Kind.HANDED_OVER) & (ours.to != 0) & (ours.to != ours.actor)
    return ours.mutate(
        handed=passes, tried=_is(ours.kind, Kind.REACHED_OUT), ended=ibis.coalesce(ours.number == ours["last"], False)
    )  # fmt: skip


def settled(found: ibis.Table, asked: Asked) -> ibis.Table:
    """Those of the period that are older than the window: what became of them can be told."""
    dated = within(found, asked).cross_join(last_moment())
    return dated.filter(dated.occurred_at <= dated.latest - window(asked)).drop("latest")


def told(found: ibis.Table, asked: Asked) -> ibis.Table:
    """Each handover that was told, with who took it up, where and when: `taker`, `target`, `taken_at`; 0 for nobody.

    Within the window, the first act of whom it went to; where they did nothing (a team never does), the
    first of anybody else who is known by name.
    """
    given = settled(found.filter(found.handed), asked)
    takers = found.filter(~found.handed & (found.actor != 0)).select(
        "customer", "walk", taken=found.number, taker=found.actor, target=found.touchpoint, taken_at=found.occurred_at
    )  # fmt: skip
    met = given.select("customer", "walk", "number", "occurred_at", "actor", "to").join(
        takers, ["customer", "walk"]
    )
    met = met.filter(
        (met.taken > met.number) & (met.taker != met.actor) & (met.taken_at - met.occurred_at <= window(asked))
    )  # fmt: skip
    other = ibis.ifelse(met.taker == met.to, 0, 1)
    order = {"group_by": ["customer", "walk", "number"], "order_by": [other, met.taken]}
    first = met.mutate(turn=ibis.row_number().over(**order)).filter(ibis._.turn == 0)
    first = first.select("customer", "walk", "number", "taker", "target", "taken_at")
    found = given.left_join(first, ["customer", "walk", "number"], rname="{name}_first")
    return found.mutate(
        taker=ibis.coalesce(found.taker, 0),
        target=ibis.coalesce(found.target, 0),
        wait=found.taken_at - found.occurred_at,
    ).select(*_PASSED)


def untold(found: ibis.Table, asked: Asked) -> ibis.Table:
    """Each time another of us just acted next in the same thread, within the window, as `told` gives them."""
    named = found.filter((found.actor != 0) & (found.thread != 0))
    order = {"group_by": ["customer", "walk", "thread"], "order_by": "number"}
    next_one = named.mutate(
        taker=named.actor.lead(1, 0).over(**order),
        target=named.touchpoint.lead(1, 0).over(**order),
        wait=named.occurred_at.lead(1, 0).over(**order) - named.occurred_at,
    )
    changed = next_one.filter(
        (next_one.taker != 0) & (next_one.taker != next_one.actor) & ~next_one.handed
        & (next_one.wait <= window(asked))
    )  # fmt: skip
    return within(changed, asked).select(*_PASSED)


_PASSED: Final = ("customer", "walk", "touchpoint", "actor", "ended", "taker", "target", "wait")


def _is(value: ibis.Value, *names: str) -> ibis.Value:
    known = table("name")
    return value.isin(known.filter(known.name.isin([str(name) for name in names])).code)
