"""Promises as spans from when they were made to when they were due, in as few rows as they need."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.lenses.customer.promises import PromiseNow
from polku.surfaces.web.pages.customer.picture.scale import Scale

MOST_ROWS: Final = 4
_ROOM: Final = 16.0  # pixels that a promise needs beside it


class Pledge(msgspec.Struct, frozen=True):
    """One promise's places: made, first due, due as last agreed, done (None while it is not)."""

    row: int
    made: float
    first_due: float
    due: float
    done: float | None
    promise: PromiseNow

    @property
    def end(self) -> float:
        return max(self.first_due, self.due, self.done or 0.0)


def moments(promises: Sequence[PromiseNow]) -> list[int]:
    """Every moment that a promise puts into the picture."""
    return [
        moment
        for one in promises
        for moment in (one.facts.made_at, one.facts.original_due_at, one.facts.due_at, one.facts.done_at)
        if moment is not None
    ]


def pledges(promises: Sequence[PromiseNow], scale: Scale) -> list[Pledge]:
    """Promises laid into rows where they do not touch; those that find no room are left out."""
    laid: list[Pledge] = []
    ends: list[float] = []
    for one in sorted(promises, key=lambda one: one.facts.made_at):
        pledge = _pledge(one, 0, scale)
        row = next((row for row, end in enumerate(ends) if end + _ROOM <= pledge.made), len(ends))
        if row == MOST_ROWS:
            continue
        ends[row:] = [pledge.end, *ends[row + 1 :]]
        laid.append(msgspec.structs.replace(pledge, row=row))
    return laid


def _pledge(one: PromiseNow, row: int, scale: Scale) -> Pledge:
    facts = one.facts
    done = None if facts.done_at is None else scale.x(facts.done_at)
    return Pledge(
        row, scale.x(facts.made_at), scale.x(facts.original_due_at), scale.x(facts.due_at), done, one
    )
