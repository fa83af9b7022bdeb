"""Load the part of the graph that a change can touch, so that resolving it alone equals resolving all.

Not walked through: crowded identifiers (they join nothing), and from a weak identifier only to the one
strong identifier that it attaches to. So a mailbox shared by ten thousand persons costs what one does.
"""

from collections.abc import Iterable

import msgspec

from polku.identity.groups import WEAK, Node
from polku.identity.resolve import Edge, Verdict
from polku.identity.rows import select, select_of

_NEIGHBOUR = (
    "SELECT c.id, c.{here}_id, c.{there}_id, c.first_at, c.{here}_id, c.{there}_id"
    " FROM identity_claim c JOIN identity_identifier o ON o.id = c.{there}_id"
    " WHERE c.{here}_id IN ({{ids}}) AND NOT c.revoked AND NOT o.crowded AND o.policy {policy} 'weak'"
)
# The first strong, uncrowded identifier that each weak one was told with.
_TARGET = (
    "SELECT id, weak, strong, first_at FROM (SELECT c.id, c.weak, c.strong, c.first_at, ROW_NUMBER() OVER"
    " (PARTITION BY c.weak ORDER BY c.first_at, o.namespace, o.value) AS place FROM"
    " (SELECT id, low_id AS weak, high_id AS strong, first_at FROM identity_claim"
    "   WHERE low_id IN ({{ids}}) AND NOT revoked UNION ALL"
    "  SELECT id, high_id AS weak, low_id AS strong, first_at FROM identity_claim"
    "   WHERE high_id IN ({{ids}}) AND NOT revoked) c"
    " JOIN identity_identifier o ON o.id = c.strong WHERE o.policy <> 'weak' AND NOT o.crowded) ranked{top}"
)
# The first unique identifier that each crowded one was told with: the one its question is about.
_CLAIMANT = _TARGET.replace("o.policy <> 'weak' AND NOT o.crowded", "o.policy = 'unique'")


class Component(msgspec.Struct, gc=False):
    """Whole components of the graph: what resolve() needs, and which customer each identifier has now."""

    nodes: dict[int, Node]
    edges: dict[int, Edge]
    verdicts: dict[int, Verdict]
    crowded: set[int]
    customers: dict[int, int]


def load(touched: Iterable[int]) -> Component:
    """The components of the touched identifiers, with their present customers' other identifiers."""
    walk = _Walk()
    frontier = set(touched)
    while frontier:
        fresh = walk.take(frontier)
        frontier = walk.neighbours(fresh) - walk.found.nodes.keys()
    return walk.finished()


