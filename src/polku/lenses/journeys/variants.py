"""The ways that are walked from beginning to end, the most walked first."""

from itertools import groupby
from operator import itemgetter
from typing import Final

import ibis

from polku.engine.paths import path_marks
from polku.engine.tables import table
from polku.engine.walks import WALK, laid
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import of_customers, of_segment, steps, within
from polku.lenses.measure import Measure, Rows, Told, ask_about


def paths(asked: Asked) -> ibis.Table:
    """One row per walk: customer, walk, steps, mark, second_mark, began_at; those that began in the period."""
    return within(_ways(asked).select(*WALK, "steps", "mark", "second_mark", "began_at"), asked, "began_at")


def _ways(asked: Asked) -> ibis.Table:
    if asked.journey is None:
        marked = of_segment(table("path"), asked)
        return marked.mutate(walk=marked.customer)
    if asked.laid:
        marked = of_segment(laid("walk", asked.journey), asked)
        return marked.filter(marked.steps > 0)
    found = steps(asked)
    began = found.group_by(*WALK).aggregate(began_at=found.occurred_at.min())
    return path_marks(found, *WALK).join(began, WALK)


def variants(asked: Asked) -> ibis.Table:
    """The most walked ways, each step of a way a row: how many walks took the way, and of how many in all.

    One question, so that all of it is told of one moment.
    """
    found = paths(asked)
    ways = found.group_by("steps", "mark", "second_mark").aggregate(
        walks=found.count(),
        customers=found.count() if of_customers(asked) else found.customer.nunique(),
        walk=found.walk.min(),
    )
    whole = found.aggregate(whole=found.count())
    most = ways.order_by(ibis.desc("walks"), "steps", "walk").limit(asked.top).cross_join(whole)
    walked = steps(asked).select("walk", "number", "touchpoint")
    names = table("name").rename(touchpoint="code")
    shown = most.join(walked, "walk").join(names, "touchpoint")
    return shown.select(
        "walk", "steps", "mark", "second_mark", "walks", "customers", "whole", "number", "name"
    ).order_by(ibis.desc("walks"), "steps", "walk", "number")


def counted(asked: Asked) -> ibis.Table:
    """How many customers and walks began in the period."""
    found = paths(asked)
    return found.aggregate(customers=found.customer.nunique(), walks=found.count())


def _tell(asked: Asked) -> Told:
    found = ask_about(variants, asked)
    return Told(_told(found.rows.to_pylist()), [found.sql])


def _told(rows: Rows) -> Rows:
    """A row per way, out of a row per step."""
    told: Rows = []
    covered = 0
    for _walk, steps_of_it in groupby(rows, key=itemgetter("walk")):
        spelled = list(steps_of_it)
        way = spelled[0]
        covered += way["walks"]
        told.append(
            {
                "path": [step["name"] for step in spelled],
                "steps": way["steps"],
                "walks": way["walks"],
                "customers": way["customers"],
                "share": way["walks"] / way["whole"],
                "coverage": covered / way["whole"],
                "way": f"{way['steps']}.{way['mark']}.{way['second_mark']}",
            }
        )
    return told


VARIANTS: Final = Measure(
    name="variants",
    question="Which whole ways do customers walk, and how many of them walk the commonest?",
    unit="walks",
    columns={
        "path": "the touchpoints in order",
        "steps": "how many steps it has",
        "walks": "how many walks went exactly so",
        "customers": "of how many customers",
        "share": "of all walks",
        "coverage": "of all walks, the share that this way and those above it cover",
        "way": "the way's own number, until the engine is made anew",
    },
    counted=counted,
    tell=_tell,
)
