"""What left with those who left: per exit, who of them paid what, and what the others were offered or had ordered."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import of_customers, within
from polku.lenses.value.observed import MONTH, YEAR
from polku.lenses.value.payments import FIRST_PURCHASE, deals, paid

_GROUP: Final = ("touchpoint", "manner", "currency")


def lost(asked: Asked) -> ibis.Table:
    """One row per touchpoint, manner and currency of those who left in the period; the most customers first.

    customers (who left there, of any currency or none), paying, yearly (minor units a year that these went on
    paying after the first purchase, in all), months (as customers, on average), prospects (who never paid), offered and ordered (theirs).
    """
    found = leavers(asked)
    everyone = found.group_by("touchpoint", "manner").aggregate(customers=found.count())
    known = found.left_join(paid(), "customer").drop("customer_right")
    prospects = known.filter(known.currency.isnull()).select(*found.columns)
    both = _paying(known.filter(known.currency.notnull()))
    both = both.outer_join(_prospects(prospects), list(_GROUP), rname="{name}_two")
    both = both.select(
        **{name: ibis.coalesce(both[name], both[f"{name}_two"]) for name in _GROUP},
        paying=ibis.coalesce(both.paying, 0),
        yearly=ibis.coalesce(both.yearly, 0.0),
        months=ibis.coalesce(both.months, 0.0),
        prospects=ibis.coalesce(both.prospects, 0),
        offered=ibis.coalesce(both.offered, 0.0),
        ordered=ibis.coalesce(both.ordered, 0.0),
    )
    found = everyone.left_join(both, ["touchpoint", "manner"]).drop("touchpoint_right", "manner_right")
    places = table("name").rename(place="name", touchpoint="code")
    monies = table("name").rename(money="name", currency="code")
    named = found.join(places, "touchpoint").left_join(monies, "currency", rname="{name}_of")
    return named.select(
        "manner", "customers", "paying", "yearly", "months", "prospects", "offered", "ordered",
        touchpoint=named.place, currency=ibis.coalesce(named.money, ""),
    ).order_by(ibis.desc("customers"), "touchpoint", "manner", "currency")  # fmt: skip


def leavers(asked: Asked) -> ibis.Table:
    """Who left where and how in the period, each customer once per place and manner."""
    gone = within(ended(asked), asked, "last_at")
    gone = gone.filter(gone.manner.isin(EXITS))
    if of_customers(asked):
        return gone.select("customer", "touchpoint", "manner", "last_at")
    return gone.group_by("customer", "touchpoint", "manner").aggregate(last_at=gone.last_at.max())


def _paying(both: ibis.Table) -> ibis.Table:
    span = ibis.greatest(both.last_at - both.first_at, 0).cast("float64")
    going_on = ibis.greatest((span - FIRST_PURCHASE) / YEAR, 1.0)
    both = both.mutate(month=span / MONTH, yearly=ibis.greatest(both.later, 0.0) / going_on)
    return both.group_by(*_GROUP).aggregate(
        paying=both.count(), yearly=both.yearly.sum(), months=both.month.mean()
    )


def _prospects(found: ibis.Table) -> ibis.Table:
    """Of those who never paid anything: who had an offer, or had ordered."""
    both = found.join(deals(found), "customer")
    return both.group_by(*_GROUP).aggregate(
        prospects=both.count(), offered=both.offered.sum(), ordered=both.ordered.sum()
    )
