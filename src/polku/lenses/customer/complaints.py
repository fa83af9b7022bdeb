"""Complaints that nobody has put right yet."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import msgspec

from polku.lenses.customer.query import among, rows


class Complaint(msgspec.Struct, frozen=True):
    """What the customer said is wrong, and when."""

    customer_id: int
    occurred_at: int
    event_id: int
    touchpoint: str
    thread: str
    channel: str
    subject: str
    text: str
    about: str


# One pass over the path: asked in SQL for each complaint, what put it right took a pass for every one of them.
_SELECT: Final = (
    "SELECT kind, outcome, customer_id, occurred_at, event_id, touchpoint, thread, channel, subject,"
    " CASE WHEN kind = 'complained' THEN text ELSE '' END, about FROM timeline_interaction"
)
_COMPLAINED_OR_SETTLES: Final = "(kind IN ('complained', 'fixed') OR (outcome <> '' AND thread <> ''))"
MOST: Final = 100
_Matter = tuple[str | int, ...]  # whose it is, by what things belong together, and the values of that


def open_complaints(customers: Sequence[int]) -> list[Complaint]:
    """Complaints not put right, the oldest first, a hundred at most."""
    complaints, latest = [], dict[_Matter, int]()
    for kind, outcome, *told in rows(
        f"{_SELECT} WHERE {among('customer_id', customers)} AND {_COMPLAINED_OR_SETTLES}"
        " ORDER BY occurred_at, sequence",
        customers,
    ):
        one = Complaint(*told)
        if kind == "complained":
            complaints.append(one)
        for matter in _puts_right(one, kind == "fixed", bool(outcome)):
            latest[matter] = one.occurred_at
    still = (one for one in complaints if not _is_settled(one, latest))
    return list(islice(still, MOST))


def _about(one: Complaint) -> _Matter:
    return (one.customer_id, "about", one.about)


def _conversation(one: Complaint) -> _Matter:
    return (one.customer_id, "conversation", one.touchpoint, one.thread)


def _place(one: Complaint) -> _Matter:
    return (one.customer_id, "place", one.touchpoint)


def _puts_right(one: Complaint, fixed: bool, outcome: bool) -> Iterator[_Matter]:
    """A `fixed` puts right its matter, its conversation and its place; an outcome only its conversation."""
    if fixed:
        yield _about(one)
        yield _place(one)
    if fixed or outcome:
        yield _conversation(one)


def _is_settled(one: Complaint, latest: Mapping[_Matter, int]) -> bool:
    """By the same matter or conversation later; a complaint that names neither, by the next `fixed` at its touchpoint."""
    matters = [_about(one)] if one.about else []
    if one.thread:
        matters.append(_conversation(one))
    return any(matter in latest and latest[matter] >= one.occurred_at for matter in matters or [_place(one)])
