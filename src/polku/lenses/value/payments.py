"""What customers paid and were offered, as expressions over the engine; amounts are minor units of one currency."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lib.clock import DAY
from polku.timeline.vocabulary import Kind

# What is paid within this time of the first payment is the first purchase; what comes after is the going on.
FIRST_PURCHASE: Final = 90 * DAY


def paid() -> ibis.Table:
    """One row per customer and currency: customer, currency, first_at, bought (the first purchase), later.

    What was sent back is taken off. Where no payment is told of a currency at all, orders stand for them.
    """
    found = _money()
    first = found.filter(found.amount > 0).group_by("customer", "currency")
    both = found.join(first.aggregate(first_at=ibis._.occurred_at.min()), ["customer", "currency"])
    both = both.mutate(going_on=both.occurred_at >= both.first_at + FIRST_PURCHASE)
    return both.group_by("customer", "currency").aggregate(
        first_at=both.first_at.min(),
        bought=ibis.coalesce(both.amount.sum(where=~both.going_on), 0.0),
        later=ibis.coalesce(both.amount.sum(where=both.going_on), 0.0),
    )


def _money() -> ibis.Table:
    told = _of(Kind.PAID, Kind.ORDERED, Kind.RETURNED)
    kept = told.filter((told.kind_name != str(Kind.ORDERED)) | told.currency.notin(_of(Kind.PAID).currency))
    amount = ibis.ifelse(kept.kind_name == str(Kind.RETURNED), -kept.amount, kept.amount)
    # Whole numbers up to 2^53 are exact as float64, and a sum of them is no wider type on any engine.
    amount = amount.cast("float64")
    return kept.select("customer", "currency", "occurred_at", amount=amount)


def currencies(_asked: Asked) -> ibis.Table:
    """The currencies that money was told in, the most frequent first, in the column `currency`."""
    found = _of(Kind.PAID, Kind.ORDERED, Kind.OFFERED)
    names = table("name").rename(currency_name="name", currency="code")
    named = found.join(names, "currency").group_by("currency_name").aggregate(times=ibis._.count())
    return named.order_by(ibis.desc("times"), "currency_name").select(currency="currency_name")


def deals() -> ibis.Table:
    """One row per customer and currency: customer, currency, offered and ordered (of the last deal, the other is 0).

    The last order where there is one, else the last offer.
    """
    found = _of(Kind.OFFERED, Kind.ORDERED)
    found = found.mutate(sure=found.kind_name == str(Kind.ORDERED), worth=found.amount.cast("float64"))
    newest = {"group_by": ["customer", "currency"], "order_by": [ibis.desc("sure"), ibis.desc("number")]}
    found = found.mutate(turn=ibis.row_number().over(**newest)).filter(ibis._.turn == 0)
    return found.select(
        "customer", "currency",
        offered=ibis.ifelse(found.sure, 0.0, found.worth), ordered=ibis.ifelse(found.sure, found.worth, 0.0),
    )  # fmt: skip


def offers() -> ibis.Table:
    """The customers and currencies that an offer was made in, each once."""
    return _of(Kind.OFFERED).select("customer", "currency").distinct()


def takers() -> ibis.Table:
    """The customers who ordered or paid anything, in the column `customer`; each once."""
    bought = _kinds(Kind.ORDERED, Kind.PAID)
    found = table("interaction")
    return found.filter(found.kind.isin(bought.kind)).select("customer").distinct()


def _of(*kinds: Kind) -> ibis.Table:
    """The interactions of these kinds that tell an amount, each with its `kind_name`."""
    found = table("interaction").join(_kinds(*kinds), "kind")
    found = found.filter(found.amount.notnull() & (found.amount != 0) & (found.currency != 0))
    return found.select("customer", "number", "currency", "occurred_at", "amount", "kind_name")


def _kinds(*kinds: Kind) -> ibis.Table:
    names = table("name")
    chosen = names.filter(names.name.isin([str(kind) for kind in kinds]))
    return chosen.select(kind=chosen.code, kind_name=chosen.name)
