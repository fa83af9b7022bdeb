"""Short ways to tell identity something, and to read what it made of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count as counting
from typing import Any

from polku.identity.counted import count
from polku.identity.decide import apply_decision
from polku.identity.identify import Identified, Seen, identify
from polku.identity.models import Identifier, Trait
from polku.identity.traits import newest
from polku.identity.weave import Moved
from polku.touchpoints.reading import Entity, Policy, Reference

POLICIES = {
    "crm": Policy.UNIQUE,
    "shop": Policy.UNIQUE,
    "email": Policy.SHAREABLE,
    "phone": Policy.SHAREABLE,
    "cookie": Policy.WEAK,
    "device": Policy.WEAK,
    "company": Policy.UNIQUE,
}
_event_ids = counting(1)


def reference(name: str) -> Reference:
    """ "email:aino" as a reference with its namespace's policy."""
    namespace, value = name.split(":", 1)
    entity = Entity.ORGANISATION if namespace == "company" else Entity.PERSON
    return Reference(namespace, value, POLICIES[namespace], entity)


def seen(names: str, at: int = 0, **traits: Any) -> Seen:
    """An event that names these, separated by spaces."""
    references = [reference(name) for name in names.split()]
    return Seen(next(_event_ids), at, references, traits, {})


def tell(*events: Seen) -> Identified:
    """The events as one batch, without interactions, as the pipeline tells it."""
    identified = identify(events)
    count(dict.fromkeys(identified.customers, 0), identified.latest, revision=0)
    return identified


def decide(
    kind: str, one: str, other: str, at: int = 1000, by: str = "Mari", evidence: str = ""
) -> list[Moved]:
    """A person's word, as the pipeline applies it."""
    ends = [dict(zip(("namespace", "value"), name.split(":", 1), strict=True)) for name in (one, other)]
    body = {"type": f"decision.{kind}", "a": ends[0], "b": ends[1], "by": by, "evidence": evidence}
    return apply_decision(next(_event_ids), at, body)


def clusters() -> set[frozenset[str]]:
    """Who is together in the tables, by name."""
    found: dict[int, set[str]] = defaultdict(set)
    for identifier in Identifier.objects.exclude(customer_id=0):
        found[identifier.customer_id].add(str(identifier))
    return {frozenset(names) for names in found.values()}


def together(*groups: str) -> set[frozenset[str]]:
    """The clusters one expects: "crm:1 email:a", "crm:2"."""
    return {frozenset(group.split()) for group in groups}


def facts_of(customer_id: int) -> dict[str, Any]:
    """The customer's facts, over all identifiers the newest told."""
    traits = Trait.objects.filter(identifier__customer_id=customer_id)
    return newest(traits.values_list("name", "value", "occurred_at", "event_id"))


def identifier(name: str) -> Identifier:
    namespace, value = name.split(":", 1)
    return Identifier.objects.get(namespace=namespace, value=value)


def in_batches(events: Sequence[Seen], sizes: Iterable[int]) -> list[list[Seen]]:
    """The events cut into batches of these sizes, the rest in one."""
    batches, start = [], 0
    for size in sizes:
        batches.append(list(events[start : start + size]))
        start += size
    batches.append(list(events[start:]))
    return [batch for batch in batches if batch]
