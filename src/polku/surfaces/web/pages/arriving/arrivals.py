"""The newest arrivals as lines that can be read: when, from where, about whom, what happened.

A line names the customer and what kind of thing happened, as lists do; it shows none of their words.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from polku.identity.models import Customer, Sighting
from polku.intake.models import Quarantined
from polku.timeline.log.read import Told, events_after, last_position
from polku.timeline.models import InteractionRow, Source
from polku.timeline.sources import OWN

MOST: Final = 30
_LOOKED_AT: Final = 500  # ids may have gaps: PostgreSQL skips those of what was told twice


class Did(msgspec.Struct, frozen=True):
    """One thing that an event told of."""

    kind: str
    side: str
    place: str  # its touchpoint, where the next thing is not at the same one


class Arrival(msgspec.Struct, frozen=True):
    """One event. `state`: read, unread (the worker has not come to it) or refused (it is in quarantine)."""

    event_id: int
    received_at: int
    source: str
    ours: bool  # Polku's own: somebody here decided something
    customer: Customer | None
    did: list[Did]
    state: str
    refused_id: int | None


def arrivals(position: int) -> list[Arrival]:
    """At most thirty, newest first; `position` is how far the worker has read."""
    told = _newest()
    ids = [one.id for one in told]
    names = dict(Source.objects.values_list("pk", "name"))
    own = Source.objects.filter(slug=OWN).values_list("pk", flat=True).first()
    customers, did, refused = _customers(ids), _did(ids), _refused(ids)
    return [
        Arrival(
            event_id=one.id,
            received_at=one.received_at,
            source=names.get(one.source_id, "–"),
            ours=one.source_id == own,
            customer=customers.get(one.id),
            did=did.get(one.id, []),
            state="refused" if one.id in refused else "read" if one.id <= position else "unread",
            refused_id=refused.get(one.id),
        )
        for one in told
    ]


def _newest() -> list[Told]:
    return events_after(last_position() - _LOOKED_AT, _LOOKED_AT)[: -MOST - 1 : -1]


def _customers(event_ids: Sequence[int]) -> dict[int, Customer]:
    filed = dict(
        Sighting.objects.filter(event_id__in=event_ids).values_list("event_id", "identifier__customer_id")
    )
    known = Customer.objects.in_bulk(set(filed.values()))
    return {event_id: known[customer] for event_id, customer in filed.items() if customer in known}


def _did(event_ids: Sequence[int]) -> dict[int, list[Did]]:
    found: dict[int, list[Did]] = {}
    rows: Iterable[tuple[int, str, str, str]] = (
        InteractionRow.objects.filter(event_id__in=event_ids)
        .order_by("event_id", "ordinal")
        .values_list("event_id", "kind", "side", "touchpoint")
    )
    for event_id, *rest in rows:
        found.setdefault(event_id, []).append(Did(*rest))
    return {event_id: _place_said_once(did) for event_id, did in found.items()}


def _place_said_once(did: list[Did]) -> list[Did]:
    """`ordered · paid (web shop)`: a place stands behind the last of what happened at it."""
    following = [one.place for one in did[1:]] + [""]
    return [
        msgspec.structs.replace(one, place="" if one.place == after else one.place)
        for one, after in zip(did, following, strict=True)
    ]


def _refused(event_ids: Sequence[int]) -> dict[int, int]:
    """Event id → its row in quarantine. Those are few, so they are looked for among the newest that wait."""
    newest = Quarantined.objects.filter(state__in=["waiting", "asked"]).order_by("-pk")[:_LOOKED_AT]
    wanted = set(event_ids)
    return {row.event_id: row.pk for row in newest.only("event_id") if row.event_id in wanted}
