"""Who was at each touchpoint on their walks, and how they felt about it."""

from typing import Final

import ibis

from polku.engine.digested import digested
from polku.engine.tables import table
from polku.engine.walks import laid
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import of_segment, whole_walks, within
from polku.lenses.map.visits import visits, whole_sum
from polku.touchpoints.journeys.journey import Journey

_SCALE: Final = 1e6  # `felt` is kept in millionths


def spans(asked: Asked) -> ibis.Table:
    """One row per customer: from when to when they were on walks of the journey, `first_there` and `last_there`."""
    if asked.laid and asked.journey:
        found = of_segment(laid("walk", asked.journey), asked)
    else:
        found = whole_walks(asked).rename(first_there="occurred_at")
        found = found.mutate(last_there=found.first_there)
    return found.group_by("customer").aggregate(
        first_there=found.first_there.min(), last_there=found.last_there.max()
    )


def on_walks(found: ibis.Table, asked: Asked, moment: str) -> ibis.Table:
    """Those of a table of customers' doings that were in the period and while the customer was on a walk."""
    found = within(found, asked, moment)
    if _everybody_always(asked):
        return found
    known = found.join(spans(asked), "customer")
    return known.filter(known[moment].between(known.first_there, known.last_there))


def there(asked: Asked) -> ibis.Table:
    """One row per touchpoint of a walk, declared or not: interactions, walks, customers.

    And of the customers who were there and rated it in the period: `raters`.
    """
    found = within(whole_walks(asked, "felt", "rated"), asked)
    ratings = _ratings(found, asked)
    done = found.group_by("touchpoint").aggregate(interactions=found.count())
    known = visits(found.filter(found.mapped), ratings, asked)
    strange = found.filter(~found.mapped)
    strangers = strange.group_by("touchpoint").aggregate(
        walks=strange.walk.nunique(), customers=strange.customer.nunique()
    )
    raters = ratings.group_by("touchpoint").aggregate(raters=ratings.customer.nunique())
    strangers = strangers.left_join(raters, "touchpoint", rname="{name}_rated")
    strangers = strangers.mutate(raters=ibis.coalesce(strangers.raters, 0))
    return done.join(known.union(strangers.select(*known.columns)), "touchpoint")


def felt(asked: Asked) -> ibis.Table:
    """One row per touchpoint that was rated: ratings, rated_by customers, their mean (0–1) and its standard error.

    Ratings of one customer hang together, so the error is that of a ratio of sums over customers.
    """
    found = _ratings(within(whole_walks(asked, "felt", "rated"), asked), asked)
    value = found.felt / _SCALE
    each = found.group_by("touchpoint", "customer").aggregate(total=value.sum(), count=found.count())
    sums = each.group_by("touchpoint").aggregate(
        ratings=whole_sum(each["count"]), rated_by=each.count(), total=each.total.sum(),
        squares=(each.total * each.total).sum(), crossed=(each.total * each["count"]).sum(),
        counts=(each["count"] * each["count"]).sum(),
    )  # fmt: skip
    mean = sums.total / sums.ratings
    spread = sums.squares - 2 * mean * sums.crossed + mean * mean * sums.counts
    few = sums.rated_by.cast("float64")
    error = (ibis.greatest(spread, ibis.literal(0.0)) * few / (few - 1).nullif(0.0)).sqrt() / sums.ratings
    return sums.select("touchpoint", "ratings", "rated_by", felt=mean, felt_error=error)


def _ratings(found: ibis.Table, asked: Asked) -> ibis.Table:
    """The ratings, each at the touchpoint of the journey that it says it is of; else where it was given."""
    rated = found.filter(found.felt.notnull())
    if asked.journey is None:
        return rated
    names = _numbers(asked.journey)
    placed = rated.left_join(names, rated.rated == names.told).drop("told")
    return placed.mutate(touchpoint=ibis.coalesce(placed.place, placed.touchpoint)).drop("place")


def _numbers(journey: Journey) -> ibis.Table:
    """`place`, the code of each of the journey's touchpoints, and `told`, the number of its name."""
    names = [touchpoint.name for touchpoint in journey.touchpoints]
    known = table("name")
    known = known.filter(known.name.isin(names))
    numbers = ibis.cases(*((known.name == name, digested(name)) for name in names))
    return known.select(place=known.code, told=numbers)


def _everybody_always(asked: Asked) -> bool:
    """Whether all that customers ever did is on a walk."""
    journey = asked.journey
    free = journey is None or (journey.per == "customer" and not journey.starts and not journey.ends)
    return free and not asked.segment
