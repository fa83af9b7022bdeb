"""What walks come back to: touchpoints and steps that a walk takes again."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.journeys.steps import counted, steps, within
from polku.lenses.measure import Measure, Told, ask_about, left_out

_COUNTS: Final = (
    "walks", "repeated", "share", "low", "high", "repeats", "per_walk", "customers", "median_extra_time",
    "p90_extra_time",
)  # fmt: skip


def loops(asked: Asked) -> ibis.Table:
    """One row per touchpoint, and per step between two, that walks come to again; what most walks repeat first."""
    found = visits(asked)
    places = _repeated(found.mutate(target=ibis.literal(0, "int32")), "touchpoint")
    passed = found.filter(found.number > 1).mutate(target=found.touchpoint, touchpoint=found.before)
    pairs = _repeated(passed, "step")
    both = places.union(pairs)
    begin = table("name").rename(source="name", touchpoint="code")
    end = table("name").rename(target_name="name", target="code")
    named = both.join(begin, "touchpoint").join(end, "target")
    return named.select("what", "source", *_COUNTS, target=named.target_name).order_by(
        ibis.desc("repeated"), ibis.desc("repeats"), ibis.desc("what"), "source", "target"
    )


def visits(asked: Asked) -> ibis.Table:
    """Each coming to a touchpoint from another, or at a walk's beginning, in the period.

    Steps at one touchpoint with nothing between them are one visit: a conversation is no loop.
    """
    found = steps(asked)
    return within(found.filter((found.number == 1) | (found.before != found.touchpoint)), asked)


def _repeated(found: ibis.Table, what: str) -> ibis.Table:
    """Of each place or step: in how many walks it is, in how many more than once, and what that takes."""
    of_walk = found.group_by("touchpoint", "target", "customer", "walk").aggregate(
        visits=found.count(), first_at=found.occurred_at.min(), last_at=found.occurred_at.max()
    )
    again = of_walk.visits > 1
    extra = ibis.ifelse(again, of_walk.last_at - of_walk.first_at, ibis.null("int64"))
    counts = of_walk.group_by("touchpoint", "target").aggregate(
        walks=of_walk.count(),
        repeated=of_walk.count(where=again),
        repeats=(of_walk.visits - 1).sum().cast("int64"),
        customers=of_walk.customer.nunique(where=again),
        median_extra_time=extra.quantile(0.5).cast("float64"),
        p90_extra_time=extra.quantile(0.9).cast("float64"),
    )
    counts = counts.filter(counts.repeated > 0)
    return counts.select(
        "touchpoint", "target", "walks", "repeated", "repeats", "customers", "median_extra_time", "p90_extra_time",
        what=ibis.literal(what),
        share=counts.repeated / counts.walks.cast("float64"),
        low=wilson.low(counts.repeated, counts.walks),
        high=wilson.high(counts.repeated, counts.walks),
        per_walk=counts.repeats / counts.repeated.cast("float64"),
    )  # fmt: skip


def _tell(asked: Asked) -> Told:
    found = ask_about(loops, asked)
    rows = found.rows.to_pylist()
    shown = [{name: row[name] for name in LOOPS.columns} for row in rows if row["customers"] >= FEWEST]
    return Told(shown, [found.sql], left_out(len(rows) - len(shown)))


LOOPS: Final = Measure(
    name="loops",
    question="What do customers come back to, how often, and how much time does it take?",
    unit="walks",
    columns={
        "source": "the touchpoint, or the one at which the step begins",
        "target": "of a step, the touchpoint at which it ends",
        "what": "touchpoint: they come back to it from elsewhere; step: they go from one to the other again",
        "walks": "in how many walks it is at all",
        "repeated": "in how many walks it is more than once",
        "share": "the share of these walks in which it is more than once",
        "low": "the share's lower bound (Wilson, 95 %)",
        "high": "the share's upper bound (Wilson, 95 %)",
        "repeats": "how often in all, beyond the first time of each walk",
        "per_walk": "how often in each walk that comes back, beyond the first time",
        "customers": "of how many customers the walks that come back are",
        "median_extra_time": "microseconds from the first time to the last, of walks that come back, median",
        "p90_extra_time": "microseconds from the first time to the last, 90th percentile",
    },
    counted=counted,
    tell=_tell,
)
