"""Keep the mark of crowded identifiers: the one thing about a claim's neighbours that is stored, so that
nobody has to walk through a mailbox of ten thousand to learn that it joins nothing.
"""

from collections.abc import Iterable

from polku.identity.groups import Node
from polku.identity.memory import MEMORY
from polku.identity.resolve import Edge, Verdict, crowds
from polku.identity.rows import select_of, update

_SHARERS = (
    "SELECT c.id, c.{here}_id, c.{there}_id, c.first_at, o.namespace, o.value, o.policy FROM identity_claim c"
    " JOIN identity_identifier h ON h.id = c.{here}_id JOIN identity_identifier o ON o.id = c.{there}_id"
    " WHERE c.{here}_id IN ({{ids}}) AND NOT c.revoked AND ((h.policy = 'shareable' AND o.policy = 'unique')"
    " OR (h.policy = 'weak' AND o.policy = 'weak'))"
)
_DIRECTIONS = (("low", "high"), ("high", "low"))


def mark_crowds(ids: Iterable[int]) -> set[int]:
    """Look again whether these are crowded; returns those whose mark changed, with all who stood with them."""
    nodes, marked = _identifiers(ids)
    asked = set(nodes)
    edges = {}
    for here, there in _DIRECTIONS:
        for row in select_of(_SHARERS.format(here=here, there=there), asked):
            edges[row[0]] = Edge(row[1], row[2], row[3], row[0])
            nodes[row[2]] = nodes.get(row[2]) or Node(row[2], *row[4:7])
    verdicts = same_verdicts(set(nodes))
    strangers = {end for verdict in verdicts for end in (verdict.a, verdict.b)} - nodes.keys()
    nodes.update(_identifiers(strangers)[0])
    crowded = crowds(nodes, edges.values(), verdicts) & asked
    changed = crowded ^ marked
    update("identity_identifier", {"crowded": "boolean"}, [(one in crowded, one) for one in changed])
    for one in changed:
        if remembered := MEMORY.identifiers.get(nodes[one].key):
            remembered.crowded = one in crowded
    return changed | neighbours_of(changed)


def neighbours_of(ids: Iterable[int]) -> set[int]:
    """Everyone told together with these, whether or not it counts."""
    ids = list(ids)
    return {
        row[0]
        for here, there in _DIRECTIONS
        for row in select_of(f"SELECT {there}_id FROM identity_claim WHERE {here}_id IN ({{ids}})", ids)
    }


def same_verdicts(ids: Iterable[int]) -> list[Verdict]:
    """All verdicts "the same" that these hang together by."""
    found: dict[int, Verdict] = {}
    seen: set[int] = set()
    frontier = set(ids)
    while frontier:
        seen |= frontier
        reached = set()
        for end in ("low_id", "high_id"):
            for row in select_of(
                "SELECT id, low_id, high_id, decided_at FROM identity_decision"
                f" WHERE kind = 'same' AND {end} IN ({{ids}})",
                frontier,
            ):
                found[row[0]] = Verdict(row[1], row[2], True, row[3])
                reached |= {row[1], row[2]}
        frontier = reached - seen
    return list(found.values())


def _identifiers(ids: Iterable[int]) -> tuple[dict[int, Node], set[int]]:
    rows = list(
        select_of(
            "SELECT id, namespace, value, policy, crowded FROM identity_identifier WHERE id IN ({ids})", ids
        )
    )
    return {row[0]: Node(*row[:4]) for row in rows}, {row[0] for row in rows if row[4]}
