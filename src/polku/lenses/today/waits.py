"""Conversations of all customers that wait for us, the longest wait first."""

from typing import Final

import msgspec

from polku.lenses.customer.query import rows

COUNTED: Final = 1000  # nobody reads further than that


class Wait(msgspec.Struct, frozen=True):
    """A conversation that waits for us, and whose it is. Moments are microseconds UTC."""

    customer_id: int
    entity: str
    name: str
    touchpoint: str
    waiting_since: int


def longest_waits(since: int, limit: int) -> list[Wait]:
    """At most `limit` conversations whose wait began at `since` or after; older ones nobody answers any more."""
    return [
        Wait(*row)
        for row in rows(
            "SELECT e.customer_id, c.entity, c.name, e.touchpoint, e.waiting_since FROM timeline_encounter e"
            " JOIN identity_customer c ON c.id = e.customer_id"
            " WHERE e.waiting_for = 'us' AND e.waiting_since >= %s ORDER BY e.waiting_since LIMIT %s",
            [since, limit],
        )
    ]


def how_many_wait(since: int) -> int:
    """How many there are, counted up to a thousand."""
    ((count,),) = rows(
        "SELECT COUNT(*) FROM (SELECT 1 AS one FROM timeline_encounter"
        " WHERE waiting_for = 'us' AND waiting_since >= %s LIMIT %s) AS counted",
        [since, COUNTED],
    )
    return int(count)
