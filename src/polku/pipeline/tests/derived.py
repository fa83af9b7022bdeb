"""What the derived tables say, without the ids that a database gave out: to compare two ways of getting there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from polku.identity.models import Claim, Customer, Decision, Identifier, Membership, SearchTerm, Trait
from polku.timeline.log.router import log_alias
from polku.timeline.models import EncounterRow, InteractionRow, PromiseRow
from polku.touchpoints.mappings.load import forget_readers

Derived = dict[str, list[tuple[Any, ...]]]
_PATHS = {
    "interactions": (InteractionRow, {"id", "identifier_id", "event_id"}),
    "encounters": (EncounterRow, {"id"}),
    "promises": (PromiseRow, {"id"}),
    "customers": (Customer, {"revision", "reshaped"}),
    "terms": (SearchTerm, {"id"}),
}


def derived() -> Derived:
    """Every derived table's rows, sorted; customers and identifiers stand by their names."""
    names = {one.pk: (one.namespace, one.value) for one in Identifier.objects.all()}
    members: dict[int, list[tuple[str, str]]] = {}
    for one in Identifier.objects.exclude(customer_id=0):
        members.setdefault(one.customer_id, []).append(names[one.pk])
    who = {customer: tuple(sorted(known)) for customer, known in members.items()}
    found: Derived = {"clusters": sorted(who.values())}
    for title, (model, without) in _PATHS.items():
        columns = [field.attname for field in model._meta.concrete_fields if field.attname not in without]
        rows = model._default_manager.values(*columns)
        found[title] = sorted(
            (tuple(_plain(name, row[name], who) for name in columns) for row in rows), key=repr
        )
    found["claims"] = sorted(
        (*sorted([names[one.low_id], names[one.high_id]]), one.first_at, one.revoked)
        for one in Claim.objects.all()
    )
    found["traits"] = sorted(
        (names[one.identifier_id], one.name, one.value, one.occurred_at) for one in Trait.objects.all()
    )
    found["memberships"] = sorted(
        (names[one.person_id], names[one.organisation_id], one.first_at, one.last_at)
        for one in Membership.objects.all()
    )
    found["decisions"] = sorted(
        (*sorted([names[one.low_id], names[one.high_id]]), one.kind) for one in Decision.objects.all()
    )
    return found


def _plain(name: str, value: Any, who: dict[int, tuple[tuple[str, str], ...]]) -> Any:
    if name in {"customer_id", "id"}:
        return who[value]
    return bytes(value) if name == "key" else value


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen: log and tables are as before."""
    savepoints = {alias: transaction.savepoint(using=alias) for alias in {"default", log_alias()}}
    yield
    for alias, savepoint in savepoints.items():
        transaction.savepoint_rollback(savepoint, using=alias)
    forget_readers()
