"""Tell the company's past."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from polku.demo.delivery.company import Company, remember
from polku.demo.delivery.doors import deliver
from polku.demo.delivery.everybody import everybody
from polku.demo.delivery.set_up import set_up
from polku.demo.happening import Happening
from polku.demo.sources.line import Line
from polku.demo.sources.telling import tell

# Few enough that a customer's lines from all sources stand close together in the log: the worker then folds a
# customer in few of its batches. Enough that files and transactions are worth their while.
CUSTOMERS_AT_A_TIME: Final = 250


def load(company: Company, told: Callable[[int], None]) -> int:
    """Tell all that happened up to the company's present; `told` hears after how many customers.

    Returns how many events were new. What was told before is known by its ids and adds nothing, so a run that was
    killed is mended by another.
    """
    remember(company)
    source_ids = set_up()
    added = count = 0
    lives = everybody(company)
    while chunk := list(islice(lives, CUSTOMERS_AT_A_TIME)):
        added += deliver(past_lines(chunk, company.until), source_ids)
        count += len(chunk)
        told(count)
    company.loaded = True
    remember(company)
    return added


def past_lines(lives: list[list[Happening]], until: int) -> Iterator[Line]:
    """What the sources tell of these lives up to a moment."""
    for life in lives:
        for one, lines in tell(life):
            if one.at <= until:
                yield from lines
