"""Customers and their paths, laid down for a test as the worker would lay them down."""

import json
from datetime import datetime
from typing import Any

import msgspec

from polku.identity.models import Customer, Identifier
from polku.lib.clock import MINUTE, from_datetime
from polku.lib.digest import digest
from polku.timeline.folds.encounters import fold_encounters
from polku.timeline.folds.promises import fold_promises
from polku.timeline.interaction import Interaction
from polku.timeline.models import EncounterRow, InteractionRow, PromiseRow
from polku.timeline.vocabulary import VOCABULARY, Kind, Side

GAP = 30 * MINUTE


def at(text: str) -> int:
    """The moment written as `2026-11-02 09:12`, in UTC."""
    return from_datetime(datetime.fromisoformat(f"{text}+00:00"))


def did(when: str, kind: str, side: str = "", **fields: Any) -> Interaction:
    """One interaction; the side is that of the kind where only one may do it."""
    sides = VOCABULARY[Kind(kind)].sides
    chosen = Side(side) if side else sides[0]
    assert chosen in sides
    fields.setdefault("touchpoint", "support")
    key = digest(when, kind, str(chosen), json.dumps(fields, sort_keys=True))
    return Interaction(
        occurred_at=at(when), sequence=0, key=key, ordinal=0, kind=Kind(kind), side=chosen, **fields
    )


def customer(name: str, *names: tuple[str, str, str], entity: str = "person") -> int:
    """A customer with these (namespace, value, policy); their id."""
    made = [
        Identifier.objects.create(
            namespace=namespace, value=value, policy=policy, entity=entity, customer_id=0, first_at=number
        )
        for number, (namespace, value, policy) in enumerate(names or (("account", name, "unique"),))
    ]
    lowest = made[0].pk
    Identifier.objects.filter(pk__in=[one.pk for one in made]).update(customer_id=lowest)
    Customer.objects.create(
        id=lowest, entity=entity, name=name, known=True, first_at=0, last_at=0, revision=1
    )
    return lowest


def tell(customer_id: int, *happened: Interaction) -> None:
    """Lay down these interactions beside what the customer has, and fold the path anew."""
    told = InteractionRow.objects.count()
    InteractionRow.objects.bulk_create(
        InteractionRow(
            event_id=told + number,
            identifier_id=customer_id,
            customer_id=customer_id,
            **msgspec.structs.asdict(one)
            | {"attributes": json.dumps(one.attributes) if one.attributes else ""},
        )
        for number, one in enumerate(happened, start=1)
    )
    fold(customer_id)


def fold(customer_id: int) -> None:
    """Encounters, promises and counts of a customer from the interactions laid down."""
    path = [_interaction(row) for row in InteractionRow.objects.filter(customer_id=customer_id)]
    EncounterRow.objects.filter(customer_id=customer_id).delete()
    PromiseRow.objects.filter(customer_id=customer_id).delete()
    for encounter in fold_encounters(path, GAP):
        columns = msgspec.structs.asdict(encounter) | {"people": json.dumps(encounter.people)}
        EncounterRow.objects.create(customer_id=customer_id, **columns)
    for promise in fold_promises(path):
        PromiseRow.objects.create(customer_id=customer_id, **msgspec.structs.asdict(promise))
    moments = [one.occurred_at for one in path]
    present = Customer.objects.get(pk=customer_id)
    present.interactions, present.revision = len(path), present.revision + 1
    present.first_at, present.last_at = min(moments), max(moments)
    present.save()


def _interaction(row: InteractionRow) -> Interaction:
    columns = {name: getattr(row, name) for name in Interaction.__struct_fields__}
    columns["attributes"] = json.loads(row.attributes) if row.attributes else None
    columns |= {"key": bytes(row.key), "kind": Kind(row.kind), "side": Side(row.side)}
    return Interaction(**columns)
