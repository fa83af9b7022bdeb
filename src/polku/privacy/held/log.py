"""What the event log holds about a customer: the bodies of their events, and mentions in others'."""

from typing import Any

import msgspec

from polku.lib.clock import to_text
from polku.privacy.holders import Holder
from polku.privacy.subject import Subject
from polku.timeline.log.erase import bodies_of_form, erase_bodies, replace_bodies
from polku.timeline.log.read import event
from polku.timeline.models import Source


def _export(subject: Subject) -> list[dict[str, Any]]:
    slugs = dict(Source.objects.values_list("pk", "slug"))
    found = [told for event_id in subject.event_ids if (told := event(event_id)) and told.body is not None]
    return [
        {
            "event": told.id,
            "source": slugs.get(told.source_id, str(told.source_id)),
            "form": told.form,
            "occurred_at": to_text(told.occurred_at),
            "received_at": to_text(told.received_at),
            "body": msgspec.json.decode(told.body or ""),
        }
        for told in found
    ]


def _erase(subject: Subject) -> int:
    decisions = [event_id for event_id, body in bodies_of_form("polku") if _decides_about(body, subject)]
    return erase_bodies([*subject.event_ids, *decisions])


def _decides_about(body: str, subject: Subject) -> bool:
    told = msgspec.json.decode(body)
    sides = [told.get(side) for side in ("a", "b")] if isinstance(told, dict) else []
    return any(
        (side.get("namespace"), side.get("value")) in subject.names
        for side in sides
        if isinstance(side, dict)
    )


def _take_out(subject: Subject) -> int:
    """Others' events keep all but the values; an event that is nobody's goes whole."""
    others, values = subject.bystanders, subject.values
    replaced = replace_bodies(
        {event_id: values.without_json(subject.mentions[event_id]) for event_id in others}
    )
    return replaced + erase_bodies([event_id for event_id in subject.mentions if event_id not in others])


EVENTS = Holder("events", ["timeline.event"], _export, _erase, _take_out, in_log=True)
