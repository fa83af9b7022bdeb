"""The steps that a question is about: whose, in which journey, in order.

Columns: customer, walk, number, touchpoint, before, after, gap, gap_after, occurred_at, new_here, new_step. A walk is
what the journey says; without a journey, all of a customer's interactions are one walk.
"""

from typing import Final

import ibis

from polku.engine.tables import code, table
from polku.engine.walks import cut, laid, numbered
from polku.lenses.asked import SEGMENTS, Asked
from polku.touchpoints.journeys.journey import Journey

_ON_WALK: Final = {"number": "place", "before": "came_from", "after": "goes_to"}
COLUMNS: Final = (
    "customer", "walk", "number", "touchpoint", "before", "after", "gap", "gap_after", "occurred_at", "new_here",
    "new_step",
)  # fmt: skip


def steps(asked: Asked, *more: str) -> ibis.Table:
    """Every step of the walks asked about, whenever it was: a period does not change who follows whom.

    `more` names columns of interactions to have beside COLUMNS.
    """
    if asked.journey is None:
        found = of_segment(table("interaction"), asked)
        return found.mutate(walk=found.customer).select(*COLUMNS, *more)
    if asked.laid:
        found = of_segment(laid("walk_step", asked.journey), asked)
    else:
        found = numbered(_cut(asked, asked.journey), asked.journey)
    found = found.filter(found.mapped)
    return found.select(*more, **{name: found[_ON_WALK.get(name, name)] for name in COLUMNS})


def whole_walks(asked: Asked, *more: str) -> ibis.Table:
    """Every step of the walks asked about, also those off the journey's map: `mapped` tells which are on it.

    `closing`: the step with which the walk came to the journey's end. Numbers count the customer's whole path.
    """
    names = ("customer", "walk", "number", "touchpoint", "occurred_at", *more)
    if asked.journey is None:
        found = of_segment(table("interaction"), asked)
        return found.mutate(walk=found.customer).select(*names, mapped=True, closing=False)
    found = of_segment(laid("walk_step", asked.journey), asked) if asked.laid else _cut(asked, asked.journey)
    return found.select(*names, "mapped", "closing")


def _cut(asked: Asked, journey: Journey) -> ibis.Table:
    return cut(of_segment(table("interaction"), asked), journey)


def of_segment(found: ibis.Table, asked: Asked) -> ibis.Table:
    """The rows of customers in the segment."""
    if asked.segment:
        found = found.filter([_of(found, key, value) for key, value in asked.segment])
    return found


def within(found: ibis.Table, asked: Asked, moment: str = "occurred_at") -> ibis.Table:
    """Those in the period."""
    if asked.since is not None:
        found = found.filter(found[moment] >= asked.since)
    if asked.until is not None:
        found = found.filter(found[moment] < asked.until)
    return found


def always(asked: Asked) -> bool:
    """Whether the question is of all time, so that what is marked as new in a walk is."""
    return asked.since is None and asked.until is None


def of_customers(asked: Asked) -> bool:
    """Whether walks are customers' own, one each; else they are of leads, orders, contracts or cases."""
    return asked.journey is None or asked.journey.per == "customer"


def counted(asked: Asked) -> ibis.Table:
    """How many customers and walks were there in the period."""
    if always(asked) and (asked.journey is None or asked.laid):
        return _all_counted(asked)
    found = within(steps(asked), asked)
    return found.aggregate(customers=found.customer.nunique(), walks=found.walk.nunique())


def _all_counted(asked: Asked) -> ibis.Table:
    """The same of all time: every walk that was anywhere is written down as one row."""
    found = laid("walk", asked.journey) if asked.journey else table("path")
    found = of_segment(found.filter(found.steps > 0), asked)
    if of_customers(asked):
        return found.aggregate(customers=found.count(), walks=found.count())
    return found.aggregate(customers=found.customer.nunique(), walks=found.walk.nunique())


def customers_in(walks: ibis.Table, asked: Asked, where: ibis.Value | None = None) -> ibis.Value:
    """How many customers are in rows of one walk each: where walks are customers' own, as many as rows."""
    return walks.count(where=where) if of_customers(asked) else walks.customer.nunique(where=where)


def last_moment() -> ibis.Table:
    """When the last thing happened to anybody, as the column `latest` of the only row."""
    return table("customer").aggregate(latest=ibis._.last_at.max())


def _of(found: ibis.Table, key: str, value: str) -> ibis.Value:
    """Whether a step's customer is in a segment: is something, or has been somewhere."""
    customers, interactions = table("customer"), table("interaction")
    if key == "entity":
        chosen = customers.filter(customers.entity.isin(code(value).code)).customer
    elif key == "known":
        chosen = customers.filter(customers.known == (value == "yes")).customer
    elif key not in SEGMENTS:
        return _has_trait(found, key, value)
    else:
        chosen = interactions.filter(interactions[key].isin(code(value).code)).customer
    return found.customer.isin(chosen)


def _has_trait(found: ibis.Table, name: str, value: str) -> ibis.Value:
    """Whether it was told of the customer, or of an organisation that they belong to."""
    traits, memberships = table("trait"), table("membership")
    told = traits.filter(traits.trait.isin(code(name).code), traits.value.isin(code(value).code)).customer
    members = memberships.filter(memberships.organisation.isin(told)).customer
    return found.customer.isin(told) | found.customer.isin(members)
