"""The lines of the merge history, each with the two identifiers it stood on and whether it still stands."""

from collections.abc import Iterable
from typing import Final

import msgspec
from django.db.models import Q, QuerySet

from polku.identity.models import Claim, Customer, Decision, Identifier, Merge

_LARGEST_ID = 2**63 - 1
WORDS: Final = ("same", "unsaid")  # by which a parting is undone


class Line(msgspec.Struct, frozen=True):
    """A merge or a parting. `between` is what it stood on: a claim's ends, or those of a person's decision."""

    merge: Merge
    customer: Customer | None
    absorbed: Identifier | None
    between: tuple[Identifier, Identifier] | None
    revocable: bool  # a claim that counts still
    stands: bool  # a merge that nobody has taken back

    @property
    def before(self) -> str:
        """The word that makes it as it was: a person's "the same", or, where a claim spoke for itself, none."""
        return "same" if self.merge.decided_by else "unsaid"


def asked_customer(text: str) -> int | None:
    """The customer id that an address asks for; None for all."""
    return int(text) if text.isascii() and text.isdecimal() and int(text) <= _LARGEST_ID else None


def rows(customer_id: int | None) -> "QuerySet[Merge]":
    """Newest first; of one customer, also under ids it had before."""
    found = Merge.objects.select_related("claim").order_by("-pk")
    if customer_id is None:
        return found
    ids = Identifier.objects.filter(customer_id=customer_id).values("pk")
    return found.filter(Q(customer_id=customer_id) | Q(absorbed_id=customer_id) | Q(customer_id__in=ids))


def lines(merges: Iterable[Merge]) -> list[Line]:
    """The history with what it names."""
    merges = list(merges)
    ids = {one for merge in merges for one in (merge.customer_id, merge.absorbed_id)}
    named = Identifier.objects.in_bulk(ids)
    customers = Customer.objects.in_bulk({identifier.customer_id for identifier in named.values()})
    claims = Claim.objects.select_related("low", "high").in_bulk({merge.claim_id for merge in merges})
    decisions = _decisions(merges)
    found = []
    for merge in merges:
        basis = claims.get(merge.claim_id) or decisions.get(merge.event_id)
        present = named.get(merge.customer_id)
        found.append(
            Line(
                merge=merge,
                customer=customers.get(present.customer_id) if present else None,
                absorbed=named.get(merge.absorbed_id),
                between=(basis.low, basis.high) if basis else None,
                revocable=isinstance(basis, Claim) and not basis.revoked,
                stands=not merge.undone and basis is not None and _counts(basis),
            )
        )
    return found


def _decisions(merges: Iterable[Merge]) -> dict[int, Decision]:
    events = {merge.event_id for merge in merges if merge.decided_by}
    return {
        one.event_id: one
        for one in Decision.objects.filter(event_id__in=events).select_related("low", "high")
    }


def _counts(basis: Claim | Decision) -> bool:
    """Whether what joined the two still does; a later word on the pair may have taken it back."""
    if isinstance(basis, Decision):
        return basis.kind == "same"
    parted = Decision.objects.filter(low_id=basis.low_id, high_id=basis.high_id, kind="apart").exists()
    return not basis.revoked and not parted
