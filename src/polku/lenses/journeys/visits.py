"""The touchpoints of paths: how many walks come to each, begin there, come to their end there, and leave there."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import ended
from polku.lenses.journeys.steps import always, counted, of_customers, steps, within
from polku.lenses.measure import Measure, Told, ask_about, told_by

# How a walk stands whose last place this is, as `ended` tells it, and the column that counts it.
MANNERS: Final = ("said", "silent", "dropped", "done", "on")


def visits(asked: Asked) -> ibis.Table:
    """One row per touchpoint at which anybody was in the period, the most visited first."""
    here = within(steps(asked), asked)
    walks = here.count(where=here.new_here == 1) if always(asked) else here.walk.nunique()
    there = here.group_by("touchpoint").aggregate(
        times=here.count(),
        walks=walks,
        customers=walks if of_customers(asked) else here.customer.nunique(),
        began=here.count(where=here.before == 0),
    )
    all_walks = here.aggregate(of=here.walk.nunique())
    found = there.cross_join(all_walks).left_join(_endings(asked), "touchpoint", rname="{name}_ended")
    named = found.join(table("name").rename(touchpoint_name="name", touchpoint="code"), "touchpoint")
    return named.select(
        "times", "walks", "customers", "began",
        touchpoint=named.touchpoint_name,
        share=named.walks / named.of.cast("float64"),
        low=wilson.low(named.walks, named.of),
        high=wilson.high(named.walks, named.of),
        **{manner: ibis.coalesce(named[manner], 0) for manner in MANNERS},
    ).order_by(ibis.desc("walks"), "touchpoint")  # fmt: skip


def _endings(asked: Asked) -> ibis.Table:
    """One row per touchpoint that was the last place of walks in the period: how many, by how they stand."""
    found = within(ended(asked), asked, "last_at")
    return found.group_by("touchpoint").aggregate(
        **{manner: found.count(where=found.manner == manner) for manner in MANNERS}
    )


def _tell(asked: Asked) -> Told:
    told = told_by(ask_about(visits, asked))
    told.rows = [{name: row[name] for name in VISITS.columns} for row in told.rows]
    return told


VISITS: Final = Measure(
    name="visits",
    question="How many come to each touchpoint, and how many begin, end and leave there?",
    unit="walks",
    columns={
        "touchpoint": "the touchpoint",
        "times": "how often anybody was there",
        "walks": "in how many walks",
        "customers": "of how many customers",
        "share": "of all walks, the share that was there",
        "low": "the share's lower bound (Wilson, 95 %)",
        "high": "the share's upper bound (Wilson, 95 %)",
        "began": "how many walks began there",
        "said": "how many walks ended there with a goodbye",
        "silent": "how many ended there in silence",
        "dropped": "how many ended there because nobody followed them up",
        "done": "how many stood there when they had come to the journey's end",
        "on": "how many stand there and go on",
    },
    counted=counted,
    tell=_tell,
)
