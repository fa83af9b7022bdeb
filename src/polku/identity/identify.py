"""Who an event is about: batches of references become identifiers, claims and customers.

In the steady state everything named is remembered and no graph is looked at; what is new is resolved for the
components it touches (component.py), so a batch costs what changes, not what is there.
"""

from collections.abc import Iterable, Sequence

import msgspec

from polku.identity.arrivals import write_arrivals
from polku.identity.batch import Batch, Seen
from polku.identity.claims import decided_before, touched_by, write_claims
from polku.identity.crowding import mark_crowds, neighbours_of
from polku.identity.describe import describe
from polku.identity.history import Cause
from polku.identity.memory import MEMORY
from polku.identity.newborn import Settled, settle_newborn
from polku.identity.rows import insert, select_of, update
from polku.identity.traits import tell
from polku.identity.weave import Moved, Woven, weave

__all__ = ["Identified", "Moved", "Seen", "identify"]

_SIGHTING = {"event_id": "bigint", "identifier_id": "bigint", "occurred_at": "bigint"}
_MEMBERSHIP = {"person_id": "bigint", "organisation_id": "bigint", "first_at": "bigint", "last_at": "bigint"}


class Identified(msgspec.Struct, gc=False):
    """Per event its strongest identifier and that one's customer after the batch; and who moved.

    `latest` has the last moment of each of those customers whose row says nothing of it yet: the caller changes
    that row anyway, and writes it along.
    """

    identifiers: list[int]
    customers: list[int]
    moved: list[Moved]
    latest: dict[int, int]


def identify(seen: Sequence[Seen]) -> Identified:
    """Identify a batch, in the log's order, inside the caller's transaction. ValueError without a reference."""
    if not seen:
        return Identified([], [], [], {})
    MEMORY.open()
    batch = Batch(seen)
    decided = decided_before(batch.new)
    settled = settle_newborn(batch, decided)
    write_arrivals(batch.met)
    woven = _connect(batch, settled, decided)
    _file_sightings(batch)
    _write_memberships(batch)
    renamed = tell(batch.facts)
    update(
        "identity_identifier",
        {"first_at": "bigint"},
        [(one.first_at, one.id) for one in batch.earlier.values()],
    )
    # A cookie that somebody known brought along changes nothing that lists and search say of them.
    new = [one for one in batch.new if one not in settled.attached]
    stale = woven.stale | _owners(batch, [*renamed, *new, *batch.earlier])
    describe(stale)
    MEMORY.keep()
    return Identified(
        [one.id for one in batch.primaries],
        [one.customer_id for one in batch.primaries],
        woven.moved,
        _last_moments(batch, stale),
    )


def _connect(batch: Batch, settled: Settled, decided: set[int]) -> Woven:
    """Write new claims and resolve what they touch."""
    plain = settled.grouped | settled.attached
    changed = [pair for pair in write_claims(batch) if plain.isdisjoint(pair)]
    touched = touched_by(changed, batch) | decided
    if batch.weakened:
        weaker = [(one.policy, one.id) for one in batch.weakened.values()]
        update("identity_identifier", {"policy": "text"}, weaker)
        around = batch.weakened.keys() | neighbours_of(batch.weakened)
        touched |= around | mark_crowds(around)
    if not touched:
        return Woven([], set())
    newest = max(batch.seen, key=lambda one: one.event_id)
    cause = Cause(newest.event_id, newest.occurred_at)
    return weave(touched, batch.births, set(batch.new), cause)


def _owners(batch: Batch, ids: Iterable[int]) -> set[int]:
    """The customers, after the batch, of identifiers that it changed."""
    known = {**batch.earlier, **batch.by_id}
    return {known[one].customer_id for one in ids}


def _file_sightings(batch: Batch) -> None:
    insert(
        "identity_sighting",
        _SIGHTING,
        [
            (one.event_id, known.id, one.occurred_at)
            for one, known in zip(batch.seen, batch.primaries, strict=True)
        ],
        "ON CONFLICT (event_id) DO UPDATE SET"
        " identifier_id = excluded.identifier_id, occurred_at = excluded.occurred_at",
    )


def _write_memberships(batch: Batch) -> None:
    """Widen the time over which each person was told with each organisation."""
    stored = {}
    for row in select_of(
        "SELECT id, person_id, organisation_id, first_at, last_at FROM identity_membership"
        " WHERE person_id IN ({ids})",
        {person for person, _ in batch.members},
    ):
        stored[row[1], row[2]] = row
    fresh, wider = [], []
    for pair, (first, last) in batch.members.items():
        known = stored.get(pair)
        if known is None:
            fresh.append((*pair, first, last))
        elif first < known[3] or last > known[4]:
            wider.append((min(first, known[3]), max(last, known[4]), known[0]))
    insert("identity_membership", _MEMBERSHIP, fresh)
    update("identity_membership", {"first_at": "bigint", "last_at": "bigint"}, wider)


def _last_moments(batch: Batch, described: set[int]) -> dict[int, int]:
    latest: dict[int, int] = {}
    for one, known in zip(batch.seen, batch.primaries, strict=True):
        customer = known.customer_id
        if customer not in described and one.occurred_at > latest.get(customer, -(2**63)):
            latest[customer] = one.occurred_at
    return latest
