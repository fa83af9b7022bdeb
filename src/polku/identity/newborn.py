"""The common cases of somebody new, which need no look at the graph.

Everything one event names is new, and nothing else speaks of it: a cluster by itself. Or a cookie is new and
told with one known identifier alone: it belongs there. Whatever is not that simple goes the general way
(component.py, resolve.py), which would give the same.
"""

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from polku.identity import groups, resolve
from polku.identity.batch import Batch
from polku.identity.groups import UNIQUE, WEAK
from polku.identity.memory import Known


class Settled(msgspec.Struct, gc=False):
    """New identifiers that have their customer: in groups of their own, or attached to somebody known."""

    grouped: set[int]
    attached: set[int]


def settle_newborn(batch: Batch, decided: set[int]) -> Settled:
    """Give newcomers their customer, in memory, where that is plain."""
    if not batch.new:
        return Settled(set(), set())
    partners: dict[int, set[int]] = defaultdict(set)
    for low, high in batch.claims:
        partners[low].add(high)
        partners[high].add(low)
    new = set(batch.new) - decided
    return Settled(_settle_groups(batch, partners, new), _attach(batch, partners, new))


def _attach(batch: Batch, partners: Mapping[int, set[int]], new: set[int]) -> set[int]:
    """New weak identifiers, each told with a single known one that may have it."""
    attached = set()
    newcomers = set(batch.new)
    for one in new & partners.keys():
        if batch.by_id[one].policy == WEAK and len(partners[one]) == 1:
            (other,) = (batch.by_id[partner] for partner in partners[one])
            if other.id not in newcomers and other.policy != WEAK and not other.crowded:
                batch.by_id[one].customer_id = other.customer_id
                attached.add(one)
    return attached


def _settle_groups(batch: Batch, partners: Mapping[int, set[int]], new: set[int]) -> set[int]:
    settled: set[int] = set()
    before: set[int] = set()
    for named in batch.births:
        for group in _by_entity(batch, named):
            ids = {one.id for one in group}
            apart = (
                ids <= new and ids.isdisjoint(before) and all(partners.get(one, set()) <= ids for one in ids)
            )
            if len(ids) > 1 and apart and _is_simple(group):
                customer = min(ids)
                for one in group:
                    one.customer_id = customer
                settled |= ids
        before.update(named)
    return settled


def _by_entity(batch: Batch, named: list[int]) -> list[list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for one in dict.fromkeys(named):
        found[batch.by_id[one].entity].append(batch.by_id[one])
    return list(found.values())


def _is_simple(group: list[Known]) -> bool:
    """No guard has anything to say: few identifiers, and one unique id at most."""
    uniques = sum(one.policy == UNIQUE for one in group)
    strong = sum(one.policy != WEAK for one in group)
    if not strong:
        return len(group) - 1 <= resolve.MOST_WEAK
    return uniques <= 1 and strong <= groups.LARGEST and len(group) <= groups.LARGEST
