"""A customer's life as the company's systems tell it, line by line."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from polku.demo.happening import Happening, What
from polku.demo.sources import crm, finance, helpdesk, installers, mail, survey, website
from polku.demo.sources.known import Known, known_through
from polku.demo.sources.line import Line

Teller = Callable[[Happening, Known], Iterator[Line]]
_SOURCES: Final = (website, crm, mail, helpdesk, installers, finance, survey)
TELLERS: Final[dict[What, Teller]] = {what: source.tell for source in _SOURCES for what in source.TELLS}


def lines_of(one: Happening, known: Known) -> list[Line]:
    """What is told of one happening: its source's own lines, before them the CRM's card of somebody new to it."""
    lines = [crm.card(one, known)] if known.new_account else []
    lines.extend(TELLERS[one.what](one, known))
    return lines


def tell(life: Sequence[Happening]) -> Iterator[tuple[Happening, list[Line]]]:
    """Each happening of a life, in its order, with the lines told of it."""
    for one, known in zip(life, known_through(life), strict=True):
        yield one, lines_of(one, known)
