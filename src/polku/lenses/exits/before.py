"""One exit point more closely: when customers left there, and which step came before."""

from typing import Final

import ibis

from polku.engine.tables import code, table
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import counted, steps, within
from polku.lenses.measure import Measure, ask_about, told_by
from polku.lib.clock import HOUR


def left_at(asked: Asked) -> ibis.Table:
    """One row per hour (whole hours since 1970, UTC) and manner in which customers left there: how many walks."""
    found = _there(asked).mutate(hour=(ibis._.last_at / HOUR).floor().cast("int64"))
    return found.group_by("hour", "manner").aggregate(left=found.count()).order_by("hour", "manner")


def steps_before(asked: Asked) -> ibis.Table:
    """One row per touchpoint of the step before their last one there ("": none): customers, the most first."""
    last = _there(asked).select("customer", "walk", "last_at", "touchpoint")
    found = steps(asked).select("customer", "walk", "number", "touchpoint", "before", "occurred_at")
    found = found.join(last, ["customer", "walk", "touchpoint", found.occurred_at == last.last_at])
    newest = {"group_by": ["customer", "walk"], "order_by": ibis.desc("number")}
    found = found.mutate(turn=ibis.row_number().over(**newest)).filter(ibis._.turn == 0)
    counted = found.group_by("before").aggregate(customers=found.customer.nunique())
    names = table("name").rename(before="code", step="name")
    named = counted.left_join(names, "before")
    return named.select(step=ibis.coalesce(named.step, ""), customers=named.customers).order_by(
        ibis.desc("customers"), "step"
    )


def _there(asked: Asked) -> ibis.Table:
    gone = within(ended(asked), asked, "last_at")
    return gone.filter(gone.manner.isin(EXITS) & gone.touchpoint.isin(code(asked.touchpoint).code))


LEFT_AT: Final = Measure(
    name="left-at",
    question="When did customers leave at a touchpoint?",
    unit="walks",
    columns={
        "hour": "whole hours since 1970, UTC",
        "manner": "said, silent or dropped",
        "left": "how many left",
    },
    counted=counted,
    tell=lambda asked: told_by(ask_about(left_at, asked)),
    asks=("touchpoint",),
)
STEPS_BEFORE: Final = Measure(
    name="steps-before",
    question="Where were customers just before the place they left at?",
    unit="customers",
    columns={"step": "the touchpoint of the step before; empty: none", "customers": "how many customers"},
    counted=counted,
    tell=lambda asked: told_by(ask_about(steps_before, asked)),
    asks=("touchpoint",),
)
