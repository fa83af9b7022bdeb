"""Who is silent: for longer than they ever were, and than nearly anybody was who came back from there.

Three rules, each for whom it fits. Of buyers, where purchases repeat as MBG/NBD says: they are more likely gone than
not. Of whoever was away twenty times or more: away for longer than ever before. Of all others: for longer than ever
before, and than 99 of 100 who came back after they were last seen where these were.
"""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.exits import mbg
from polku.lenses.exits.buying import MODEL, buyers, orders
from polku.lenses.exits.tells import telling
from polku.lenses.journeys.steps import code, last_moment, whole_walks
from polku.lib.clock import DAY
from polku.timeline.vocabulary import Side

USUAL: Final = 0.99  # of those who came back had come back by then
ENOUGH: Final = 20  # times away, of a customer or from a place, to know the rhythm
EVEN: Final = 0.5  # less likely to be a customer still than this: gone
SHIFT: Final = (
    2**31
)  # a step's number and its touchpoint in one integer, so that the largest is the last step
_WEEK: Final = 7.0 * DAY
_TOGETHER: Final = ["customer", "walk"]


def of_customers(asked: Asked) -> bool:
    """Whether walks are customers' own, so that whatever they do anywhere breaks their silence."""
    return asked.journey is None or asked.journey.per == "customer"


def silences(asked: Asked, back: int = 0) -> ibis.Table:
    """One row per walk with a sign of life: customer, walk, seen_at, silent, and the `rule` that says so.

    The rhythm is learnt from everybody, not from the segment alone. `back`: as it was so many microseconds ago.
    """
    found = _signs(Asked() if of_customers(asked) else Asked(journey=asked.journey), back)
    usual = _usual(found)
    last = found.group_by(*_TOGETHER).aggregate(
        seen_at=found.occurred_at.max(),
        touchpoint=((found.number.cast("int64") * SHIFT + found.touchpoint).max() % SHIFT).cast("int32"),
        longest=found.away.max(),
        times=found.count(where=found.away >= DAY),
    )
    last = last.left_join(usual, "touchpoint").drop("touchpoint_right").cross_join(_ever(found), _now(back))
    regular = last.times >= ENOUGH
    others = ibis.coalesce(last.usual, last.ever)
    bearable = ibis.ifelse(
        regular, last.longest.cast("float64"), ibis.greatest(last.longest.cast("float64"), others)
    )
    told = last.select(
        *_TOGETHER, "seen_at", "now",
        silent=ibis.coalesce((last.now - last.seen_at).cast("float64") > bearable, False),
        rule=ibis.ifelse(regular, "own", "place"),
    )  # fmt: skip
    return _by_buying(told, back) if of_customers(asked) else told


def _signs(asked: Asked, back: int) -> ibis.Table:
    """Each sign of life, with `away`, the time until the next; 0 at the last.

    Where no customer ever does anything, as in a log of our work, every step that counts is a sign.
    """
    found = telling(whole_walks(asked, "kind", "side", "automatic", "outcome"))
    found = found.cross_join(_mute())
    found = found.filter(found.own | (found.mute & found.counts))
    if back:
        found = found.cross_join(_now(back)).filter(ibis._.occurred_at <= ibis._.now)
    following = found.occurred_at.lead(1).over(group_by=_TOGETHER, order_by="number")
    return found.select(
        *_TOGETHER, "number", "touchpoint", "occurred_at",
        away=ibis.coalesce(following - found.occurred_at, 0),
    )  # fmt: skip


def _mute() -> ibis.Table:
    steps = table("interaction")
    acts = steps.side.isin(code(Side.CUSTOMER.value).code)
    return steps.aggregate(mute=~ibis.coalesce(acts.any(), False))


def _now(back: int) -> ibis.Table:
    latest = last_moment()
    return latest.select(now=latest.latest - back)


def _usual(found: ibis.Table) -> ibis.Table:
    """Per touchpoint from which enough came back: the time by which nearly all of them had."""
    away = found.filter(found.away >= DAY)
    usual = away.group_by("touchpoint").aggregate(
        usual=away.away.quantile(USUAL).cast("float64"), returned=away.count()
    )
    return usual.filter(usual.returned >= ENOUGH).select("touchpoint", "usual")


def _ever(found: ibis.Table) -> ibis.Table:
    away = found.filter(found.away >= DAY)
    return away.aggregate(ever=away.away.quantile(USUAL).cast("float64"))


def _by_buying(told: ibis.Table, back: int) -> ibis.Table:
    """Buyers by the chance that they still are customers, where that can be told; seen alive counts as alive."""
    bought = orders()
    if back:
        bought = bought.cross_join(_now(back)).filter(ibis._.occurred_at <= ibis._.now)
    known = told.left_join(buyers(bought), "customer").drop("customer_right").cross_join(MODEL)
    buyer = known.fits & known.bought_at.notnull()
    chance = mbg.chance_alive(
        known, known.again.cast("float64"), (known.seen_at - known.bought_at) / _WEEK, (known.now - known.bought_at) / _WEEK
    )  # fmt: skip
    return known.select(
        *_TOGETHER, "seen_at",
        silent=ibis.ifelse(buyer, chance < EVEN, known.silent),
        rule=ibis.ifelse(buyer, "buying", known.rule),
    )  # fmt: skip