class _Walk:
    def __init__(self) -> None:
        self.found = Component({}, {}, {}, set(), {})
        self._judged = bool(select("SELECT 1 FROM identity_decision LIMIT 1"))
        self._attached: set[int] = set()

    def take(self, ids: set[int]) -> list[Node]:
        """Load identifiers, and whoever shares a customer with them; returns those not loaded before."""
        fresh = self._loaded("i.id IN ({ids})", ids)
        customers = {self.found.customers[node.id] for node in fresh}
        return fresh + self._loaded("i.customer_id IN ({ids})", customers)

    def _loaded(self, where: str, ids: Iterable[int]) -> list[Node]:
        fresh = []
        for row in select_of(
            "SELECT i.id, i.namespace, i.value, i.policy, i.crowded, i.customer_id FROM identity_identifier i"
            f" WHERE {where} AND i.customer_id <> 0",
            ids,
        ):
            if row[0] not in self.found.nodes:
                node = self.found.nodes[row[0]] = Node(*row[:4])
                self.found.customers[node.id] = row[5]
                if row[4]:
                    self.found.crowded.add(node.id)
                fresh.append(node)
        return fresh

    def neighbours(self, fresh: list[Node]) -> set[int]:
        """Ids that the walk goes on to, noting the claims that lead there."""
        crowded = self.found.crowded
        judged = self._verdicts(fresh)
        strong = {node.id for node in fresh if node.policy != WEAK and node.id not in crowded}
        weak = {node.id for node in fresh if node.policy == WEAK}
        onward = {end for pair in judged for end in pair}
        onward |= self._edges(_NEIGHBOUR, "<>", strong)
        onward |= self._targets(weak, {end for pair in judged for end in pair})
        onward |= self._claimants({node.id for node in fresh if node.policy != WEAK and node.id in crowded})
        return onward | self._loose(weak - crowded)

    def _verdicts(self, fresh: list[Node]) -> list[tuple[int, int]]:
        if not self._judged:
            return []
        ids = {node.id for node in fresh}
        pairs = []
        for end in ("low_id", "high_id"):
            for row in select_of(
                "SELECT d.id, d.low_id, d.high_id, d.kind, d.decided_at FROM identity_decision d"
                " JOIN identity_identifier l ON l.id = d.low_id JOIN identity_identifier h ON h.id = d.high_id"
                f" WHERE d.{end} IN ({{ids}}) AND d.kind IN ('same', 'apart')"
                " AND l.customer_id <> 0 AND h.customer_id <> 0 AND l.entity = h.entity",
                ids,
            ):
                self.found.verdicts[row[0]] = Verdict(row[1], row[2], row[3] == "same", row[4])
                pairs.append((row[1], row[2]))
        return pairs

    def _edges(self, query: str, policy: str, ids: set[int]) -> set[int]:
        reached = set()
        for here, there in (("low", "high"), ("high", "low")):
            for row in select_of(query.format(here=here, there=there, policy=policy), ids):
                self.found.edges[row[0]] = Edge(row[1], row[2], row[3], row[0])
                reached.add(row[2])
        return reached

    def _targets(self, weak: set[int], judged: set[int]) -> set[int]:
        """The strong identifiers that weak ones attach to; all they could, where a person had a say."""
        reached = set()
        for ids, top in ((weak - judged, " WHERE place = 1"), (weak & judged, "")):
            for claim_id, here, there, first_at in select_of(_TARGET.format(top=top), ids):
                self.found.edges[claim_id] = Edge(here, there, first_at, claim_id)
                reached.add(there)
                if here not in judged:
                    self._attached.add(here)
        return reached

    def _loose(self, weak: set[int]) -> set[int]:
        """Weak identifiers told with these; two that each attach somewhere have nothing to say to each other."""
        before = set(self.found.edges)
        reached = self._edges(_NEIGHBOUR, "=", weak)
        settled = self._attached | self._attached_among(reached - self.found.nodes.keys())
        onward = set()
        for claim_id in self.found.edges.keys() - before:
            edge = self.found.edges[claim_id]
            if edge.a in settled and edge.b in settled:
                del self.found.edges[claim_id]
            else:
                onward.add(edge.b)
        return onward

    def _attached_among(self, weak: set[int]) -> set[int]:
        if not weak:
            return set()
        judged = set()
        if self._judged:
            for end in ("low_id", "high_id"):
                query = f"SELECT {end} FROM identity_decision WHERE {end} IN ({{ids}})"
                judged |= {row[0] for row in select_of(query, weak)}
        return {row[1] for row in select_of(_TARGET.format(top=" WHERE place = 1"), weak - judged)}

    def _claimants(self, crowded: set[int]) -> set[int]:
        reached = set()
        for claim_id, here, there, first_at in select_of(_CLAIMANT.format(top=" WHERE place = 1"), crowded):
            self.found.edges[claim_id] = Edge(here, there, first_at, claim_id)
            reached.add(there)
        return reached

    def finished(self) -> Component:
        """Without the claims and verdicts that lead out of what was loaded."""
        nodes = self.found.nodes.keys()
        for kept in (self.found.edges, self.found.verdicts):
            for key in [key for key, pair in kept.items() if pair.a not in nodes or pair.b not in nodes]:
                del kept[key]
        return self.found
