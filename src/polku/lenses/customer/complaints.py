"""Complaints that nobody has put right yet."""

from collections.abc import Sequence
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


# Put right by a later `fixed` on the same matter or in the same conversation, or by that conversation's
# outcome. A complaint that names neither is put right by the next `fixed` at its touchpoint.
_SETTLED: Final = (
    "SELECT 1 FROM timeline_interaction f WHERE f.customer_id = c.customer_id"
    " AND f.occurred_at >= c.occurred_at AND ("
    " (f.kind = 'fixed' AND c.about <> '' AND f.about = c.about)"
    " OR (c.thread <> '' AND f.thread = c.thread AND f.touchpoint = c.touchpoint"
    "     AND (f.kind = 'fixed' OR f.outcome <> ''))"
    " OR (f.kind = 'fixed' AND c.about = '' AND c.thread = '' AND f.touchpoint = c.touchpoint))"
)


def open_complaints(customers: Sequence[int]) -> list[Complaint]:
    """Complaints not put right, the oldest first, a hundred at most."""
    return [
        Complaint(*row)
        for row in rows(
            "SELECT c.customer_id, c.occurred_at, c.event_id, c.touchpoint, c.thread, c.channel, c.subject, c.text, c.about"
            f" FROM timeline_interaction c WHERE {among('c.customer_id', customers)}"
            f" AND c.kind = 'complained' AND NOT EXISTS ({_SETTLED})"
            " ORDER BY c.occurred_at, c.sequence LIMIT 100",
            customers,
        )
    ]
