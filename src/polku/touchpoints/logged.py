"""What one of us wrote down about meeting a customer, as the log keeps it: read like a source's event, by no mapping.

Told again with the same `record` and nothing that happened, it is taken back (decision 0010 says how records are
told again).
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import VOCABULARY, Kind, Side
from polku.touchpoints.reading import Entity, Policy, Reading, Reference, Unreadable

LOGGED: Final = "encounter.logged"


class Named(msgspec.Struct):
    """Whom it is about: an identifier that they have already."""

    namespace: str
    value: str
    policy: Policy
    entity: Entity = Entity.PERSON


class Happened(msgspec.Struct):
    """One thing that one side did. `at` is microseconds UTC."""

    at: int
    kind: Kind
    side: Side
    channel: str
    touchpoint: str
    thread: str = ""
    subject: str = ""
    text: str = ""


class Logged(msgspec.Struct):
    """All of it; `happened` is empty where it was taken back."""

    record: str
    who: Named
    by: str
    happened: list[Happened]


def logged(body: Mapping[str, Any]) -> Logged:
    """What a body tells; Unreadable where it makes no sense, so that it goes to quarantine."""
    try:
        told = msgspec.convert(body, Logged)
    except msgspec.ValidationError as wrong:
        raise Unreadable(f"not an encounter that was logged: {wrong}") from wrong
    for one in told.happened:
        if one.side not in VOCABULARY[one.kind].sides:
            raise Unreadable(f"{one.kind} is nothing that {one.side} does", "happened")
    return told


def reading_of(told: Logged, key: bytes) -> Reading:
    """The interactions, in the order in which they were written down; `key` is the event's."""
    who = Reference(told.who.namespace, told.who.value, told.who.policy, told.who.entity)
    return Reading(
        references=[who],
        traits={},
        organisation_traits={},
        interactions=[
            Interaction(
                occurred_at=one.at, sequence=0, key=key, ordinal=ordinal, kind=one.kind, side=one.side,
                touchpoint=one.touchpoint, channel=one.channel, thread=one.thread, subject=one.subject, text=one.text, actor=told.by,
            )
            for ordinal, one in enumerate(told.happened)
        ],
    )  # fmt: skip
