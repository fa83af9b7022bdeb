"""Valid but odd: what JSON allows and databases dislike comes through the door, and the worker survives it."""

import asyncio
import json
from typing import Any

import pytest

from polku.intake.http.door import Door
from polku.intake.http.tests.asking import LIMITS, ask
from polku.intake.keys import make_key
from polku.intake.models import Quarantined
from polku.intake.sources import add_source
from polku.pipeline.drain import drain
from polku.pipeline.status import status
from polku.timeline.models import Event

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
LONG = "x" * 30_000
ODD: list[dict[str, Any]] = [
    {"type": "identify", "userId": "a\0b", "traits": {"name": "Ai\0no", "email": "\0", "phone": "\0\0"}},
    {"type": "identify", "userId": LONG, "traits": {"name": "😀" * 400}},
    {"type": "identify", "userId": 10**300, "traits": []},
    {"type": "identify", "userId": 0.1, "traits": {"name": {"deep": [[[]]]}, "": "", "\0": "\0"}},
    {"type": "track", "userId": "aino", "event": "Order Completed", "properties": {"order_id": "\0", "total": 1e308}},
    {"type": "track", "userId": "aino", "event": "Order Completed", "properties": {"total": -(10**40), "currency": "\0"}},
    {"type": "track", "userId": "aino", "event": "Order Completed", "properties": "none"},
    {"type": "track", "userId": "aino", "event": LONG},
    {"type": "page", "anonymousId": "\u202e\u0301", "properties": {"url": "\0", "title": LONG[:9000]}},
    {"type": "group", "userId": "aino", "groupId": "\0", "traits": {"name": None}},
    {"type": "alias", "userId": "aino", "previousId": "aino"},
]  # fmt: skip
GOOD = {
    "type": "track",
    "userId": "aino",
    "event": "Order Completed",
    "properties": {"order_id": "1", "total": 5},
}


def test_odd_events_are_kept_as_told_and_do_not_stop_the_worker() -> None:
    key = make_key(add_source("Web shop", "segment"))
    door = Door(LIMITS)
    heard = asyncio.run(ask(door, "/v1/batch", {"batch": [*ODD, GOOD]}, key=key))
    door.close()
    assert (heard.status, heard.json["accepted"]) == (200, len(ODD) + 1)
    told = [json.loads(body or "") for body in Event.objects.order_by("pk").values_list("body", flat=True)]
    assert told == [*ODD, GOOD]
    drain()
    counted = status()
    assert (counted["events"], counted["lag_seconds"]) == (len(ODD) + 1, 0)
    assert counted["interactions"] >= 1
    assert all(refused.event_id for refused in Quarantined.objects.all())
