"""Claims of a batch: written where new or told earlier than known, and whom that touches."""

from collections.abc import Collection, Iterable, Mapping

from polku.identity.batch import Batch, Pair
from polku.identity.crowding import mark_crowds
from polku.identity.groups import SHAREABLE, UNIQUE, WEAK
from polku.identity.memory import MEMORY, Known
from polku.identity.rows import insert, pieces, select, select_of, update

_COLUMNS = {
    "low_id": "bigint",
    "high_id": "bigint",
    "first_at": "bigint",
    "event_id": "bigint",
    "revoked": "boolean",
}


def write_claims(batch: Batch) -> list[Pair]:
    """Write a batch's claims; returns those in force that are new or count from an earlier moment."""
    new = set(batch.new)
    stored = _stored([pair for pair in batch.claims if new.isdisjoint(pair)])
    revoked = _revoked(batch.claims)
    fresh, lowered, changed = [], [], []
    for pair, (first_at, event_id) in batch.claims.items():
        known = stored.get(pair)
        if known is not None and known[1] <= first_at:
            MEMORY.claims.put(pair, known[1])
            continue
        MEMORY.claims.put(pair, first_at)
        if known is None:
            fresh.append((*pair, first_at, event_id, pair in revoked))
        else:
            lowered.append((first_at, event_id, known[0]))
        if pair not in revoked:
            changed.append(pair)
    insert("identity_claim", _COLUMNS, fresh)
    update("identity_claim", {"first_at": "bigint", "event_id": "bigint"}, lowered)
    return changed


def touched_by(changed: Iterable[Pair], batch: Batch) -> set[int]:
    """The identifiers whose components these claims may change, crowds marked on the way."""
    touched: set[int] = set()
    sharing: set[int] = set()
    blocked: dict[int, set[Pair]] = {}
    for pair in changed:
        low, high = batch.by_id[pair[0]], batch.by_id[pair[1]]
        mailbox = next((one for one in (low, high) if one.crowded and one.policy == SHAREABLE), None)
        if mailbox is not None:
            blocked.setdefault(mailbox.id, set()).add(pair)
            continue
        touched.update(pair)
        sharing |= _may_crowd(low, high)
    if sharing:
        touched |= mark_crowds(sharing)
    if blocked:
        touched |= _earlier_claimants(blocked, batch)
    return touched


def decided_before(ids: Collection[int]) -> set[int]:
    """Those among newly named identifiers on which a person has decided already."""
    found: set[int] = set()
    if ids and select("SELECT 1 FROM identity_decision LIMIT 1"):
        for end in ("low_id", "high_id"):
            query = f"SELECT {end} FROM identity_decision WHERE {end} IN ({{ids}})"
            found |= {row[0] for row in select_of(query, ids)}
    return found


def _may_crowd(low: Known, high: Known) -> set[int]:
    policies = {low.policy, high.policy}
    if policies == {SHAREABLE, UNIQUE}:
        return {one.id for one in (low, high) if one.policy == SHAREABLE}
    if policies == {WEAK}:
        return {one.id for one in (low, high) if not one.crowded}
    return set()


def _earlier_claimants(blocked: Mapping[int, set[Pair]], batch: Batch) -> set[int]:
    """A crowded mailbox asks about its first claimant: those told before the one it asks about now."""
    asked: dict[int, int] = {}
    for end in ("low_id", "high_id"):
        query = (
            f"SELECT {end}, created_at FROM identity_review WHERE reason = 'crowded' AND {end} IN ({{ids}})"
        )
        asked.update((row[0], row[1]) for row in select_of(query, blocked))
    return {
        end
        for mailbox, pairs in blocked.items()
        for pair in pairs
        if batch.claims[pair][0] <= asked.get(mailbox, -(2**63))
        for end in pair
    }


def _stored(pairs: list[Pair]) -> dict[Pair, tuple[int, int]]:
    """Id and first moment of claims that the tables have."""
    found = {}
    for piece in pieces(pairs, 400):
        values = ", ".join(f"({low}, {high})" for low, high in piece)
        for row in select(
            f"WITH asked(low, high) AS (VALUES {values}) SELECT c.low_id, c.high_id, c.id, c.first_at"
            " FROM asked CROSS JOIN identity_claim c WHERE c.low_id = asked.low AND c.high_id = asked.high"
        ):
            found[row[0], row[1]] = (row[2], row[3])
    return found


def _revoked(pairs: Iterable[Pair]) -> set[Pair]:
    """Claims that a person has said don't count, even before they were made."""
    if not pairs or not select("SELECT 1 FROM identity_decision WHERE kind = 'revoked' LIMIT 1"):
        return set()
    query = "SELECT low_id, high_id FROM identity_decision WHERE kind = 'revoked' AND low_id IN ({ids})"
    return {(row[0], row[1]) for row in select_of(query, {pair[0] for pair in pairs})}
