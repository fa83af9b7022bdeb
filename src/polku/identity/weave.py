"""Bring the tables up to what resolve() says: who belongs to which customer, history, questions."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from polku.identity.component import Component, load
from polku.identity.history import Cause, write_history
from polku.identity.memory import MEMORY
from polku.identity.resolve import resolve
from polku.identity.reviews import ask
from polku.identity.rows import delete_of, update


class Moved(msgspec.Struct, frozen=True, gc=False):
    """An identifier that belongs to another customer than before."""

    identifier_id: int
    from_customer: int
    to_customer: int


class Woven(msgspec.Struct, gc=False):
    """What a change did: who moved, which customers must be described anew."""

    moved: list[Moved]
    stale: set[int]


def weave(touched: Iterable[int], births: Sequence[Sequence[int]], new: set[int], cause: Cause) -> Woven:
    """Resolve the components of the touched identifiers again and write what changed.

    `births` lists, in the log's order, the identifiers of each event that named one of `new` first; those
    never had a customer, so they don't count as moved.
    """
    component = load(touched)
    if not component.nodes:
        return Woven([], set())
    resolution = resolve(
        component.nodes, list(component.edges.values()), list(component.verdicts.values()), component.crowded
    )
    customers = {one: min(cluster) for cluster in resolution.clusters for one in cluster}
    write_history(component, resolution, customers, births, new, cause)
    ask(component, resolution, customers)
    changed = _file(component, customers)
    _close(set(component.customers.values()) - set(customers.values()))
    stale = {customer for move in changed for customer in (move.from_customer, move.to_customer)}
    return Woven([move for move in changed if move.identifier_id not in new], stale & set(customers.values()))


def _file(component: Component, customers: Mapping[int, int]) -> list[Moved]:
    """Write each identifier's customer where it changed."""
    changed = [
        Moved(one, component.customers[one], customer)
        for one, customer in customers.items()
        if component.customers[one] != customer
    ]
    update(
        "identity_identifier",
        {"customer_id": "bigint"},
        [(move.to_customer, move.identifier_id) for move in changed],
    )
    for move in changed:
        remembered = MEMORY.identifiers.get(component.nodes[move.identifier_id].key)
        if remembered:
            remembered.customer_id = move.to_customer
    return changed


def _close(gone: set[int]) -> None:
    """Take away customers who are no more; their ids lead on through the identifier of that id."""
    delete_of("DELETE FROM identity_searchterm WHERE customer_id IN ({ids})", gone)
    delete_of("DELETE FROM identity_customer WHERE id IN ({ids})", gone)
