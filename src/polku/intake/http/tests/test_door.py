"""The door's manners: who may in, how large, how fast, and what it says to browsers."""

import asyncio
import gzip
import json
from collections.abc import Awaitable
from typing import Any

import msgspec
import pytest

from polku.intake.group_commit import NotKept
from polku.intake.http.door import Door
from polku.intake.http.tests.asking import (
    KEY,
    LIMITS,
    Heard,
    KnownKeys,
    RememberingWriter,
    ask,
    door_in_memory,
)
from polku.intake.keys import Keyholder

TRACK = {"type": "track", "userId": "aino", "event": "Order Completed", "messageId": "m1"}


def run(asked: Awaitable[Heard]) -> Heard:
    return asyncio.run(asked)  # type: ignore[arg-type]


def told(path: str = "/v1/track", body: Any = TRACK, **more: Any) -> Heard:
    return run(ask(door_in_memory()[0], path, body, **more))


def is_problem(heard: Heard, status: int) -> bool:
    """Whether it is an RFC 9457 problem that agrees with the status line."""
    return (
        heard.status == heard.json["status"] == status
        and heard.headers["content-type"] == "application/problem+json"
        and all(heard.json[member] for member in ("type", "title", "detail"))
    )


def test_a_bearer_token_opens_as_basic_auth_does() -> None:
    assert told(key="", headers={"authorization": f"Bearer {KEY}"}).status == 200


@pytest.mark.parametrize(
    "authorization", ["", "Basic", "Basic ???", "Basic /w==", "Bearer x", "Digest x", "Bearer \xff"]
)
def test_without_a_known_key_nobody_gets_in(authorization: str) -> None:
    heard = told(key="", headers={"authorization": authorization})
    assert is_problem(heard, 401)
    assert heard.headers["www-authenticate"].startswith("Basic")


def test_a_revoked_key_is_told_so() -> None:
    keys = KnownKeys({KEY: Keyholder(1, "shop", "", None, False)})
    door = Door(LIMITS, RememberingWriter(), keys)  # type: ignore[arg-type]
    assert is_problem(run(ask(door, "/v1/track", TRACK)), 403)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_events_come_by_post(method: str) -> None:
    heard = told(method=method)
    assert is_problem(heard, 405)
    assert heard.headers["allow"] == "POST, OPTIONS"


@pytest.mark.parametrize("path", ["/v1/", "/v1/nothing", "/v1/track/more", "/v1/\x00"])
def test_an_unknown_address_is_said_to_be_one(path: str) -> None:
    assert is_problem(told(path), 404)


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/xml"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-encoding": "br"},
    ],
)
def test_other_types_and_encodings_are_refused(headers: dict[str, str]) -> None:
    assert is_problem(told(headers=headers), 415)


def test_a_zipped_body_is_read_in_any_pieces() -> None:
    zipped = gzip.compress(json.dumps(TRACK).encode())
    two_members = gzip.compress(b'{"batch":[') + gzip.compress(json.dumps(TRACK).encode() + b"]}")
    headers = {"content-encoding": "gzip"}
    assert told(body=zipped, headers=headers).status == 200
    assert told(body=zipped, headers=headers, pieces=len(zipped)).status == 200
    assert told("/v1/batch", two_members, headers=headers, pieces=7).json["accepted"] == 1


def test_a_zip_bomb_is_refused_at_the_batch_limit() -> None:
    bomb = gzip.compress(b" " * 200_000_000)
    heard = told("/v1/batch", bomb, headers={"content-encoding": "gzip"}, pieces=50)
    assert len(bomb) < LIMITS.batch_limit
    assert is_problem(heard, 413)


@pytest.mark.parametrize("cut", [0, 5, 20, -1])
def test_a_broken_zip_goes_to_quarantine_as_it_came(cut: int) -> None:
    door, writer = door_in_memory()
    broken = gzip.compress(json.dumps(TRACK).encode())[:cut] + b"?"
    heard = run(ask(door, "/v1/track", broken, headers={"content-encoding": "gzip"}))
    assert is_problem(heard, 400)
    assert [refusal.body for refusal in writer.refusals] == [broken]


