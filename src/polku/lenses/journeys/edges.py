"""Who follows whom: each step from one touchpoint to the next."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import always, counted, of_customers, steps, whole_walks, within
from polku.lenses.measure import Measure, Told, ask_about, told_by


def edges(asked: Asked) -> ibis.Table:
    """One row per pair of touchpoints that follow each other directly, the most walked first.

    A step counts in the period in which the customer was at its beginning.
    """
    pairs = _whole(asked) if always(asked) else _parts(asked)
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


def _whole(asked: Asked) -> ibis.Table:
    """Of walks from beginning to end, in one pass: first steps and first visits are marked in them."""
    here = steps(asked)
    walks = here.count(where=here.new_step == 1)
    pairs = here.group_by("touchpoint", "after").aggregate(
        times=here.count(),
        walks=walks,
        customers=walks if of_customers(asked) else here.customer.nunique(),
        came=here.count(where=here.new_here == 1),
        gaps=_gaps(here),
    )
    # A sum of integers is wider than JSON's on DuckDB; and shares are made of it.
    reached = pairs.came.cast("float64").sum().over(group_by="touchpoint")
    return pairs.mutate(reached=reached).filter(ibis._.after != 0)


def _parts(asked: Asked) -> ibis.Table:
    """Of a period, in which another step may be the first."""
    going = within(steps(asked), asked).filter(ibis._.after != 0)
    walks = going.walk.nunique()
    pairs = going.group_by("touchpoint", "after").aggregate(
        times=going.count(),
        walks=walks,
        customers=walks if of_customers(asked) else going.customer.nunique(),
        gaps=_gaps(going),
    )
    return pairs.join(_reached(asked), "touchpoint")


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
