"""Who was at which touchpoints, counted by sets: one pass over the steps, then a few thousand different sets.

A walk's set of touchpoints is one integer with a bit for each. Many walks share a set, so what follows is small: to
group ten million steps by touchpoint and customer takes many times as long.
"""

from collections.abc import Iterator
from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import of_customers

_BITS: Final = 60  # of one integer


def visits(found: ibis.Table, ratings: ibis.Table, asked: Asked) -> ibis.Table:
    """One row per touchpoint of the journey that is in `found`: walks, customers, and those of them in `ratings`."""
    names = [one.name for one in asked.journey.touchpoints] if asked.journey else []
    parts = [_counted(found, ratings, places, asked) for places in _places(names)]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.union(part)
    return whole


def _places(names: list[str]) -> Iterator[ibis.Table]:
    """`place`, a touchpoint's code, and its `bit`; as many at a time as one integer holds."""
    known = table("name")
    for first in range(0, len(names), _BITS):
        some = names[first : first + _BITS]
        bits = ibis.cases(
            *((known.name == name, ibis.literal(1 << n, "int64")) for n, name in enumerate(some))
        )
        yield known.filter(known.name.isin(some)).select(place=known.code, bit=bits)


def _counted(found: ibis.Table, ratings: ibis.Table, places: ibis.Table, asked: Asked) -> ibis.Table:
    walked = found.join(places, found.touchpoint == places.place)
    walks = walked.group_by("customer", "walk").aggregate(been=walked.bit.bit_or())
    each = walks if of_customers(asked) else walks.group_by("customer").aggregate(been=walks.been.bit_or())
    told = ratings.join(places, ratings.touchpoint == places.place)
    rated = told.group_by("customer").aggregate(told=told.bit.bit_or()).rename(rater="customer")
    both = each.left_join(rated, each.customer == rated.rater)
    customers = both.group_by(been=both.been, told=both.been & ibis.coalesce(both.told, 0)).aggregate(
        size=ibis._.count()
    )
    sets = walks.group_by("been").aggregate(size=walks.count())
    return _by_place(sets, places, walks="been").join(
        _by_place(customers, places, customers="been", raters="told"), "touchpoint"
    )


def _by_place(sets: ibis.Table, places: ibis.Table, **counts: str) -> ibis.Table:
    """Of each touchpoint, how many have its bit in each of these columns; only those that anybody has."""
    pairs = sets.cross_join(places)
    sums = {
        name: whole_sum(ibis.ifelse((pairs[column] & pairs.bit) != 0, pairs["size"], 0))
        for name, column in counts.items()
    }
    whole = pairs.group_by(touchpoint=pairs.place).aggregate(**sums)
    return whole.filter(whole[next(iter(counts))] > 0)


def whole_sum(counts: ibis.Value) -> ibis.Value:
    """Their sum as an integer of 64 bits. DuckDB's sums are wider, and Ibis, which does not know it, drops a plain cast."""
    return counts.sum().cast("float64").cast("int64")
