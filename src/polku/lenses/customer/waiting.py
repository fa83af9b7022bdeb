"""Conversations that wait for us: since when, and the question."""

from collections.abc import Sequence

import msgspec

from polku.lenses.customer.query import WAITING_FOR_US, among, rows


class Waiting(msgspec.Struct, frozen=True):
    """An encounter that waits for us since the first question we have not answered."""

    customer_id: int
    touchpoint: str
    thread: str
    channel: str
    opened_at: int
    waiting_since: int
    questions: int
    subject: str
    text: str


def waiting_for_us(customers: Sequence[int]) -> list[Waiting]:
    """Open encounters that wait for us, the longest wait first, a hundred at most."""
    found: dict[tuple[int, str, str, int], Waiting] = {}
    for row in rows(
        "SELECT e.customer_id, e.touchpoint, e.thread, e.channel, e.opened_at, e.waiting_since, e.questions,"
        " COALESCE(NULLIF(q.subject, ''), e.subject), COALESCE(q.text, '') FROM timeline_encounter e"
        " LEFT JOIN timeline_interaction q ON q.customer_id = e.customer_id"
        " AND q.occurred_at = e.waiting_since AND q.touchpoint = e.touchpoint AND q.thread = e.thread"
        f" AND q.side = 'customer' WHERE {among('e.customer_id', customers)} AND {WAITING_FOR_US}"
        " AND e.waiting_since IS NOT NULL ORDER BY e.waiting_since, q.sequence, q.ordinal LIMIT 200",
        customers,
    ):
        waiting = Waiting(*row)
        found.setdefault(
            (waiting.customer_id, waiting.touchpoint, waiting.thread, waiting.opened_at), waiting
        )
    return list(found.values())[:100]
