"""What the load is made of: a web shop's events, some 350 bytes each, of as many people as asked for."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

_KINDS: Final = ("Product Viewed", "Product Viewed", "Product Viewed", "Order Completed", "Order Refunded")


def message(number: int, people: int, chance: random.Random, moment: datetime) -> dict[str, Any]:
    """Event `number`, which happened then: most tell what an account did, one in twenty who somebody is."""
    person = chance.randrange(people)
    told: dict[str, Any] = {
        "messageId": str(UUID(int=chance.getrandbits(128))),
        "timestamp": moment.isoformat(),
        "userId": f"account-{person}",
        "anonymousId": f"browser-{person}",
        "context": {"library": {"name": "bench", "version": "1"}, "locale": "fi-FI"},
    }
    if number % 20 == 0:
        traits = {"name": f"Person {person}", "email": f"person.{person}@posti.example"}
        return told | {"type": "identify", "traits": traits}
    properties = {"order_id": f"{person}-{number % 7}", "total": 89.5, "currency": "EUR", "name": "Filter"}
    return told | {"type": "track", "event": chance.choice(_KINDS), "properties": properties}


def batch(first: int, size: int, people: int, chance: random.Random, ago: timedelta = timedelta()) -> bytes:
    """A body for /v1/batch, of events that happened so long ago."""
    moment = datetime.now(UTC) - ago
    return msgspec.json.encode({"batch": [message(first + n, people, chance, moment) for n in range(size)]})
