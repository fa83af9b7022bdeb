"""Whom a forgetting or an export is about, with every name and address their own events ever told.

The tables keep only what was told last; an old name may still stand in somebody else's event.
"""

from collections.abc import Mapping
from typing import Any, Final

from polku.identity.naming import EMAIL, FIRST, FULL, LAST, plain
from polku.pipeline.drain import drain
from polku.pipeline.interpret import Interpreter, Read
from polku.privacy import looks
from polku.privacy.subject import Subject, ToldOf, event_ids_of, subject_of
from polku.timeline.log.read import events_of
from polku.touchpoints.reading import Reading

_NUMBERS: Final = ("phone", "phonenumber", "mobile", "telephone")


def known_subject(customer_id: int) -> Subject:
    """The customer with all that was acknowledged so far; LookupError where there is none."""
    drain()
    looks.flush()
    return subject_as_filed(customer_id)


def subject_as_filed(customer_id: int) -> Subject:
    """The customer as the tables have it now: for within a transaction."""
    told = [event for event in events_of(event_ids_of(customer_id)) if event.body is not None]
    readings = [one.reading for one in Interpreter().interpret(told) if isinstance(one, Read)]
    facts = [_plain(reading) for reading in readings]
    return subject_of(
        customer_id,
        ToldOf(
            names={name for traits in facts for name in _names(traits)},
            values={traits[name] for traits in facts for name in (*EMAIL, *_NUMBERS) if name in traits},
        ),
    )


def _plain(reading: Reading) -> dict[str, str]:
    told: Mapping[str, Any] = reading.traits or reading.organisation_traits
    return {plain(name): " ".join(value.split()) for name, value in told.items() if isinstance(value, str)}


def _names(traits: Mapping[str, str]) -> set[str]:
    first = next((traits[name] for name in FIRST if name in traits), "")
    last = next((traits[name] for name in LAST if name in traits), "")
    names = {traits[name] for name in FULL if name in traits}
    return names | ({f"{first} {last}", f"{last} {first}", f"{last}, {first}"} if first and last else set())
