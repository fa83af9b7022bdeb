"""The steps that a question is about: whose, in which journey, in order.

Columns: customer, walk, number, touchpoint, before, after, gap, gap_after, occurred_at. A walk is what the
journey says; without a journey, all of a customer's interactions are one walk, and what was written down of
whole paths (new_here, new_step) is there too.
"""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import SEGMENTS, Asked
from polku.touchpoints.journeys.journey import Journey, Mark

_FIELD: Final = {"lead": "thread", "case": "thread", "order": "about", "contract": "about"}
_PRIME: Final = 2_147_483_647
COLUMNS: Final = (
    "customer", "walk", "number", "touchpoint", "before", "after", "gap", "gap_after", "occurred_at",
)  # fmt: skip


def steps(asked: Asked, *more: str) -> ibis.Table:
    """Every step of the walks asked about, whenever it was: a period does not change who follows whom.

    `more` names columns of interactions to have beside COLUMNS.
    """
    found = of_segment(table("interaction"), asked)
    if asked.journey:
        return walks(found, asked.journey, *more)
    return found.mutate(walk=found.customer).select(*COLUMNS, "new_here", "new_step", *more)


def whole_walks(asked: Asked, *more: str) -> ibis.Table:
    """Every step of the walks asked about, also those off the journey's map: `mapped` tells which are on it.

    `closing`: the step with which the walk came to the journey's end. Numbers count the customer's whole path.
    """
    found = of_segment(table("interaction"), asked)
    names = ("customer", "walk", "number", "touchpoint", "occurred_at", *more)
    if asked.journey is None:
        return found.mutate(walk=found.customer).select(*names, mapped=True, closing=False)
    found = _cut(found, asked.journey)
    closing = _any(found, asked.journey.ends) if asked.journey.ends else ibis.literal(False)
    return found.select(*names, mapped=on_map(found.touchpoint, asked.journey), closing=closing)


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


def whole_paths(asked: Asked) -> bool:
    """Whether the question takes customers' paths as they were written down, from beginning to end."""
    return asked.journey is None and asked.since is None and asked.until is None


def counted(asked: Asked) -> ibis.Table:
    """How many customers and walks were there in the period."""
    found = within(steps(asked), asked)
    return found.aggregate(customers=found.customer.nunique(), walks=found.walk.nunique())


def last_moment() -> ibis.Table:
    """When the last thing happened to anybody, as the column `latest` of the only row."""
    return table("customer").aggregate(latest=ibis._.last_at.max())


def code(name: str) -> ibis.Table:
    """The number of a name, as the only row of a table; none where the engine does not know it."""
    names = table("name")
    return names.filter(names.name == name).select("code")


def walks(found: ibis.Table, journey: Journey, *more: str) -> ibis.Table:
    """The journey's walks, each from its start to its end, through the journey's touchpoints alone."""
    found = _cut(found, journey)
    return _numbered(found.filter(on_map(found.touchpoint, journey)), _keys(journey), more)


def _keys(journey: Journey) -> list[str]:
    """What tells walks apart: a customer walks a journey per customer once, and one key is ordered sooner than two."""
    return ["customer"] if journey.per == "customer" else ["customer", "walk"]


def _cut(found: ibis.Table, journey: Journey) -> ibis.Table:
    """Each walk from its start to its end.

    Both are looked for among the few steps that can be one, and joined: windows over every step take twice as long.
    """
    found = found.mutate(walk=_walk(found, journey.per)).filter(ibis._.walk != 0)
    if journey.starts:
        begins = _firsts(found, journey.starts, "first")
        found = found.join(begins, ["customer", "walk"]).filter(ibis._.number >= ibis._["first"])
    if journey.ends:
        stops = _firsts(found, journey.ends, "last")
        found = found.left_join(stops, ["customer", "walk"], rname="{name}_ended")
        found = found.filter(found["last"].isnull() | (found.number <= found["last"]))
    return found


def _firsts(found: ibis.Table, marks: tuple[Mark, ...], name: str) -> ibis.Table:
    """The number of the first step of each walk that any of the marks is of."""
    marked = found.filter(_any(found, marks))
    return marked.group_by("customer", "walk").aggregate(**{name: marked.number.min()})


def on_map(touchpoint: ibis.Value, journey: Journey) -> ibis.Value:
    """Whether a touchpoint, by its code, is one of the journey's."""
    known = table("name")
    names = [touchpoint.name for touchpoint in journey.touchpoints]
    return touchpoint.isin(known.filter(known.name.isin(names)).code)


def _numbered(found: ibis.Table, keys: list[str], more: tuple[str, ...]) -> ibis.Table:
    """Steps numbered anew, for others were left out between them."""
    window = {"group_by": keys, "order_by": "number"}
    placed = found.mutate(
        place=(ibis.row_number().over(**window) + 1).cast("int32"),
        step_before=found.touchpoint.lag(1, 0).over(**window),
        step_after=found.touchpoint.lead(1, 0).over(**window),
        moment_before=found.occurred_at.lag(1, 0).over(**window),
        moment_after=found.occurred_at.lead(1, 0).over(**window),
    )
    return placed.select(
        "customer", "walk", "touchpoint", "occurred_at", *more,
        number=placed.place, before=placed.step_before, after=placed.step_after,
        gap=ibis.ifelse(placed.step_before == 0, 0, placed.occurred_at - placed.moment_before),
        gap_after=ibis.ifelse(placed.step_after == 0, 0, placed.moment_after - placed.occurred_at),
    )  # fmt: skip


def _walk(found: ibis.Table, per: str) -> ibis.Value:
    """A number for each walk: the customer's own, or made of the thread or order and the customer."""
    if per == "customer":
        return found.customer
    field = found[_FIELD[per]]
    mixed = (field % _PRIME) * _PRIME + found.customer % _PRIME
    return ibis.ifelse(field == 0, ibis.literal(0, "int64"), mixed)


def _any(found: ibis.Table, marks: tuple[Mark, ...]) -> ibis.Value:
    """Whether any of the marks is of a step. Those of a touchpoint alone, or a kind alone, are looked up together."""
    names = table("name")
    flags = [
        found.touchpoint.isin(code(mark.touchpoint).code) & found.kind.isin(code(mark.kind).code)
        for mark in marks
        if mark.touchpoint and mark.kind
    ]
    for field, other in (("touchpoint", "kind"), ("kind", "touchpoint")):
        alone = [getattr(mark, field) for mark in marks if not getattr(mark, other)]
        if alone:
            flags.append(found[field].isin(names.filter(names.name.isin(alone)).code))
    flag = flags[0]
    for more in flags[1:]:
        flag = flag | more
    return flag


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
