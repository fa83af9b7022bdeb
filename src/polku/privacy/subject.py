"""Whom an export or a forgetting is about: the identifiers, the events, and the values that are theirs alone."""

import msgspec
from django.db.models import Q

from polku.identity.models import Claim, Customer, Identifier, Sighting
from polku.privacy.mentions import customers_of
from polku.privacy.values import Values, is_specific, is_specific_name
from polku.timeline.models import InteractionRow


class Subject(msgspec.Struct, frozen=True):
    """One customer. `shared` identifiers are another customer's too and stay; `values` are this one's alone."""

    customer_id: int
    identifiers: list[int]
    shared: list[int]
    names: set[tuple[str, str]]  # (namespace, value) of the identifiers that are not shared
    event_ids: list[int]
    values: Values
    # Bodies by event id of others' and nobody's events that hold one of the values, and whose those are.
    mentions: dict[int, str] = {}
    bystanders: dict[int, int] = {}

    def with_mentions(self, found: dict[int, str]) -> "Subject":
        """The same, knowing where else the values stand; the subject's own events don't count."""
        own = set(self.event_ids)
        mentions = {event_id: body for event_id, body in found.items() if event_id not in own}
        return msgspec.structs.replace(self, mentions=mentions, bystanders=customers_of(list(mentions)))


class ToldOf(msgspec.Struct, frozen=True):
    """What a customer's own events ever told: full names, and values such as addresses and numbers."""

    names: set[str] = set()
    values: set[str] = set()


def event_ids_of(customer_id: int) -> list[int]:
    """The events filed under a customer, in the log's order."""
    filed = Sighting.objects.filter(identifier__customer_id=customer_id)
    return list(filed.order_by("event_id").values_list("event_id", flat=True))


def subject_of(customer_id: int, told: ToldOf) -> Subject:
    """Everything that says what is theirs; LookupError where there is no such customer."""
    identifiers = list(Identifier.objects.filter(customer_id=customer_id).order_by("id"))
    if not identifiers:
        raise LookupError(f"there is no customer {customer_id}")
    ids = [identifier.pk for identifier in identifiers]
    shared = _shared(ids)
    own = [identifier for identifier in identifiers if identifier.pk not in shared]
    values = {identifier.value for identifier in own} | told.values
    values -= {identifier.value for identifier in identifiers if identifier.pk in shared}
    return Subject(
        customer_id=customer_id,
        identifiers=ids,
        shared=sorted(shared),
        names={(identifier.namespace, identifier.value) for identifier in own},
        event_ids=event_ids_of(customer_id),
        values=Values([*_own_values(customer_id, values), *_own_names(customer_id, told.names)]),
    )


def _shared(ids: list[int]) -> set[int]:
    """Those of the identifiers that an event also claimed for somebody else: a family's email, a common device."""
    theirs = set(ids)
    claims = Claim.objects.filter(Q(low__in=ids) ^ Q(high__in=ids), revoked=False)
    pairs = claims.values_list("low_id", "high_id")
    return {identifier_id for pair in pairs for identifier_id in pair if identifier_id in theirs}


def _own_values(customer_id: int, values: set[str]) -> list[str]:
    """Those that can mean nobody else."""
    specific = {value for value in values if is_specific(value)}
    forms = specific | {value.lower() for value in specific}
    elsewhere = Identifier.objects.filter(value__in=forms).exclude(customer_id=customer_id)
    theirs = set(elsewhere.values_list("value", flat=True))
    return sorted(value for value in specific if theirs.isdisjoint({value, value.lower()}))


def _own_names(customer_id: int, told: set[str]) -> list[str]:
    """Full names that neither another customer nor one of us bears."""
    names = told | set(Customer.objects.filter(pk=customer_id).values_list("name", flat=True))
    return [
        name for name in sorted(names) if is_specific_name(name) and not _borne_by_another(name, customer_id)
    ]


def _borne_by_another(name: str, customer_id: int) -> bool:
    return (
        Customer.objects.filter(name__iexact=name).exclude(pk=customer_id).exists()
        or InteractionRow.objects.filter(actor__iexact=name).exclude(customer_id=customer_id).exists()
    )
