"""Customers as lists show them."""

from collections.abc import Sequence

import msgspec

from polku.lenses.customer.query import among, rows


class Listed(msgspec.Struct, frozen=True):
    """One line of a list of customers."""

    id: int
    entity: str
    name: str
    known: bool
    first_at: int
    last_at: int
    interactions: int


_FIELDS = Listed.__struct_fields__
_SELECT = f"SELECT {', '.join(_FIELDS)} FROM identity_customer"


def latest(limit: int) -> list[Listed]:
    """The customers who were met last."""
    return _listed(f"{_SELECT} ORDER BY last_at DESC LIMIT %s", [limit])


def listed(customers: Sequence[int]) -> list[Listed]:
    """These customers, in this order; those that are no more are left out."""
    found = {one.id: one for one in _listed(f"{_SELECT} WHERE {among('id', customers)}", customers)}
    return [found[one] for one in customers if one in found]


def _listed(sql: str, parameters: Sequence[int]) -> list[Listed]:
    return [
        msgspec.convert(dict(zip(_FIELDS, row, strict=True)), Listed, strict=False)
        for row in rows(sql, parameters)
    ]
