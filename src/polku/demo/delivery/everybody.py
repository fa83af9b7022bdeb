"""Everybody who is a customer of the demo company: the cast first, then whom the seed draws."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from polku.demo.cast import CAST_SIZE, cast
from polku.demo.delivery.company import Company
from polku.demo.happening import Happening
from polku.demo.lives.company import life
from polku.demo.truths import Truth

MOST_CUSTOMERS: Final = 10_000_000  # numbers from here on are newcomers'
DRAWN_AT_A_TIME: Final = 2_000  # lives, of which about one in forty begins in the weeks that are asked for


def everybody(company: Company) -> Iterator[list[Happening]]:
    """All lives, each in time order, some of it up to six weeks after the company's past."""
    numbers = range(CAST_SIZE, company.customers)
    drawn = (life(number, company.seed, company.until, _without(company)) for number in numbers)
    written = islice(cast(company.until), company.customers)
    return chain(written, drawn)


def newcomers(company: Company, until: int, span: int) -> Iterator[list[Happening]]:
    """Customers whose lives begin in the weeks after `until`; `span` counts such weeks, and is 1 for the first."""
    first = MOST_CUSTOMERS + (span - 1) * DRAWN_AT_A_TIME
    drawn = (
        life(number, company.seed, until, _without(company))
        for number in range(first, first + DRAWN_AT_A_TIME)
    )
    return (one for one in drawn if one and one[0].at > until)


def _without(company: Company) -> frozenset[Truth]:
    return frozenset(map(Truth, company.without))
