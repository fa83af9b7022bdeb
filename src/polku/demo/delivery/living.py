"""The company goes on living: what happens after its past comes one by one, as happening now.

Its calendar runs faster than ours. The next thing that happens to any customer comes after a few seconds, whether the
company's own clocks put a minute or a night between them, and is told as of the moment it comes. What it says of later
days (a promised installation) stays as many days ahead as it was. When the six weeks are over for which the lives of its
customers are known, only new customers go on coming.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby
from operator import attrgetter
from typing import Final

import msgspec

from polku.demo.delivery.company import Company, remember
from polku.demo.delivery.doors import deliver
from polku.demo.delivery.everybody import everybody, newcomers
from polku.demo.delivery.set_up import set_up
from polku.demo.happening import Happening
from polku.demo.lives.seasons import DAYS_AFTER
from polku.demo.sources.known import Known, known_through
from polku.demo.sources.telling import lines_of
from polku.lib.clock import DAY

SPAN: Final = DAYS_AFTER * DAY  # how far beyond its past a life is known


class Coming(msgspec.Struct, frozen=True, gc=False):
    """Something that happens after the company's past. `at` is by the company's own calendar."""

    at: int
    one: Happening
    known: Known


class Living:
    """The company's life from where it was left."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._source_ids = set_up()
        self._shifts: dict[str, int] = {}  # thread → by how much its later days move
        self._coming = _moments(company)

    def next(self, now: int, heard: Callable[[Happening], None]) -> None:
        """Tell the next moment of the company's calendar as of `now`."""
        coming = next(self._coming)
        lines = []
        for one in coming:
            happening = self._as_of(one.one, now)
            lines.extend(lines_of(happening, one.known))
            heard(happening)
        deliver(lines, self._source_ids)
        self._company.lived_until = coming[0].at
        remember(self._company)

    def _as_of(self, one: Happening, now: int) -> Happening:
        if one.due_at is None:
            return msgspec.structs.replace(one, at=now)
        # The same for all of a thread, so that a notice of a new date names the date that was promised.
        shift = self._shifts.setdefault(one.thread, round((now - one.at) / DAY) * DAY)
        return msgspec.structs.replace(one, at=now, due_at=one.due_at + shift)


def _moments(company: Company) -> Iterator[list[Coming]]:
    """What is still to come, by moments of the company's calendar, without an end."""
    after = max(company.until, company.lived_until)
    for span in count((after - company.until) // SPAN):
        yield from _in_order(
            newcomers(company, company.until + span * SPAN, span) if span else everybody(company), after
        )


def _in_order(lives: Iterable[list[Happening]], after: int) -> Iterator[list[Coming]]:
    coming = [
        Coming(one.at, one, known)
        for life in lives
        for one, known in zip(life, known_through(life), strict=True)
        if one.at > after
    ]
    coming.sort(key=lambda each: (each.at, each.one.who.number, each.one.number))
    return (list(group) for _, group in groupby(coming, attrgetter("at")))
