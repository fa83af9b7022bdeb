"""What the data itself says of customers who pay: how they stay, what they pay as time goes on, who takes an offer."""

from collections.abc import Iterable
from functools import cached_property
from math import exp
from typing import Any, Final

import ibis
import msgspec
from scipy.stats import chi2

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import last_moment
from polku.lenses.value.payments import FIRST_PURCHASE, offers, paid, takers
from polku.lenses.value.sbg import Kept, fit
from polku.lenses.wilson import Z
from polku.lib.clock import DAY

YEAR: Final = 365.25 * DAY
MONTH: Final = YEAR / 12
MONTHS: Final = 12


class Range(msgspec.Struct, frozen=True):
    """From low to high, both meant."""

    low: float
    high: float


class Observed(msgspec.Struct, frozen=True, dict=True):
    """Of one currency: all customers who ever paid in it, company-wide and of all time."""

    customers: int
    left: int
    years: float  # as customers, from the first payment until they left or the last thing that happened to anybody
    bought: float  # minor units in first purchases
    later: float  # minor units after them
    later_years: float  # in which `later` was paid
    left_by: dict[int, int]  # month of being a customer (1 is the first) → how many left in it
    lived: dict[int, int]  # whole months lived through → how many are there still
    offered: int = 0  # customers whose offers are settled: they took one, or left
    took: int = 0

    @cached_property
    def retention(self) -> Range | None:
        """The share that stays a year, as its 95 % interval (exact Poisson); None before there is a year to see."""
        if self.years < 1:
            return None
        fewest = chi2.ppf(0.025, 2 * self.left) / 2 if self.left else 0.0
        most = chi2.ppf(0.975, 2 * self.left + 2) / 2
        return Range(exp(-most / self.years), exp(-fewest / self.years))

    @cached_property
    def kept(self) -> Kept | None:
        """How customers differ in staying, by months; None where too few left to tell."""
        return fit(self.left_by, self.lived)

    def retention_after(self, months: float) -> Range | None:
        """The same of those who have been customers so long: the interval, and what the spread says, both covered."""
        if self.retention is None or self.kept is None:
            return self.retention
        begun = round(months)
        told = self.kept.survival(begun + MONTHS) / self.kept.survival(begun)
        return Range(min(self.retention.low, told), max(self.retention.high, told))

    @property
    def pace(self) -> float:
        """Minor units that a customer pays in a year after the first purchase, on average."""
        return self.later / self.later_years if self.later_years else 0.0

    @property
    def first_purchase(self) -> float:
        """Minor units of a first purchase, on average."""
        return self.bought / self.customers if self.customers else 0.0

    @property
    def taken(self) -> Range | None:
        """The share of settled offers that are taken (Wilson, 95 %); None where none was made."""
        if not self.offered:
            return None
        centre = (self.took + Z * Z / 2) / (self.offered + Z * Z)
        spread = self.took * (self.offered - self.took) / self.offered + Z * Z / 4
        half = Z / (self.offered + Z * Z) * spread**0.5
        return Range(max(centre - half, 0.0), min(centre + half, 1.0))


def tenures(_asked: Asked) -> ibis.Table:
    """One row per currency, whether they left, and month of being a customer: how many, and what they paid."""
    found = paid().join(_everybody(), "customer").cross_join(last_moment())
    gone = found.manner.isin(EXITS)
    end = ibis.greatest(ibis.ifelse(gone, found.last_at, found.latest), found.first_at)
    span = (end - found.first_at).cast("float64")
    found = found.select(
        "currency", "bought", "later", gone=gone, span=span,
        month=(span / MONTH).floor().cast("int64"),
        going_on=ibis.greatest(span - FIRST_PURCHASE, 0.0) / YEAR,
    )  # fmt: skip
    found = found.group_by("currency", "gone", "month").aggregate(
        customers=found.count(), years=found.span.sum() / YEAR, bought=found.bought.sum(),
        later=found.later.sum(), later_years=found.going_on.sum(),
    )  # fmt: skip
    return _named(found).order_by("currency", "gone", "month")


def answers_to_offers(_asked: Asked) -> ibis.Table:
    """One row per currency: customers whose offers are settled, and how many of them took one."""
    made = offers()
    found = made.join(_everybody(), "customer")
    bought = found.customer.isin(takers(made).customer)
    found = found.mutate(took=bought).filter(bought | found.manner.isin(EXITS))
    return _named(
        found.group_by("currency").aggregate(offered=found.count(), took=found.count(where=found.took))
    )


def observed(tenures: Iterable[dict[str, Any]], settled: Iterable[dict[str, Any]]) -> dict[str, Observed]:
    """By currency, from the rows of the two expressions above."""
    by_currency: dict[str, list[dict[str, Any]]] = {}
    for row in tenures:
        by_currency.setdefault(row["currency"], []).append(row)
    answers = {row["currency"]: (row["offered"], row["took"]) for row in settled}
    currencies = sorted({*by_currency, *answers})
    return {name: _gathered(by_currency.get(name, []), *answers.get(name, (0, 0))) for name in currencies}


def _gathered(rows: list[dict[str, Any]], offered: int, took: int) -> Observed:
    gone = [row for row in rows if row["gone"]]
    return Observed(
        customers=sum(row["customers"] for row in rows),
        left=sum(row["customers"] for row in gone),
        years=sum(row["years"] for row in rows),
        bought=sum(row["bought"] for row in rows),
        later=sum(row["later"] for row in rows),
        later_years=sum(row["later_years"] for row in rows),
        left_by={row["month"] + 1: row["customers"] for row in gone},
        lived={row["month"]: row["customers"] for row in rows if not row["gone"]},
        offered=offered,
        took=took,
    )


def _everybody() -> ibis.Table:
    return ended(Asked()).select("customer", "manner", "last_at")


def _named(found: ibis.Table) -> ibis.Table:
    """The same with the currency's name in place of its code."""
    names = table("name")
    named = found.join(names, found.currency == names.code)
    return named.drop("currency", "code").rename(currency="name")
