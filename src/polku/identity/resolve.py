"""Who is who: a pure function of identifiers, claims and people's verdicts. Knows no Django (decision 0005).

Nothing here depends on the order in which events arrived: edges are taken in an order of their own
(what a person said; claims with a unique id; the earliest told; names), and joined unless a guard refuses.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from polku.identity.groups import SHAREABLE, UNIQUE, WEAK, Groups, Node

MOST_PERSONS: Final = 3  # verified persons of one namespace that may share an identifier before it joins none
MOST_WEAK: Final = 10  # weak identifiers that one weak identifier may be claimed with before it joins none

Order = tuple[int, int, tuple[str, str], tuple[str, str]]


class Edge(msgspec.Struct, frozen=True, gc=False):
    """A claim in force: both identifiers stood in one event, first at that moment."""

    a: int
    b: int
    first_at: int
    claim_id: int = 0


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """A person's word on two identifiers."""

    a: int
    b: int
    same: bool  # False: apart
    decided_at: int


class Doubt(msgspec.Struct, frozen=True, gc=False):
    """A question for a person: why these two were not joined, and the claim that wanted to."""

    a: int
    b: int
    reason: str  # conflict, crowded, large
    via: Edge


class Resolution(msgspec.Struct, gc=False):
    """Clusters, the claims that hold them together, and the questions left."""

    clusters: list[list[int]]
    joins: list[Edge]
    doubts: list[Doubt]


def crowds(nodes: Mapping[int, Node], edges: Iterable[Edge], verdicts: Iterable[Verdict]) -> set[int]:
    """Identifiers that too many share: a mailbox of four verified persons, a device of eleven cookies."""
    same = _same_groups(nodes, verdicts)
    persons: dict[tuple[int, str], set[int]] = defaultdict(set)
    for edge in edges:
        for here, there in ((nodes[edge.a], nodes[edge.b]), (nodes[edge.b], nodes[edge.a])):
            if here.policy == SHAREABLE and there.policy == UNIQUE:
                persons[here.id, there.namespace].add(same.root(there.id))
            elif here.policy == there.policy == WEAK:
                persons[here.id, ""].add(there.id)
    return {
        node_id
        for (node_id, _), sharers in persons.items()
        if len(sharers) > (MOST_WEAK if nodes[node_id].policy == WEAK else MOST_PERSONS)
    }


def resolve(
    nodes: Mapping[int, Node],
    edges: Sequence[Edge],
    verdicts: Sequence[Verdict] = (),
    crowded: set[int] | None = None,
) -> Resolution:
    """The clusters. Give `crowded` where the edges are only those that may join."""
    crowd = crowds(nodes, edges, verdicts) if crowded is None else crowded
    order = _Order(nodes)
    groups = Groups(nodes, _foes(verdicts))
    _join_verdicts(groups, verdicts, nodes)
    strong, attaching, loose = _sorted_edges(nodes, edges, crowd, order)
    joins, doubts = _join_strong(groups, strong)
    joins += _attach(groups, nodes, attaching)
    joins += _join_loose(groups, loose)
    doubts += _crowded_doubts(groups, nodes, edges, crowd, order)
    return Resolution(groups.all(), joins, doubts)


class _Order:
    """The order of edges, which arrival can't change."""

    def __init__(self, nodes: Mapping[int, Node]) -> None:
        self._nodes = nodes

    def strongest(self, edge: Edge) -> Order:
        one, other = self._nodes[edge.a], self._nodes[edge.b]
        rank = 0 if UNIQUE in (one.policy, other.policy) else 1
        return (rank, edge.first_at, *_names(one, other))

    def earliest(self, edge: Edge) -> Order:
        return (0, edge.first_at, *_names(self._nodes[edge.a], self._nodes[edge.b]))


def _names(one: Node, other: Node) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.key, other.key) if one.key <= other.key else (other.key, one.key)


def _foes(verdicts: Iterable[Verdict]) -> dict[int, set[int]]:
    foes: dict[int, set[int]] = defaultdict(set)
    for verdict in verdicts:
        if not verdict.same:
            foes[verdict.a].add(verdict.b)
            foes[verdict.b].add(verdict.a)
    return foes


def _same_groups(nodes: Mapping[int, Node], verdicts: Iterable[Verdict]) -> Groups:
    groups = Groups(nodes, {})
    for verdict in verdicts:
        if verdict.same and verdict.a in nodes and verdict.b in nodes:
            groups.join(verdict.a, verdict.b)
    return groups


