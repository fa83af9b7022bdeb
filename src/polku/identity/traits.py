"""Facts told of an identifier's owner: for each identifier and name, the newest told wins."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from polku.identity.arrivals import storable
from polku.identity.naming import NAMING, plain
from polku.identity.rows import insert, select_of, update

_LONGEST_NAME = 60
_COLUMNS = {
    "identifier_id": "bigint",
    "name": "text",
    "value": "text",
    "occurred_at": "bigint",
    "event_id": "bigint",
}


class Fact(msgspec.Struct, frozen=True, gc=False):
    """A trait's JSON, when it was told and by which event."""

    value: str
    occurred_at: int
    event_id: int

    @property
    def newness(self) -> tuple[int, int]:
        return (self.occurred_at, self.event_id)


Facts = dict[tuple[int, str], Fact]


def note(
    facts: Facts, identifier_id: int, traits: Mapping[str, Any], occurred_at: int, event_id: int
) -> None:
    """Add an event's traits to those of a batch. Empty values say nothing and are passed over."""
    for name, value in traits.items():
        if value is None or value == "":
            continue
        key = (identifier_id, name)
        known = facts.get(key)
        if known is None or known.newness <= (occurred_at, event_id):
            facts[key] = Fact(msgspec.json.encode(value).decode(), occurred_at, event_id)


def tell(facts: Facts) -> set[int]:
    """Write a batch's traits; returns the identifiers whose customers may have got another name."""
    clean = {(one, storable(name, _LONGEST_NAME)): fact for (one, name), fact in facts.items()}
    stored = {
        (row[1], row[2]): (row[0], Fact(row[3], row[4], row[5]))
        for row in select_of(
            "SELECT id, identifier_id, name, value, occurred_at, event_id FROM identity_trait"
            " WHERE identifier_id IN ({ids})",
            {one for one, _ in clean},
        )
    }
    if not facts:
        return set()
    fresh, newer = [], []
    renamed: set[int] = set()
    again: set[int] = set()
    for (one, name), fact in clean.items():
        known = stored.get((one, name))
        if known is None:
            fresh.append((one, name, fact.value, fact.occurred_at, fact.event_id))
        elif known[1].newness < fact.newness:
            newer.append((fact.value, fact.occurred_at, fact.event_id, known[0]))
        else:
            continue
        if plain(name) in NAMING:
            (again if known and known[1].value == fact.value else renamed).add(one)
    insert("identity_trait", _COLUMNS, fresh)
    update("identity_trait", {"value": "text", "occurred_at": "bigint", "event_id": "bigint"}, newer)
    return renamed | _contested(again - renamed)


def _contested(ids: set[int]) -> set[int]:
    """Those whose customer has facts by another identifier too: the same told again, later, may win then."""
    return {
        row[0]
        for row in select_of(
            "SELECT i.id FROM identity_identifier i WHERE i.id IN ({ids}) AND EXISTS"
            " (SELECT 1 FROM identity_identifier o JOIN identity_trait t ON t.identifier_id = o.id"
            "  WHERE o.customer_id = i.customer_id AND o.id <> i.id)",
            ids,
        )
    }


def newest(rows: Iterable[tuple[str, str, int, int]]) -> dict[str, Any]:
    """Of rows (name, JSON value, occurred_at, event_id) of one customer, the newest value for each name."""
    best: dict[str, Fact] = {}
    for name, value, occurred_at, event_id in rows:
        fact = Fact(value, occurred_at, event_id)
        if name not in best or best[name].newness < fact.newness:
            best[name] = fact
    return {name: msgspec.json.decode(fact.value) for name, fact in best.items()}
