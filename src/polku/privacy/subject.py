"""Whom an export or a forgetting is about: the identifiers, the events, and the values that are theirs alone."""

import msgspec
from django.db.models import Q

from polku.identity.models import Claim, Customer, Identifier, Sighting, Trait
from polku.identity.naming import FULL, plain
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
    mentions: dict[
        int, str
    ] = {}  # bodies by event id, of others' and nobody's events that hold one of the values
    bystanders: dict[int, int] = {}  # whose those events are: customer ids by event id

    def with_mentions(self, found: dict[int, str]) -> "Subject":
        """The same, knowing where else the values stand; the subject's own events don't count."""
        own = set(self.event_ids)
        mentions = {event_id: body for event_id, body in found.items() if event_id not in own}
        return msgspec.structs.replace(self, mentions=mentions, bystanders=customers_of(list(mentions)))


def subject_of(customer_id: int) -> Subject:
    """Everything that says what is theirs; LookupError where there is no such customer."""
    identifiers = list(Identifier.objects.filter(customer_id=customer_id).order_by("id"))
    if not identifiers:
        raise LookupError(f"there is no customer {customer_id}")
    ids = [identifier.pk for identifier in identifiers]
    shared = _shared(ids)
    own = [identifier for identifier in identifiers if identifier.pk not in shared]
    return Subject(
        customer_id=customer_id,
        identifiers=ids,
        shared=sorted(shared),
        names={(identifier.namespace, identifier.value) for identifier in own},
        event_ids=list(
            Sighting.objects.filter(identifier_id__in=ids)
            .order_by("event_id")
            .values_list("event_id", flat=True)
        ),
        values=Values([*_own_values(customer_id, own), *_own_names(customer_id, ids)]),
    )


def _shared(ids: list[int]) -> set[int]:
    """Those of the identifiers that an event also claimed for somebody else: a family's email, a common device."""
    theirs = set(ids)
    pairs = Claim.objects.filter(Q(low__in=ids) ^ Q(high__in=ids)).values_list("low_id", "high_id")
    return {identifier_id for pair in pairs for identifier_id in pair if identifier_id in theirs}


def _own_values(customer_id: int, own: list[Identifier]) -> list[str]:
    values = {identifier.value for identifier in own if is_specific(identifier.value)}
    elsewhere = Identifier.objects.filter(value__in=values).exclude(customer_id=customer_id)
    return sorted(values - set(elsewhere.values_list("value", flat=True)))


def _own_names(customer_id: int, ids: list[int]) -> list[str]:
    """Full names that neither another customer nor one of us bears."""
    told = Trait.objects.filter(identifier__in=ids).values_list("name", "value")
    facts = [msgspec.json.decode(value) for name, value in told if plain(name) in FULL]
    names = {fact for fact in facts if isinstance(fact, str)}
    names |= set(Customer.objects.filter(pk=customer_id).values_list("name", flat=True))
    return [
        name for name in sorted(names) if is_specific_name(name) and not _borne_by_another(name, customer_id)
    ]


def _borne_by_another(name: str, customer_id: int) -> bool:
    return (
        Customer.objects.filter(name__iexact=name).exclude(pk=customer_id).exists()
        or InteractionRow.objects.filter(actor__iexact=name).exclude(customer_id=customer_id).exists()
    )