@pytest.mark.parametrize("headers", [{}, {"content-length": "600000"}])
def test_a_body_over_the_batch_limit_is_refused(headers: dict[str, str]) -> None:
    door, writer = door_in_memory()
    heard = run(ask(door, "/v1/batch", b"[" * 600_000, headers=headers, pieces=10))
    assert is_problem(heard, 413)
    assert not writer.refusals


def test_a_sender_who_hangs_up_hears_nothing_and_leaves_nothing() -> None:
    door, writer = door_in_memory()

    async def hang_up() -> list[Any]:
        sent: list[Any] = []
        waiting = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]

        async def receive() -> Any:
            return waiting.pop(0)

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"authorization", f"Bearer {KEY}".encode())]
        await door({"type": "http", "path": "/v1/track", "method": "POST", "headers": headers}, receive, send)
        return sent

    assert asyncio.run(hang_up()) == []
    assert not writer.refusals


def test_any_origin_may_send_where_the_setting_says_so() -> None:
    heard = told(headers={"origin": "https://shop.example.org"})
    assert (heard.status, heard.headers["access-control-allow-origin"]) == (200, "*")


def test_only_the_origins_of_the_setting_may_send() -> None:
    limits = msgspec.structs.replace(LIMITS, web_origins=["https://shop.example.org"])
    door, writer = door_in_memory(limits)
    mine = run(ask(door, "/v1/track", TRACK, headers={"origin": "https://shop.example.org"}))
    other = run(ask(door, "/v1/track", TRACK, headers={"origin": "https://evil.example.com"}))
    assert (mine.status, mine.headers["access-control-allow-origin"]) == (200, "https://shop.example.org")
    assert mine.headers["vary"] == "Origin"
    assert is_problem(other, 403)
    assert len(writer.messages) == 1


def test_a_preflight_needs_no_key() -> None:
    asked = {
        "origin": "https://shop.example.org",
        "access-control-request-headers": "authorization,content-type",
    }
    heard = told(method="OPTIONS", key="", headers=asked)
    assert (heard.status, heard.body) == (204, b"")
    assert heard.headers["access-control-allow-headers"] == "authorization,content-type"
    assert "POST" in heard.headers["access-control-allow-methods"]


def test_a_source_over_its_rate_waits_and_is_told_how_long() -> None:
    door, writer = door_in_memory(rate_limit=10)
    batch = {"batch": [{**TRACK, "messageId": str(number)} for number in range(35)]}

    async def twice() -> tuple[Heard, Heard]:
        return await ask(door, "/v1/batch", batch), await ask(door, "/v1/track", TRACK)

    first, second = asyncio.run(twice())
    assert (first.status, first.json["rate_used"], first.headers["ratelimit-remaining"]) == (200, 1.0, "0")
    assert is_problem(second, 429)
    # 35 taken out of 10: 25 owed, so 26 more events' time, 2.6 s, until one may pass.
    assert second.headers["retry-after"] == "3"
    assert len(writer.messages) == 35


def test_a_source_within_its_rate_hears_the_share_it_used() -> None:
    heard = run(ask(door_in_memory(rate_limit=10)[0], "/v1/track", TRACK))
    assert (heard.json["rate_used"], heard.headers["ratelimit-remaining"]) == (0.1, "9")


def test_when_nothing_can_be_kept_nothing_is_acknowledged() -> None:
    door, writer = door_in_memory()

    async def full(*_: Any) -> Any:
        raise NotKept("the disk is full", 5)

    writer.keep = full  # type: ignore[method-assign]
    heard = run(ask(door, "/v1/track", TRACK))
    ready = run(ask(door, "/readyz", method="GET", key=""))
    assert is_problem(heard, 503)
    assert heard.headers["retry-after"] == "5"
    assert "the disk is full" in heard.json["detail"]
    assert is_problem(ready, 503)


def test_health_is_asked_for_without_a_key() -> None:
    assert told("/healthz", method="GET", key="").json == {"status": "ok"}
    assert told("/readyz", method="HEAD", key="").body == b""
    assert is_problem(told("/healthz", method="POST"), 405)
