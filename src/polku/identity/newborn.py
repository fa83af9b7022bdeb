"""The common case of somebody new: everything one event names is new, and nothing else speaks of it.

Such a group is a cluster by itself; it needs no look at the graph. Whatever is not that simple goes the
general way (component.py, resolve.py), which would give the same.
"""

from collections import defaultdict

from polku.identity import groups, resolve
from polku.identity.batch import Batch
from polku.identity.groups import UNIQUE, WEAK
from polku.identity.memory import Known


def settle_newborn(batch: Batch, decided: set[int]) -> set[int]:
    """Give each such group its customer, in memory; returns the identifiers settled."""
    partners: dict[int, set[int]] = defaultdict(set)
    for low, high in batch.claims:
        partners[low].add(high)
        partners[high].add(low)
    new = set(batch.new) - decided
    settled: set[int] = set()
    before: set[int] = set()
    for named in batch.births:
        for group in _by_entity(batch, named):
            ids = {one.id for one in group}
            apart = ids <= new and ids.isdisjoint(before) and all(partners[one] <= ids for one in ids)
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
