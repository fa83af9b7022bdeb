"""Promises to all customers that are due or overdue, and those that were kept."""

from typing import Final

import msgspec

from polku.lenses.customer.query import rows
from polku.lib.clock import DAY

# Promises are indexed by their original date; one re-dated by more than this is not looked for.
REDATED_BY: Final = 60 * DAY


class Due(msgspec.Struct, frozen=True):
    """A promise neither kept nor withdrawn, and whose it is. Moments are microseconds UTC."""

    customer_id: int
    entity: str
    name: str
    touchpoint: str
    subject: str
    due_at: int
    original_due_at: int


def promises_due(since: int, until: int, limit: int) -> list[Due]:
    """At most `limit` promises that are due, by their present date, from `since` until before `until`."""
    return [
        Due(*row)
        for row in rows(
            "SELECT p.customer_id, c.entity, c.name, p.touchpoint, p.subject, p.due_at, p.original_due_at"
            " FROM timeline_promise p JOIN identity_customer c ON c.id = p.customer_id"
            " WHERE p.done_at IS NULL AND p.withdrawn_at IS NULL AND p.original_due_at BETWEEN %s AND %s"
            " AND p.due_at >= %s AND p.due_at < %s ORDER BY p.due_at LIMIT %s",
            [since - REDATED_BY, until + REDATED_BY, since, until, limit],
        )
    ]


def kept_since(moment: int) -> int:
    """How many promises were done at that moment or after, by their original date."""
    ((count,),) = rows(
        "SELECT COUNT(*) FROM timeline_promise WHERE done_at >= %s AND done_at <= original_due_at", [moment]
    )
    return int(count)
