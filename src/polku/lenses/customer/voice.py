"""What the customer said: ratings on their scales, and their last words."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.lenses.customer.query import among, rows

LAST: Final = 5


class Rating(msgspec.Struct, frozen=True):
    """One rating as given, with its scale where that was told."""

    customer_id: int
    occurred_at: int
    event_id: int
    touchpoint: str
    rating: float
    rating_low: float | None
    rating_high: float | None
    text: str
    about: str


class Words(msgspec.Struct, frozen=True):
    """Something the customer wrote or said."""

    customer_id: int
    occurred_at: int
    event_id: int
    kind: str
    touchpoint: str
    channel: str
    subject: str
    text: str


def last_ratings(customers: Sequence[int]) -> list[Rating]:
    """The last five ratings, newest first."""
    sql = (
        "SELECT customer_id, occurred_at, event_id, touchpoint, rating, rating_low, rating_high, text, about"
        f" FROM timeline_interaction WHERE {among('customer_id', customers)} AND rating IS NOT NULL"
        " ORDER BY occurred_at DESC, sequence DESC LIMIT %s"
    )
    return [Rating(*row) for row in rows(sql, [*customers, LAST])]


def last_words(customers: Sequence[int]) -> list[Words]:
    """The customer's last five texts, newest first."""
    sql = (
        "SELECT customer_id, occurred_at, event_id, kind, touchpoint, channel, subject, text"
        f" FROM timeline_interaction WHERE {among('customer_id', customers)} AND side = 'customer'"
        " AND text <> '' ORDER BY occurred_at DESC, sequence DESC LIMIT %s"
    )
    return [Words(*row) for row in rows(sql, [*customers, LAST])]
