"""Describe customers anew: what lists and search need of them, out of their identifiers, traits and sightings."""

from collections import defaultdict
from collections.abc import Iterable

from polku.identity.arrivals import storable
from polku.identity.folding import beginnings, folded
from polku.identity.groups import WEAK, Node
from polku.identity.naming import NAMING, name_of, plain
from polku.identity.rows import delete_of, insert, select_of
from polku.identity.traits import newest

_COLUMNS = {
    "id": "bigint",
    "entity": "text",
    "name": "text",
    "known": "boolean",
    "first_at": "bigint",
    "last_at": "bigint",
    "interactions": "integer",
    "revision": "bigint",
}
_CONFLICT = (
    "ON CONFLICT (id) DO UPDATE SET entity = excluded.entity, name = excluded.name, known = excluded.known,"
    " first_at = excluded.first_at, last_at = excluded.last_at"
)
_LONGEST_TERM = 300


def describe(customers: Iterable[int]) -> None:
    """Write the rows and search terms of these customers, as the tables say now."""
    ids = set(customers)
    members = _members(ids)
    traits = _naming_traits(ids)
    rows: list[tuple[object, ...]] = []
    terms: set[tuple[int, str]] = set()
    for customer, found in members.items():
        nodes = [node for node, *_ in found]
        told = newest(traits[customer])
        name = name_of(told, nodes)
        first_at = min(first for _, _, first, _ in found)
        last_at = max((last for *_, last in found if last is not None), default=first_at)
        known = any(node.policy != WEAK for node in nodes)
        rows.append((customer, found[0][1], name, known, first_at, last_at, 0, 0))
        terms |= {(customer, term) for term in _terms(name, told.values(), nodes)}
    insert("identity_customer", _COLUMNS, rows, _CONFLICT)
    _write_terms(ids, terms)


def _write_terms(ids: set[int], terms: set[tuple[int, str]]) -> None:
    """Make these the customers' terms, touching only those that differ."""
    standing = {
        (row[1], row[2]): row[0]
        for row in select_of(
            "SELECT id, customer_id, term FROM identity_searchterm WHERE customer_id IN ({ids})", ids
        )
    }
    gone = [term_id for term, term_id in standing.items() if term not in terms]
    delete_of("DELETE FROM identity_searchterm WHERE id IN ({ids})", gone)
    insert(
        "identity_searchterm",
        {"customer_id": "bigint", "term": "text"},
        sorted(terms - standing.keys()),
    )


def _members(ids: set[int]) -> dict[int, list[tuple[Node, str, int, int | None]]]:
    """Per customer: identifier, entity, first moment, and the last moment of an event filed under it."""
    members: dict[int, list[tuple[Node, str, int, int | None]]] = defaultdict(list)
    for row in select_of(
        "SELECT i.customer_id, i.id, i.namespace, i.value, i.policy, i.entity, i.first_at,"
        " (SELECT MAX(s.occurred_at) FROM identity_sighting s WHERE s.identifier_id = i.id)"
        " FROM identity_identifier i WHERE i.customer_id IN ({ids})",
        ids,
    ):
        members[row[0]].append((Node(*row[1:5]), *row[5:]))
    return members


def _naming_traits(ids: set[int]) -> dict[int, list[tuple[str, str, int, int]]]:
    traits: dict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    for customer, name, *rest in select_of(
        "SELECT i.customer_id, t.name, t.value, t.occurred_at, t.event_id FROM identity_identifier i"
        " JOIN identity_trait t ON t.identifier_id = i.id WHERE i.customer_id IN ({ids})",
        ids,
    ):
        if plain(name) in NAMING:
            traits[customer].append((plain(name), *rest))
    return traits


def _terms(name: str, told: Iterable[object], nodes: Iterable[Node]) -> set[str]:
    """Folded words of names, and identifiers in full; cookies are found exactly, not by their beginning."""
    found = {term for value in (name, *told) if isinstance(value, str) for term in beginnings(value)}
    found |= {folded(node.value) for node in nodes if node.policy != WEAK}
    return {storable(term, _LONGEST_TERM) for term in found if term}
