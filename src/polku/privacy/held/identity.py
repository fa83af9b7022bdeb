"""What identity holds about a customer: names, facts, and what was joined with what."""

from typing import Any, Final

import msgspec
from django.db.models import Q

from polku.identity.erase import erase_identifiers
from polku.identity.models import Customer, Decision, Identifier, Membership, Merge, Review, Trait
from polku.lib.clock import to_text
from polku.privacy.held.columns import take_out
from polku.privacy.holders import Holder
from polku.privacy.subject import Subject

MODELS: Final = (
    "identity.identifier",
    "identity.claim",
    "identity.decision",
    "identity.merge",
    "identity.review",
    "identity.customer",
    "identity.trait",
    "identity.membership",
    "identity.sighting",
    "identity.searchterm",
)


def _export(subject: Subject) -> list[dict[str, Any]]:
    """One entry: the customer with its identifiers, facts, organisations and merge history."""
    ids = subject.identifiers
    customer = Customer.objects.filter(pk=subject.customer_id).first()
    return [
        {
            "customer": subject.customer_id,
            "name": customer.name if customer else "",
            "entity": customer.entity if customer else "",
            "identifiers": [
                {"namespace": one.namespace, "value": one.value, "first_at": to_text(one.first_at)}
                for one in Identifier.objects.filter(pk__in=ids).order_by("pk")
            ],
            "facts": [
                {
                    "name": one.name,
                    "value": msgspec.json.decode(one.value),
                    "told_at": to_text(one.occurred_at),
                }
                for one in Trait.objects.filter(identifier__in=ids).order_by("pk")
            ],
            "memberships": [
                {
                    "person": str(one.person),
                    "organisation": str(one.organisation),
                    "since": to_text(one.first_at),
                }
                for one in Membership.objects.filter(
                    Q(person__in=ids) | Q(organisation__in=ids)
                ).select_related("person", "organisation")
            ],
            "merges": [
                {
                    "at": to_text(one.happened_at),
                    "parted": one.undone,
                    "decided_by": one.decided_by or "Polku",
                    "evidence": one.evidence,
                }
                for one in Merge.objects.filter(
                    Q(customer_id=subject.customer_id) | Q(absorbed_id=subject.customer_id)
                ).order_by("pk")
            ],
        }
    ]


def _erase(subject: Subject) -> int:
    return erase_identifiers(subject.customer_id, keep=subject.shared, event_ids=subject.event_ids)


def _take_out(subject: Subject) -> int:
    bystanders = set(subject.bystanders.values())
    facts = Trait.objects.filter(identifier__customer_id__in=bystanders)
    return (
        take_out(facts, {"value": True}, subject.values)
        + take_out(Decision.objects.all(), {"evidence": False}, subject.values)
        + take_out(Merge.objects.exclude(evidence=""), {"evidence": False}, subject.values)
        + take_out(Review.objects.all(), {"evidence": True}, subject.values)
    )


IDENTITY: Final = Holder("identity", MODELS, _export, _erase, _take_out)
