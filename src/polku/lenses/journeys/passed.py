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

_WALK: Final = ["customer", "walk"]
_STEP: Final = [*_WALK, "number"]
_FOLLOWING: Final = {"group_by": _WALK, "order_by": "number", "rows": (1, None)}  # the steps after this one


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
    last = found.filter(~passing).group_by(*_WALK).aggregate(last=ibis._.number.max())
    ours = (
        found.filter(_is(found.side, Side.US) & ~found.automatic)
        .left_join(last, _WALK)
        .drop("customer_right", "walk_right")
    )
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
    first of anybody else who is known by name. Next ones are found in order, never by holding each against each:
    a walk of a hundred thousand steps would take ten thousand million comparisons.
    """
    acting = _acting(found)
    given = settled(_looking_ahead(found).filter(ibis._.handed), asked)
    given = given.left_join(_first_of_whom(found), _STEP, rname="{name}_whom")
    next_one = acting.select("customer", "walk", next_any="number", next_actor="actor", next_run="next_run")
    given = given.left_join(next_one, [*_WALK, "next_any"], rname="{name}_next")
    given = given.mutate(
        next_other=ibis.ifelse(given.next_actor == given.actor, given.next_run, given.next_any)
    )
    for which in ("whom", "other"):
        there = acting.select(
            "customer", "walk", **{
                f"next_{which}": acting.number, f"{which}_actor": acting.actor, f"{which}_target": acting.touchpoint,
                f"{which}_at": acting.occurred_at,
            }
        )  # fmt: skip
        given = given.left_join(there, [*_WALK, f"next_{which}"], rname="{name}_" + which + "_act")
    in_time = {
        which: ibis.coalesce(given[f"{which}_at"] - given.occurred_at <= window(asked), False)
        for which in ("whom", "other")
    }
    taken = {
        name: ibis.ifelse(
            in_time["whom"],
            given[f"whom_{name}"],
            ibis.ifelse(in_time["other"], given[f"other_{name}"], nothing),
        )
        for name, nothing in (("actor", 0), ("target", 0), ("at", ibis.null("int64")))
    }
    return given.mutate(
        taker=taken["actor"].cast("int32"),
        target=taken["target"].cast("int32"),
        wait=taken["at"] - given.occurred_at,
    ).select(*_PASSED)


def _acting(found: ibis.Table) -> ibis.Table:
    """What somebody known by name did but for handing over, and `next_run`, the first act of the next other person."""
    acts = found.filter(~found.handed & (found.actor != 0))
    another = acts.actor.lag(1, 0).over(group_by=_WALK, order_by="number") != acts.actor
    acts = acts.mutate(begins=ibis.ifelse(another, acts.number, ibis.null("int32")))
    return acts.mutate(next_run=acts.begins.min().over(**_FOLLOWING))


def _looking_ahead(found: ibis.Table) -> ibis.Table:
    """Every step with `next_any`: the number of the next act of somebody known by name."""
    known = ibis.ifelse(~found.handed & (found.actor != 0), found.number, ibis.null("int32"))
    found = found.mutate(known=known)
    return found.mutate(next_any=found.known.min().over(**_FOLLOWING)).drop("known")


def _first_of_whom(found: ibis.Table) -> ibis.Table:
    """Of each handover, `next_whom`: the number of the next act of whom it went to."""
    given = found.filter(found.handed)
    acts = found.filter(~found.handed & (found.actor != 0))
    both = given.select(*_STEP, whom=given.to, act=ibis.null("int32")).union(
        acts.select(*_STEP, whom=acts.actor, act=acts.number)
    )
    ahead = both.act.min().over(group_by=[*_WALK, "whom"], order_by="number", rows=(1, None))
    return both.mutate(next_whom=ahead).filter(ibis._.act.isnull()).select(*_STEP, "next_whom")


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


_PASSED: Final = (
    "customer",
    "walk",
    "touchpoint",
    "occurred_at",
    "actor",
    "ended",
    "taker",
    "target",
    "wait",
)


def _is(value: ibis.Value, *names: str) -> ibis.Value:
    known = table("name")
    return value.isin(known.filter(known.name.isin([str(name) for name in names])).code)