def _join_verdicts(groups: Groups, verdicts: Iterable[Verdict], nodes: Mapping[int, Node]) -> None:
    said = [verdict for verdict in verdicts if verdict.same]
    said.sort(key=lambda verdict: (verdict.decided_at, *_names(nodes[verdict.a], nodes[verdict.b])))
    for verdict in said:
        if not groups.hostile(verdict.a, verdict.b):
            groups.join(verdict.a, verdict.b)


def _sorted_edges(
    nodes: Mapping[int, Node], edges: Iterable[Edge], crowd: set[int], order: _Order
) -> tuple[list[Edge], list[Edge], list[Edge]]:
    """Edges that may join: between strong identifiers, from weak to strong, between weak ones."""
    kinds: tuple[list[Edge], list[Edge], list[Edge]] = ([], [], [])
    for edge in edges:
        # A crowded weak identifier still belongs to one person; it only joins no other weak ones.
        if (edge.a in crowd or edge.b in crowd) and not _attaches(nodes, edge, crowd):
            continue
        weak = (nodes[edge.a].policy == WEAK) + (nodes[edge.b].policy == WEAK)
        kinds[weak].append(edge)
    kinds[0].sort(key=order.strongest)
    kinds[1].sort(key=order.earliest)
    kinds[2].sort(key=order.earliest)
    return kinds


def _attaches(nodes: Mapping[int, Node], edge: Edge, crowd: set[int]) -> bool:
    ends = sorted((nodes[edge.a], nodes[edge.b]), key=lambda node: node.policy == WEAK)
    return ends[0].policy != WEAK and ends[1].policy == WEAK and ends[0].id not in crowd


def _join_strong(groups: Groups, edges: Iterable[Edge]) -> tuple[list[Edge], list[Doubt]]:
    joins: list[Edge] = []
    conflicts: dict[frozenset[int], Doubt] = {}
    large: list[Doubt] = []
    for edge in edges:
        if groups.together(edge.a, edge.b) or groups.hostile(edge.a, edge.b):
            continue
        if pair := groups.conflict(edge.a, edge.b):
            one, other = pair[0].id, pair[1].id
            conflicts.setdefault(frozenset((one, other)), Doubt(one, other, "conflict", edge))
        elif groups.too_large(edge.a, edge.b):
            large.append(Doubt(edge.a, edge.b, "large", edge))
        else:
            groups.join(edge.a, edge.b)
            joins.append(edge)
    return joins, [*conflicts.values(), *_first_of_each_group(groups, large)]


def _first_of_each_group(groups: Groups, doubts: Iterable[Doubt]) -> list[Doubt]:
    """One question at a time for each group that is full, however many claims knock on its door."""
    full: dict[int, Doubt] = {}
    for doubt in doubts:
        roots = {groups.root(doubt.a), groups.root(doubt.b)}
        strongest = max(groups.strength(root) for root in roots)
        if not any(root in full for root in roots if groups.strength(root) == strongest):
            full.update((root, doubt) for root in roots if groups.strength(root) == strongest)
    return list({id(doubt): doubt for doubt in full.values()}.values())


def _attach(groups: Groups, nodes: Mapping[int, Node], edges: Iterable[Edge]) -> list[Edge]:
    joins = []
    for edge in edges:
        weak = edge.a if nodes[edge.a].policy == WEAK else edge.b
        if not groups.known(weak) and not groups.hostile(edge.a, edge.b):
            groups.join(edge.a, edge.b)
            joins.append(edge)
    return joins


def _join_loose(groups: Groups, edges: Iterable[Edge]) -> list[Edge]:
    joins = []
    for edge in edges:
        if groups.together(edge.a, edge.b) or groups.hostile(edge.a, edge.b):
            continue
        if not (groups.known(edge.a) and groups.known(edge.b)):
            groups.join(edge.a, edge.b)
            joins.append(edge)
    return joins


def _crowded_doubts(
    groups: Groups, nodes: Mapping[int, Node], edges: Iterable[Edge], crowd: set[int], order: _Order
) -> list[Doubt]:
    """One question per crowded shareable identifier: is it, after all, the first claimant's own?"""
    first: dict[int, Edge] = {}
    for edge in edges:
        for here, there in ((edge.a, edge.b), (edge.b, edge.a)):
            if here in crowd and nodes[here].policy == SHAREABLE and nodes[there].policy == UNIQUE:
                known = first.get(here)
                if known is None or order.earliest(edge) < order.earliest(known):
                    first[here] = edge
    return [
        Doubt(edge.a, edge.b, "crowded", edge)
        for here, edge in first.items()
        if not groups.together(edge.a, edge.b) and not groups.hostile(edge.a, edge.b)
    ]
