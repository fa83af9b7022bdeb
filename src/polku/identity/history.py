"""The merge history: which customers became one or parted, when, on whose word or which claim."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from polku.identity.component import Component
from polku.identity.resolve import Edge, Resolution
from polku.identity.rows import insert, select_of

_COLUMNS = {
    "happened_at": "bigint",
    "customer_id": "bigint",
    "absorbed_id": "bigint",
    "undone": "boolean",
    "decided_by": "text",
    "claim_id": "bigint",
    "event_id": "bigint",
    "evidence": "text",
}


class Cause(msgspec.Struct, frozen=True, gc=False):
    """What set a change off: the newest event of a batch, or a person's decision."""

    event_id: int
    occurred_at: int
    decided_by: str = ""
    evidence: str = ""
    claim_id: int | None = None


class _Line(msgspec.Struct, frozen=True, gc=False):
    customer: int
    absorbed: int
    undone: bool
    edge: Edge | None


def write_history(
    component: Component,
    resolution: Resolution,
    customers: Mapping[int, int],
    births: Sequence[Sequence[int]],
    new: set[int],
    cause: Cause,
) -> None:
    """One line for each customer absorbed, and one for each group that parted from its customer."""
    origins = _origins(component, customers, births, new)
    lines = _lines(origins, customers, resolution)
    claims = {line.edge.claim_id for line in lines if line.edge}
    events: dict[int, int] = dict(
        select_of("SELECT id, event_id FROM identity_claim WHERE id IN ({ids})", claims)
    )
    insert("identity_merge", _COLUMNS, [_row(line, events, cause) for line in lines])


def _origins(
    component: Component, customers: Mapping[int, int], births: Sequence[Sequence[int]], new: set[int]
) -> dict[int, int]:
    """The customer each identifier had before; a new one was born to whom its first event named with it."""
    origins = dict(component.customers)
    placed = origins.keys() - new
    for named in births:
        for one in named:
            if one in placed or one not in customers:
                continue
            mates = [other for other in named if other in placed and customers[other] == customers[one]]
            if mates:
                origins[one] = origins[mates[0]]
            placed.add(one)
    return origins


def _lines(origins: Mapping[int, int], customers: Mapping[int, int], resolution: Resolution) -> list[_Line]:
    sources: dict[int, set[int]] = defaultdict(set)
    for one, origin in origins.items():
        sources[customers[one]].add(origin)
    present = set(customers.values())
    joins: dict[int, list[Edge]] = defaultdict(list)
    for edge in resolution.joins:
        joins[customers[edge.a]].append(edge)
    lines = []
    for customer, came_from in sorted(sources.items()):
        first = _itself(customer, came_from, present)
        if first != customer and first in present:
            lines.append(_Line(customer, first, True, None))
        for origin in sorted(came_from - {first}):
            lines.append(
                _Line(customer, origin, origin in present, _bridge(origin, origins, joins[customer]))
            )
    return lines


def _itself(customer: int, came_from: set[int], present: set[int]) -> int:
    """The customer that a cluster goes on from: of the same id, or one that is no more under its old id."""
    if customer in came_from:
        return customer
    return min(came_from - present or came_from)


def _bridge(origin: int, origins: Mapping[int, int], joins: Sequence[Edge]) -> Edge | None:
    """The claim that ties those who came from one customer to the rest of the cluster."""
    for edge in joins:
        if (origins[edge.a] == origin) != (origins[edge.b] == origin):
            return edge
    return None


def _row(line: _Line, events: Mapping[int, int], cause: Cause) -> tuple[object, ...]:
    by_claim = line.edge is not None and not cause.decided_by
    return (
        line.edge.first_at if line.edge and by_claim else cause.occurred_at,
        line.customer,
        line.absorbed,
        line.undone,
        cause.decided_by,
        line.edge.claim_id if line.edge and by_claim else cause.claim_id,
        events[line.edge.claim_id] if line.edge and by_claim else cause.event_id,
        cause.evidence,
    )
