"""False alarms: of those who would have been called silent some time ago, how many came back since."""

from typing import Final

import ibis
from django.utils.translation import gettext as _

from polku.engine.standing import NEEDS, rhythms, signs
from polku.engine.tables import table
from polku.lenses import wilson
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.exits.silence import judged
from polku.lenses.journeys.steps import last_moment, of_segment
from polku.lenses.measure import Measure, Told, ask_about
from polku.lib.clock import DAY

ALL_RULES: Final = "all"  # of them together
RULES: Final = ("buying", "own", "place", ALL_RULES)
USUAL_TIME: Final = 180 * DAY
_MOST: Final = 50_000


def _back(asked: Asked) -> int:
    """Microseconds: as it was so long before the last thing that happened to anybody."""
    return asked.window or USUAL_TIME


def called(asked: Asked) -> ibis.Table:
    """One row per customer whom the rule would have called silent then: rule, seen_at, and whether they `returned` since."""
    found = of_segment(_some(), asked).cross_join(last_moment())
    found = found.mutate(now=found.latest - _back(asked))
    before = found.filter(found.occurred_at <= found.now)
    now = last_moment().select(now=ibis._.latest - _back(asked))
    silent = judged(rhythms(before, "customer").mutate(walk=ibis._.customer), now).filter(ibis._.silent)
    since = signs(found, "customer").join(now, how="cross")
    since = since.filter(since.occurred_at > since.now).select("customer").distinct()
    both = silent.left_join(since, "customer", rname="since_{name}")
    return both.select("customer", "rule", "seen_at", returned=both.since_customer.notnull())


def false_alarms(asked: Asked) -> ibis.Table:
    """One row per rule, and one for all of them together."""
    found = called(asked)
    all_rules = found.mutate(rule=ibis.literal(ALL_RULES))
    both = found.union(all_rules)
    told = both.group_by("rule").aggregate(customers=both.count(), returned=both.count(where=both.returned))
    return told.select(
        "rule", "customers", "returned",
        share=told.returned / told.customers.cast("float64"),
        low=wilson.low(told.returned, told.customers),
        high=wilson.high(told.returned, told.customers),
    ).order_by("rule")  # fmt: skip


def _some() -> ibis.Table:
    """Everybody's steps; where they are very many, those of some customers taken evenly."""
    steps, customers = table("interaction"), table("customer")
    every = customers.aggregate(every=1 + customers.count() // _MOST)
    found = steps.cross_join(every)
    return found.filter(found.customer % found.every == 0).select(
        "customer", "number", "touchpoint", "occurred_at", *NEEDS
    )


def _counted(asked: Asked) -> ibis.Table:
    found = of_segment(_some(), asked)
    return found.aggregate(customers=found.customer.nunique(), walks=found.customer.nunique())


def _tell(asked: Asked) -> Told:
    found = ask_about(false_alarms, asked)
    rows = [row for row in found.rows.to_pylist() if row["customers"] >= FEWEST]
    note = (
        ""
        if rows
        else _("Fewer than %(fewest)d customers would have been called silent then.") % {"fewest": FEWEST}
    )
    return Told(rows, [found.sql], note)


FALSE_ALARMS: Final = Measure(
    name="false_alarms",
    question="Of the customers whom Polku would have called silent half a year ago, how many came back?",
    unit="customers",
    columns={
        "rule": "buying: by MBG/NBD; own: away twenty times or more; place: all others; all: all of these",
        "customers": "how many would have been called silent then",
        "returned": "how many of them have given a sign of life since",
        "share": "the one of the other",
        "low": "the share's lower bound (Wilson, 95 %)",
        "high": "the share's upper bound (Wilson, 95 %)",
    },
    counted=_counted,
    tell=_tell,
    asks=("within",),
)
