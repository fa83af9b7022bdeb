"""Groups of identifiers that grow by joining, and what stands in a joining's way. Knows no Django."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

UNIQUE: Final = "unique"
SHAREABLE: Final = "shareable"
WEAK: Final = "weak"
LARGEST: Final = 10  # identifiers stronger than weak that a customer may have without a person's word


class Node(msgspec.Struct, frozen=True, gc=False):
    """An identifier: its id is the order of arrival, its namespace and value do not depend on it."""

    id: int
    namespace: str
    value: str
    policy: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.namespace, self.value)


class Groups:
    """A union-find over identifiers that knows each group's unique ids, strong members and foes."""

    def __init__(self, nodes: Mapping[int, Node], foes: Mapping[int, set[int]]) -> None:
        self._parent = {node_id: node_id for node_id in nodes}
        self._members = {node_id: [node_id] for node_id in nodes}
        self._strong = {node_id: int(node.policy != WEAK) for node_id, node in nodes.items()}
        self._uniques = {
            node_id: {node.namespace: [node]} if node.policy == UNIQUE else {}
            for node_id, node in nodes.items()
        }
        self._foes = {node_id: set(others) for node_id, others in foes.items() if node_id in nodes}

    def root(self, node_id: int) -> int:
        """The present representative of an identifier's group."""
        parent = self._parent
        while (above := parent[node_id]) != node_id:
            parent[node_id] = above = parent[above]
            node_id = above
        return node_id

    def together(self, one: int, other: int) -> bool:
        return self.root(one) == self.root(other)

    def known(self, node_id: int) -> bool:
        """Whether the group has an identifier stronger than weak."""
        return self._strong[self.root(node_id)] > 0

    def hostile(self, one: int, other: int) -> bool:
        """Whether a person decided that someone in one group is not someone in the other."""
        first, second = self.root(one), self.root(other)
        foes = self._foes.get(first)
        return foes is not None and not foes.isdisjoint(self._members[second])

    def conflict(self, one: int, other: int) -> tuple[Node, Node] | None:
        """Two different unique ids of one namespace that joining would put together: the first such pair."""
        first, second = self._uniques[self.root(one)], self._uniques[self.root(other)]
        pairs = [
            (_first(first[namespace]), _first(second[namespace]))
            for namespace in first.keys() & second.keys()
        ]
        return min(pairs, key=lambda pair: sorted(node.key for node in pair), default=None)

    def too_large(self, one: int, other: int) -> bool:
        return self._strong[self.root(one)] + self._strong[self.root(other)] > LARGEST

    def strength(self, node_id: int) -> int:
        """How many identifiers stronger than weak the group has."""
        return self._strong[self.root(node_id)]

    def join(self, one: int, other: int) -> None:
        into, gone = self.root(one), self.root(other)
        if into == gone:
            return
        if len(self._members[into]) < len(self._members[gone]):
            into, gone = gone, into
        self._parent[gone] = into
        self._members[into] += self._members.pop(gone)
        self._strong[into] += self._strong.pop(gone)
        for namespace, nodes in self._uniques.pop(gone).items():
            self._uniques[into].setdefault(namespace, []).extend(nodes)
        if gone in self._foes:
            self._foes.setdefault(into, set()).update(self._foes.pop(gone))

    def all(self) -> list[list[int]]:
        """Every group's members."""
        return list(self._members.values())


def _first(nodes: Iterable[Node]) -> Node:
    return min(nodes, key=lambda node: node.key)
