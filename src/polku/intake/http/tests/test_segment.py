"""What the door makes of bodies in Segment's specification."""

import asyncio
import json
from typing import Any

import pytest

from polku.intake.http.tests.asking import KEY, Heard, RememberingWriter, ask, door_in_memory

TRACK = {"type": "track", "userId": "aino", "event": "Order Completed", "messageId": "m1"}


def told(path: str, body: Any, **more: Any) -> tuple[Heard, RememberingWriter]:
    door, writer = door_in_memory()
    return asyncio.run(ask(door, path, body, **more)), writer


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/identify", {"userId": "aino", "traits": {"name": "Aino"}}),
        ("/v1/track", {"userId": "aino", "event": "Order Completed"}),
        ("/v1/page", {"anonymousId": "a1", "name": "Heat pumps"}),
        ("/v1/screen", {"anonymousId": "a1"}),
        ("/v1/group", {"userId": "aino", "groupId": "acme"}),
        ("/v1/alias", {"userId": "aino", "previousId": "a1"}),
    ],
)
def test_every_call_is_kept_with_its_type(path: str, body: dict[str, Any]) -> None:
    heard, writer = told(path, body)
    assert heard.json == {"success": True, "accepted": 1, "known": 0, "quarantined": 0, "problems": []}
    assert writer.bodies == [{**body, "type": path.removeprefix("/v1/")}]


def test_a_message_is_kept_byte_for_byte() -> None:
    odd = b'{ "type":"track","userId" : "aino","event":"\\u00e4\\u0000", "n": 1.50, "n": 2e1 }'
    _, writer = told("/v1/track", odd)
    assert [message.body for message in writer.messages.values()] == [odd.decode()]


def test_a_batch_tells_its_context_and_time_of_sending_to_each_message() -> None:
    batch = {
        "batch": [TRACK, {**TRACK, "messageId": "m2", "context": {"ip": "192.0.2.1"}, "sentAt": "own"}],
        "context": {"library": "x", "ip": "192.0.2.9"},
        "sentAt": "2026-05-13T09:00:00Z",
    }
    heard, writer = told("/v1/batch", batch)
    assert heard.json["accepted"] == 2
    first, second = writer.bodies
    assert first == {
        **TRACK,
        "context": {"library": "x", "ip": "192.0.2.9"},
        "sentAt": "2026-05-13T09:00:00Z",
    }
    assert (second["context"], second["sentAt"]) == ({"library": "x", "ip": "192.0.2.1"}, "own")
    assert [message.sequence for message in writer.messages.values()] == [0, 1]


def test_a_batch_with_bad_messages_keeps_the_good_and_quarantines_the_bad_whole() -> None:
    batch: list[Any] = [TRACK, {"type": "track"}, "x", {**TRACK, "messageId": "m2", "timestamp": "soon"}]
    heard, writer = told("/v1/import", {"batch": batch})
    assert heard.status == 200
    assert (heard.json["accepted"], heard.json["quarantined"]) == (1, 3)
    places = [problem["where"] for problem in heard.json["problems"]]
    assert places == ["batch[1].userId", "batch[2]", "batch[3].timestamp"]
    assert [json.loads(refusal.body) for refusal in writer.refusals] == batch[1:]


def test_a_message_that_strict_json_can_not_hold_does_not_drag_its_batch_along() -> None:
    good = json.dumps(TRACK).encode()
    body = (
        b'{"batch":[' + good + b',{"type":"track","userId":"a","event":"\\ud83d"},{"a":NaN}],"sentAt":null}'
    )
    heard, writer = told("/v1/batch", body)
    assert (heard.status, heard.json["accepted"], heard.json["quarantined"]) == (200, 1, 2)
    assert "half a character" in heard.json["problems"][0]["reason"]
    assert writer.bodies == [TRACK]


def test_a_message_that_is_not_utf8_does_not_drag_its_batch_along() -> None:
    body = b'{"batch":[{"type":"page","userId":"\xff"},' + json.dumps(TRACK).encode() + b"]}"
    heard, writer = told("/v1/batch", body)
    assert (heard.json["accepted"], heard.json["problems"][0]["where"]) == (1, "batch[0]")
    assert b"\xff" in writer.refusals[0].body


def test_the_same_message_id_is_once_per_source_wherever_it_comes() -> None:
    door, writer = door_in_memory()

    async def twice() -> Heard:
        await ask(door, "/v1/track", TRACK)
        return await ask(door, "/v1/batch", {"batch": [{**TRACK, "event": "told again"}]})

    heard = asyncio.run(twice())
    assert (heard.json["accepted"], heard.json["known"], len(writer.messages)) == (1, 1, 1)


def test_a_body_without_message_ids_sent_again_is_once_but_twins_in_it_are_two() -> None:
    door, writer = door_in_memory()
    twin = {"type": "page", "userId": "aino"}
    batch = {"batch": [twin, twin], "sentAt": "2026-05-13T09:00:00Z"}

    async def twice() -> Heard:
        await ask(door, "/v1/batch", batch)
        return await ask(door, "/v1/batch", batch)

    assert asyncio.run(twice()).json["known"] == 2
    assert len(writer.messages) == 2


def test_a_browser_may_put_the_write_key_into_the_body_and_it_is_not_kept() -> None:
    single, writer = told("/v1/t", {**TRACK, "writeKey": KEY}, key="", headers={"content-type": "text/plain"})
    batch, batched = told("/v1/b", {"writeKey": KEY, "batch": [{**TRACK, "writeKey": KEY}]}, key="")
    assert (single.status, batch.status) == (200, 200)
    assert writer.bodies == batched.bodies == [TRACK]


def test_a_message_over_the_limit_is_refused_and_its_batch_kept() -> None:
    large = {**TRACK, "messageId": "m2", "properties": {"note": "x" * 33_000}}
    alone, _ = told("/v1/track", large)
    batched, writer = told("/v1/batch", {"batch": [TRACK, large]})
    assert (alone.status, alone.json["quarantined"]) == (413, 1)
    assert (batched.status, batched.json["accepted"]) == (200, 1)
    assert b"xxx" in writer.refusals[0].body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"batch":{}}',
        b"[]",
        b'{"batch":[1,}',
        b"\x00",
        b"\xff\xfe",
        b'{"batch":[{"a":"' + b"x" * 99,
    ],
)
def test_a_body_that_can_not_be_read_goes_to_quarantine_whole(body: bytes) -> None:
    heard, writer = told("/v1/batch", body)
    assert heard.status == 400
    assert heard.headers["content-type"] == "application/problem+json"
    assert (heard.json["quarantined"], writer.refusals[0].body) == (1, body)
    assert writer.refusals[0].form == "segment/batch"


def test_an_empty_batch_is_no_problem() -> None:
    heard, _ = told("/v1/batch", {"batch": []})
    assert (heard.status, heard.json["accepted"]) == (200, 0)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"event": "x"}, "userId"),
        ({"userId": "", "event": "x"}, "userId"),
        ({"userId": {}, "event": "x"}, "userId"),
        ({"userId": True, "event": "x"}, "userId"),
        ({"userId": "a"}, "event"),
        ({"userId": "a", "event": "x", "messageId": [1]}, "messageId"),
    ],
)
def test_what_the_specification_requires_is_named_where_it_is_missing(
    body: dict[str, Any], where: str
) -> None:
    heard, _ = told("/v1/track", body)
    assert (heard.status, heard.json["problems"][0]["where"]) == (400, where)
