"""What was bought: orders, and sums per currency."""

from collections.abc import Sequence

import msgspec

from polku.lenses.customer.query import among, rows


class Sums(msgspec.Struct, frozen=True):
    """Counts and sums in one currency; sums are minor units, None where no amount was told."""

    currency: str
    orders: int
    ordered: int | None
    payments: int
    paid: int | None
    returns: int
    returned: int | None
    last_order_at: int | None
    first_order_at: int | None


class Purchase(msgspec.Struct, frozen=True):
    """The last order."""

    occurred_at: int
    event_id: int
    about: str
    subject: str
    amount: int | None
    currency: str


_KINDS = ("ordered", "paid", "returned")
_Sum = tuple[int, int | None, int | None, int | None]  # count, amount, the last and the first moment
_NONE: _Sum = (0, None, None, None)


def sums_of(customers: Sequence[int]) -> list[Sums]:
    """One line per currency told, the most orders first."""
    told: dict[str, dict[str, _Sum]] = {}
    for currency, kind, count, amount, last_at, first_at in rows(
        "SELECT currency, kind, COUNT(*), SUM(amount), MAX(occurred_at), MIN(occurred_at) FROM timeline_interaction"
        f" WHERE {among('customer_id', customers)} AND {among('kind', _KINDS)} GROUP BY currency, kind",
        [*customers, *_KINDS],
    ):
        told.setdefault(currency, {})[kind] = (
            count,
            None if amount is None else int(amount),
            last_at,
            first_at,
        )
    lines = [_line(currency, by_kind) for currency, by_kind in told.items()]
    return sorted(lines, key=lambda line: (-line.orders, line.currency))


def _line(currency: str, by_kind: dict[str, _Sum]) -> Sums:
    orders, ordered, last_order_at, first_order_at = by_kind.get("ordered", _NONE)
    payments, paid, _, _ = by_kind.get("paid", _NONE)
    returns, returned, _, _ = by_kind.get("returned", _NONE)
    return Sums(currency, orders, ordered, payments, paid, returns, returned, last_order_at, first_order_at)


def last_purchase(customers: Sequence[int]) -> Purchase | None:
    """The newest order, or None."""
    found = rows(
        "SELECT occurred_at, event_id, about, subject, amount, currency FROM timeline_interaction"
        f" WHERE {among('customer_id', customers)} AND kind = 'ordered'"
        " ORDER BY occurred_at DESC, sequence DESC LIMIT 1",
        customers,
    )
    return Purchase(*found[0]) if found else None
