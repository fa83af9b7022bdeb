"""What we promised a customer, and how it stands now."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from polku.lenses.customer.query import among, rows
from polku.timeline.folds.promises import Promise, State, state

MOST: Final = 1000


class PromiseNow(msgspec.Struct, frozen=True):
    """A promise's facts, whose it is, and its state at the asked moment against its original date."""

    customer_id: int
    state: State
    facts: Promise

    @property
    def pending(self) -> bool:
        """Neither done nor withdrawn: due, or overdue."""
        return self.facts.done_at is None and self.facts.withdrawn_at is None


_FIELDS: Final = Promise.__struct_fields__
_TRUTHS: Final = [_FIELDS.index(name) for name in ("told_before_due", "told_before_asked")]


def promises(customer_id: int, now: int) -> list[PromiseNow]:
    """One customer's promises, newest first, a thousand at most."""
    return promises_of([customer_id], now)


def promises_of(customers: Sequence[int], now: int) -> list[PromiseNow]:
    """Several customers' promises, newest first, a thousand at most."""
    found = rows(
        f"SELECT customer_id, {', '.join(_FIELDS)} FROM timeline_promise"
        f" WHERE {among('customer_id', customers)} ORDER BY made_at DESC, reference, pledge LIMIT %s",
        [*customers, MOST],
    )
    return [_now(row[0], list(row[1:]), now) for row in found]


def _now(customer_id: int, columns: list[Any], now: int) -> PromiseNow:
    for index in _TRUTHS:
        columns[index] = None if columns[index] is None else bool(columns[index])
    facts = Promise(**dict(zip(_FIELDS, columns, strict=True)))
    return PromiseNow(customer_id, state(facts, now), facts)
