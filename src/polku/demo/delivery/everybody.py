"""Everybody who is a customer of the demo company: the cast first, then whom the seed draws."""

from collections.abc import Iterator
from itertools import chain, islice

from polku.demo.cast import CAST_SIZE, cast
from polku.demo.delivery.company import Company
from polku.demo.happening import Happening
from polku.demo.lives.company import life
from polku.demo.truths import Truth


def everybody(company: Company, first: int = 0) -> Iterator[list[Happening]]:
    """The lives from the number `first` on, each in time order, some of it up to six weeks after its past."""
    without = frozenset(map(Truth, company.without))
    drawn = (
        life(number, company.seed, company.until, without)
        for number in range(max(CAST_SIZE, first), company.customers)
    )
    written = islice(cast(company.until), first, company.customers) if first < CAST_SIZE else iter(())
    return chain(written, drawn)
