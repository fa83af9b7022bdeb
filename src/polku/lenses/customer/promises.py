"""What we promised a customer, and how it stands now."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from polku.lenses.customer.query import among, rows
from polku.timeline.folds.promises import Promise, State, fold_promises, state
from polku.timeline.store_interactions import of_people

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
    """Several customers' promises as one ledger, newest first, a thousand at most.

    What was promised to one of an organisation's people may be kept, re-dated or withdrawn under another.
    """
    found = _stored(customers, now)
    pending = [one.facts for one in found if one.pending and one.facts.reference]
    return _together(customers, found, pending, now) if len(customers) > 1 and pending else found


def _together(
    customers: Sequence[int], found: Sequence[PromiseNow], pending: Sequence[Promise], now: int
) -> list[PromiseNow]:
    """The promises of the pending references folded over all these customers; the others as they are."""
    references = sorted({one.reference for one in pending})
    since = min(one.facts.made_at for one in found if one.facts.reference in references)
    told = of_people(customers, references, since, {one.pledge for one in pending})
    folded = {_key(one): one for one in fold_promises(interaction for _, interaction in told)}
    joint = []
    for one in found:
        if one.facts.reference not in references:
            joint.append(one)
        elif facts := folded.get(_key(one.facts)):
            joint.append(PromiseNow(one.customer_id, state(facts, now), facts))
    return joint


def _key(promise: Promise) -> tuple[str, str, int]:
    return promise.reference, promise.pledge, promise.made_at


def _stored(customers: Sequence[int], now: int) -> list[PromiseNow]:
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
