"""Erase a customer's identifiers and all that hangs on them (docs/decisions/0002-forgetting.md)."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from polku.identity.memory import restamp
from polku.identity.models import (
    Claim,
    Customer,
    Decision,
    Identifier,
    Membership,
    Merge,
    Review,
    SearchTerm,
    Sighting,
    Trait,
)


def erase_identifiers(customer_id: int, keep: Collection[int], event_ids: Sequence[int]) -> int:
    """Leave nothing of the customer but the identifiers in `keep`, which go to whom else they were claimed for.

    `event_ids` are the customer's events: what the kept identifiers were told by them goes too. Returns how
    many identifiers went. Runs in the caller's transaction; a worker's memory does not outlive it.
    """
    going = list(
        Identifier.objects.filter(customer_id=customer_id).exclude(pk__in=keep).values_list("pk", flat=True)
    )
    for model in (Claim, Decision, Review):
        model.objects.filter(Q(low__in=going) | Q(high__in=going)).delete()
    Membership.objects.filter(Q(person__in=going) | Q(organisation__in=going)).delete()
    Merge.objects.filter(Q(customer_id=customer_id) | Q(absorbed_id=customer_id)).delete()
    Sighting.objects.filter(identifier__in=[*going, *keep], event_id__in=event_ids).delete()
    Trait.objects.filter(Q(identifier__in=going) | Q(identifier__in=keep, event_id__in=event_ids)).delete()
    SearchTerm.objects.filter(customer_id=customer_id).delete()
    Identifier.objects.filter(pk__in=going).delete()
    Customer.objects.filter(pk=customer_id).delete()
    for identifier in Identifier.objects.filter(pk__in=keep):
        _hand_on(identifier)
    restamp()
    return len(going)


def _hand_on(identifier: Identifier) -> None:
    claims = Claim.objects.filter(Q(low=identifier) | Q(high=identifier)).select_related("low", "high")
    others = {claim.high if claim.low_id == identifier.pk else claim.low for claim in claims}
    heirs = [other.customer_id for other in others if other.customer_id != identifier.customer_id]
    if heirs:
        Identifier.objects.filter(pk=identifier.pk).update(customer_id=min(heirs))
