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
    each = found.group_by("customer", "currency").aggregate(
        first_at=found.occurred_at.min(where=found.amount > 0),
        whole=found.amount.sum(),
        last_at=found.occurred_at.max(),
    )
    each = each.filter(each.first_at.notnull())
    # Most bought once: only of those who went on is what came after looked up.
    on = each.filter(each.last_at >= each.first_at + FIRST_PURCHASE)
    after = found.join(on.select("customer", "currency", "first_at"), ["customer", "currency"])
    after = after.filter(after.occurred_at >= after.first_at + FIRST_PURCHASE)
    # One below the other, not side by side: Spark takes no step that is held to be joined with what was made of it.
    both = ibis.union(
        each.select("customer", "currency", "first_at", "whole", later=ibis.literal(0.0)),
        after.select("customer", "currency", "first_at", whole=ibis.literal(0.0), later=after.amount),
    )
    told = both.group_by("customer", "currency").aggregate(
        first_at=both.first_at.min(), whole=both.whole.sum(), later=both.later.sum()
    )
    return told.select("customer", "currency", "first_at", "later", bought=told.whole - told.later)


def _money() -> ibis.Table:
    """What was paid, and sent back as less than nothing: customer, currency, occurred_at, amount."""
    found = _priced()
    ways = (
        found.select("kind", "currency")
        .distinct()
        .join(_kinds(Kind.PAID, Kind.ORDERED, Kind.RETURNED), "kind")
    )
    told = ways.filter(ways.kind_name == str(Kind.PAID)).currency
    ways = ways.filter((ways.kind_name != str(Kind.ORDERED)) | ways.currency.notin(told))
    signs = ways.select("kind", "currency", sign=ibis.ifelse(ways.kind_name == str(Kind.RETURNED), -1.0, 1.0))
    kept = found.join(signs, ["kind", "currency"])
    # Whole numbers up to 2^53 are exact as float64, and a sum of them is no wider type on any engine.
    return kept.select("customer", "currency", "occurred_at", amount=kept.amount.cast("float64") * kept.sign)


def currencies(_asked: Asked) -> ibis.Table:
    """The currencies that money was told in, the most frequent first, in the column `currency`."""
    found = _of(Kind.PAID, Kind.ORDERED, Kind.OFFERED)
    names = table("name").rename(currency_name="name", currency="code")
    named = found.join(names, "currency").group_by("currency_name").aggregate(times=ibis._.count())
    return named.order_by(ibis.desc("times"), "currency_name").select(currency="currency_name")


def deals(whose: ibis.Table) -> ibis.Table:
    """One row per customer of these and currency: customer, currency, offered and ordered (of the last deal, the other is 0).

    The last order where there is one, else the last offer.
    """
    found = _of(Kind.OFFERED, Kind.ORDERED)
    found = found.filter(found.customer.isin(whose.customer))
    sure, worth = found.kind_name == str(Kind.ORDERED), found.amount.cast("float64")
    last = found.group_by("customer", "currency").aggregate(
        offered=worth.argmax(found.number, where=~sure), ordered=worth.argmax(found.number, where=sure)
    )
    return last.select(
        "customer", "currency",
        offered=ibis.ifelse(last.ordered.notnull(), 0.0, last.offered), ordered=ibis.coalesce(last.ordered, 0.0),
    )  # fmt: skip


def offers() -> ibis.Table:
    """The customers and currencies that an offer was made in, each once."""
    return _of(Kind.OFFERED).select("customer", "currency").distinct()


def takers(whose: ibis.Table) -> ibis.Table:
    """Those of these customers who ordered or paid anything, in the column `customer`; each once."""
    found = table("interaction")
    found = found.filter(
        found.customer.isin(whose.customer), found.kind.isin(_kinds(Kind.ORDERED, Kind.PAID).kind)
    )
    return found.select("customer").distinct()


def _of(*kinds: Kind) -> ibis.Table:
    """The interactions of these kinds that tell an amount, each with its `kind_name`."""
    found = _priced().join(_kinds(*kinds), "kind")
    return found.select("customer", "number", "currency", "occurred_at", "amount", "kind_name")


def _priced() -> ibis.Table:
    """The interactions that tell an amount."""
    found = table("interaction")
    return found.filter(found.amount.notnull() & (found.amount != 0) & (found.currency != 0))


def _kinds(*kinds: Kind) -> ibis.Table:
    names = table("name")
    chosen = names.filter(names.name.isin([str(kind) for kind in kinds]))
    return chosen.select(kind=chosen.code, kind_name=chosen.name)
