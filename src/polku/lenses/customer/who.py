"""Who a customer is: the present customer behind an id, the names sources use, the facts they told."""

from typing import Any

import msgspec

from polku.lenses.customer.query import rows


class Who(msgspec.Struct, frozen=True):
    """A customer as clustered now. Moments are microseconds UTC; `revision` grows with every change."""

    id: int
    entity: str
    name: str
    known: bool
    first_at: int
    last_at: int
    interactions: int
    revision: int


class Named(msgspec.Struct, frozen=True):
    """One name a source uses for the customer."""

    namespace: str
    value: str
    policy: str
    first_at: int


class Fact(msgspec.Struct, frozen=True):
    """A fact as last told, when, and by which event."""

    name: str
    value: Any
    told_at: int
    event_id: int


def present_id(customer_id: int) -> int | None:
    """The customer that an id leads to today (itself, or who absorbed it); None where nobody ever had it."""
    if abs(customer_id) >= 2**63:
        return None
    found = rows("SELECT customer_id FROM identity_identifier WHERE id = %s", [customer_id])
    return int(found[0][0]) if found else None


def who(customer_id: int) -> Who | None:
    """The customer of that id, or None where there is none today."""
    if abs(customer_id) >= 2**63:
        return None
    found = rows(f"{_CUSTOMER} WHERE id = %s", [customer_id])
    # SQLite knows no truth values: `known` comes as 0 or 1.
    return msgspec.convert(dict(zip(_FIELDS, found[0], strict=True)), Who, strict=False) if found else None


def names_of(customer_id: int) -> list[Named]:
    """The customer's identifiers, the strongest policies first."""
    return [
        Named(*row)
        for row in rows(
            "SELECT namespace, value, policy, first_at FROM identity_identifier WHERE customer_id = %s"
            " ORDER BY CASE policy WHEN 'unique' THEN 0 WHEN 'shareable' THEN 1 ELSE 2 END, first_at, id"
            " LIMIT 200",
            [customer_id],
        )
    ]


def facts_of(customer_id: int) -> list[Fact]:
    """The customer's facts by name; where identifiers disagree, what was told last."""
    newest: dict[str, Fact] = {}
    for name, value, told_at, event_id in rows(
        "SELECT t.name, t.value, t.occurred_at, t.event_id FROM identity_trait t"
        " JOIN identity_identifier i ON i.id = t.identifier_id WHERE i.customer_id = %s"
        " ORDER BY t.occurred_at, t.event_id LIMIT 1000",
        [customer_id],
    ):
        newest[name] = Fact(name, msgspec.json.decode(value), told_at, event_id)
    return [newest[name] for name in sorted(newest)]


_FIELDS = Who.__struct_fields__
_CUSTOMER = f"SELECT {', '.join(_FIELDS)} FROM identity_customer"
