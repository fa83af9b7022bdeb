"""What a mapping makes of one event: who it is about, what is known of them, what happened.

Pure values; `touchpoints.mappings` makes them, `pipeline` carries them on.
"""

from enum import StrEnum
from typing import Any

import msgspec

from polku.timeline.interaction import Interaction


class Policy(StrEnum):
    """What an identifier of a namespace may do (docs/understand/identity.md)."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and asked several times for each event

    UNIQUE = "unique"  # one person each, verified: joins; two of one namespace never merge by themselves
    SHAREABLE = "shareable"  # email, phone: joins until too many verified persons share it
    WEAK = "weak"  # device, cookie: attaches to one known person, never joins two


class Entity(StrEnum):
    """What an identifier names."""

    __hash__ = str.__hash__

    PERSON = "person"
    ORGANISATION = "organisation"


class Reference(msgspec.Struct, frozen=True):
    """An identifier as an event names it, normalised: email lower-cased, phone in digits."""

    namespace: str
    value: str
    policy: Policy
    entity: Entity = Entity.PERSON


class Reading(msgspec.Struct, kw_only=True):
    """One event, read. Without a reference of a person or organisation it goes to quarantine."""

    references: list[Reference]
    traits: dict[str, Any]  # facts about the person: name, email, phone, city ...
    organisation_traits: dict[str, Any]
    interactions: list[Interaction]


class Unreadable(Exception):
    """The event can't be read with this mapping; the text says why, `where` names the field."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where
