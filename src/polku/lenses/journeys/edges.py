"""Who follows whom: each step from one touchpoint to the next."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import (
    counted,
    on_map,
    steps,
    whole_paths,
    whole_walks,
    within,
)
from polku.lenses.measure import Measure, Told, ask_about, told_by
from polku.touchpoints.journeys.journey import Journey


def edges(asked: Asked) -> ibis.Table:
    """One row per pair of touchpoints that follow each other directly, the most walked first.

    A step counts in the period in which the customer was at its beginning.
    """
    pairs = _whole(steps(asked)) if whole_paths(asked) else _parts(asked)
    begin = table("name").rename(source="name", touchpoint="code")
    end = table("name").rename(target="name", after="code")
    named = pairs.join(begin, "touchpoint").join(end, "after")
    return named.select(
        "source", "target", "times", "walks", "customers",
        share=named.walks / named.reached.cast("float64"),
        low=wilson.low(named.walks, named.reached),
        high=wilson.high(named.walks, named.reached),
        median_gap=named.gaps[0].cast("float64"),
        p90_gap=named.gaps[1].cast("float64"),
    ).order_by(ibis.desc("times"), "source", "target")  # fmt: skip


def _whole(here: ibis.Table) -> ibis.Table:
    """Of paths as they were written down, in one pass: first steps and first visits are marked in them."""
    pairs = here.group_by("touchpoint", "after").aggregate(
        times=here.count(),
        walks=here.count(where=here.new_step == 1),
        came=here.count(where=here.new_here == 1),
        gaps=_gaps(here),
    )
    # A sum of integers is wider than JSON's on DuckDB; and shares are made of it.
    reached = pairs.came.cast("float64").sum().over(group_by="touchpoint")
    return pairs.mutate(reached=reached, customers=pairs.walks).filter(ibis._.after != 0)


def _parts(asked: Asked) -> ibis.Table:
    """Of walks or periods, in which another step may be the first."""
    one_each = asked.journey is None or asked.journey.per == "customer"
    found = _followed(asked, asked.journey) if asked.journey and one_each else steps(asked)
    going = within(found, asked).filter(ibis._.after != 0)
    walks = going.walk.nunique()
    pairs = going.group_by("touchpoint", "after").aggregate(
        times=going.count(),
        walks=walks,
        customers=walks if one_each else going.customer.nunique(),
        gaps=_gaps(going),
    )
    return pairs.join(_reached(asked), "touchpoint")


def _followed(asked: Asked, journey: Journey) -> ibis.Table:
    """The steps of customers' walks, each with the next on the journey's map: `after`, `gap_after`.

    Mostly it is the very next, which is written down. Only where a walk goes off the map and comes back, those who go
    and those who come are put in order to find it.
    """
    found = whole_walks(asked, "before", "after", "gap_after")
    found = found.filter(found.mapped)
    found = found.mutate(
        goes=on_map(found.after, journey) & ~found.closing, came=on_map(found.before, journey)
    )
    columns = ("walk", "touchpoint", "occurred_at", "after", "gap_after")
    order = {"group_by": "customer", "order_by": "number"}
    apart = found.filter(~(found.goes & found.came))
    following = apart.touchpoint.lead(1, 0).over(**order)
    moment = apart.occurred_at.lead(1, 0).over(**order)
    back = apart.mutate(after=following, gap_after=moment - apart.occurred_at).filter(~ibis._.goes)
    return found.filter(found.goes).select(*columns).union(back.select(*columns))


def _reached(asked: Asked) -> ibis.Table:
    """Per touchpoint, how many walks were there: of steps as they are, for numbering them anew changes nothing in it."""
    there = within(whole_walks(asked), asked)
    there = there.filter(there.mapped)
    return there.group_by("touchpoint").aggregate(reached=there.walk.nunique())


def _gaps(here: ibis.Table) -> ibis.Value:
    """Both quantiles at once: each on its own would hold and sort all gaps again."""
    return here.gap_after.quantile([0.5, 0.9])


def _tell(asked: Asked) -> Told:
    return told_by(ask_about(edges, asked))


EDGES: Final = Measure(
    name="edges",
    question="Where do customers go next from each touchpoint, how often and how soon?",
    unit="steps",
    columns={
        "source": "the touchpoint they were at",
        "target": "the touchpoint that came next",
        "times": "how often",
        "walks": "in how many walks, at least once",
        "customers": "of how many customers",
        "share": "of the walks that were at the source, the share that went on to the target at least once",
        "low": "the share's lower bound (Wilson, 95 %)",
        "high": "the share's upper bound (Wilson, 95 %)",
        "median_gap": "microseconds between the two, median",
        "p90_gap": "microseconds between the two, 90th percentile",
    },
    counted=counted,
    tell=_tell,
)
