"""Customers as rows to compare: one per known person, with the identifier that stands for them."""

from collections.abc import Iterator

import msgspec

from polku.identity.rows import select, select_of
from polku.identity.suggest.fields import comparable
from polku.identity.traits import newest

_AT_ONCE = 5000
_FEWEST = 2  # fields that must be told before anybody can be compared


class Person(msgspec.Struct, frozen=True, gc=False):
    """A customer and its comparable fields."""

    customer_id: int
    fields: dict[str, str | None]


def people() -> Iterator[Person]:
    """Every customer who is a person with enough told to compare, by id."""
    last = 0
    while ids := _next(last):
        last = ids[-1]
        facts, names = _facts(ids), _identifiers(ids)
        for customer_id in ids:
            fields = comparable(newest(facts.get(customer_id, [])), names.get(customer_id, []))
            if sum(value is not None for value in fields.values()) >= _FEWEST:
                yield Person(customer_id, fields)


def _next(last: int) -> list[int]:
    rows = select(
        "SELECT id FROM identity_customer WHERE id > %s AND known AND entity = 'person' ORDER BY id LIMIT %s",
        [last, _AT_ONCE],
    )
    return [row[0] for row in rows]


def _facts(ids: list[int]) -> dict[int, list[tuple[str, str, int, int]]]:
    found: dict[int, list[tuple[str, str, int, int]]] = {}
    for customer_id, *fact in select_of(
        "SELECT i.customer_id, t.name, t.value, t.occurred_at, t.event_id FROM identity_identifier i"
        " JOIN identity_trait t ON t.identifier_id = i.id WHERE i.customer_id IN ({ids})",
        ids,
    ):
        found.setdefault(customer_id, []).append((fact[0], fact[1], fact[2], fact[3]))
    return found


def _identifiers(ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Shareable identifiers: an email or a phone number tells as much as the fact of that name."""
    found: dict[int, list[tuple[str, str]]] = {}
    for customer_id, namespace, value in select_of(
        "SELECT customer_id, namespace, value FROM identity_identifier"
        " WHERE policy = 'shareable' AND customer_id IN ({ids}) ORDER BY namespace, value",
        ids,
    ):
        found.setdefault(customer_id, []).append((namespace, value))
    return found
