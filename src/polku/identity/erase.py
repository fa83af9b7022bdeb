"""Identity's part of forgetting: the identifiers with all that hangs on them, down to the last row."""

from collections.abc import Collection, Iterable
from typing import Final

from polku.identity.crowding import mark_crowds, neighbours_of
from polku.identity.describe import describe
from polku.identity.history import Cause
from polku.identity.memory import MEMORY, restamp
from polku.identity.models import Identifier
from polku.identity.rows import delete_of
from polku.identity.weave import Moved, weave
from polku.lib.clock import now

_OF_IDENTIFIERS: Final = (
    "DELETE FROM identity_review WHERE low_id IN ({ids}) OR high_id IN ({ids})",
    "DELETE FROM identity_decision WHERE low_id IN ({ids}) OR high_id IN ({ids})",
    "UPDATE identity_merge SET claim_id = NULL WHERE claim_id IN"
    " (SELECT id FROM identity_claim WHERE low_id IN ({ids}) OR high_id IN ({ids}))",
    "DELETE FROM identity_claim WHERE low_id IN ({ids}) OR high_id IN ({ids})",
    "DELETE FROM identity_trait WHERE identifier_id IN ({ids})",
    "DELETE FROM identity_membership WHERE person_id IN ({ids}) OR organisation_id IN ({ids})",
    "DELETE FROM identity_sighting WHERE identifier_id IN ({ids})",
    "DELETE FROM identity_identifier WHERE id IN ({ids})",
)
_OF_CUSTOMERS: Final = (
    "DELETE FROM identity_merge WHERE customer_id IN ({ids}) OR absorbed_id IN ({ids})",
    "DELETE FROM identity_searchterm WHERE customer_id IN ({ids})",
    "DELETE FROM identity_customer WHERE id IN ({ids})",
)
_OF_EVENTS: Final = (
    "DELETE FROM identity_sighting WHERE event_id IN ({ids})",
    "DELETE FROM identity_trait WHERE event_id IN ({ids})",
)
# When a kept identifier was first told, by what is left of it.
_FIRST_TOLD: Final = (
    "UPDATE identity_identifier SET first_at = COALESCE((SELECT MIN(first_at) FROM ("
    " SELECT first_at FROM identity_claim WHERE low_id = identity_identifier.id"
    " UNION ALL SELECT first_at FROM identity_claim WHERE high_id = identity_identifier.id"
    " UNION ALL SELECT occurred_at FROM identity_sighting WHERE identifier_id = identity_identifier.id"
    ") told), first_at) WHERE id IN ({ids})"
)


def erase_identifiers(customer_id: int, keep: Collection[int] = (), event_ids: Iterable[int] = ()) -> int:
    """Erase a customer's identifiers and what the events told; returns how many rows went.

    Identifiers in `keep` are somebody else's too: they stay, each by itself, until `reconsider` joins them
    anew. Call inside the transaction that erases the rest.
    """
    mine = list(Identifier.objects.filter(customer_id=customer_id).values_list("id", flat=True))
    gone = [one for one in mine if one not in keep]
    events = list(event_ids)
    erased = sum(delete_of(statement, gone) for statement in _OF_IDENTIFIERS)
    erased += sum(delete_of(statement, {customer_id, *gone}) for statement in _OF_CUSTOMERS)
    erased += sum(delete_of(statement, events) for statement in _OF_EVENTS)
    left = [one for one in mine if one in keep]
    delete_of("UPDATE identity_identifier SET customer_id = id WHERE id IN ({ids})", left)
    delete_of(_FIRST_TOLD, left)
    describe(left)
    restamp()
    return erased


def around(ids: Iterable[int]) -> set[int]:
    """Everyone ever told together with these: whom to reconsider once they are gone."""
    return neighbours_of(ids)


def reconsider(ids: Iterable[int]) -> list[Moved]:
    """Resolve these again, as after an erasure; returns who moved, whose path is to follow."""
    MEMORY.open()
    there = set(
        Identifier.objects.filter(id__in=list(ids)).exclude(customer_id=0).values_list("id", flat=True)
    )
    woven = weave(there | mark_crowds(there), [], set(), Cause(0, now(), evidence="erasure"))
    describe(woven.stale)
    MEMORY.keep()
    return woven.moved
