"""Whatever comes in: an answer that is not ours to be ashamed of, and nothing that came is lost."""

import asyncio
import gzip
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from polku.intake.http.tests.asking import ask, door_in_memory

PATHS = st.sampled_from(
    [f"/v1/{call}" for call in ("identify", "track", "group", "alias", "batch", "import", "b", "cloudevents")]
)
NAMES = st.sampled_from(
    [
        "type", "userId", "anonymousId", "event", "messageId", "timestamp", "originalTimestamp", "sentAt",
        "receivedAt", "context", "batch", "writeKey", "groupId", "previousId", "id", "source", "specversion",
        "time", "data", "data_base64", "traits",
    ]
)  # fmt: skip
ODD = st.sampled_from(
    ["track", "1.0", "9999-12-31T23:59:59.999999-14:00", "0001-01-01T00:00:00+14:00", "-1", "\x00", "\ud800",
     "2026-05-13T09:00:00Z", "1e400", 1e308, -(2**70), 10**400, float("nan"), float("inf"), -0.0, "", None, True]
)  # fmt: skip
VALUES = st.recursive(
    st.one_of(ODD, st.text(max_size=5), st.integers(), st.floats()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=25,
)
DEEP = b"[" * 20_000
NESTED = b'{"batch":[' + b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"]}"


def answered(path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any, int]:
    """The status, the answer and how many messages and refusals were kept."""
    door, writer = door_in_memory()
    heard = asyncio.run(ask(door, path, body, headers=headers, pieces=3))
    return heard.status, heard.json, len(writer.messages) + len(writer.refusals)


@settings(max_examples=150, deadline=None)
@given(PATHS, st.binary(max_size=60), st.booleans())
@example("/v1/batch", DEEP, False)
@example("/v1/batch", NESTED, False)
@example("/v1/track", b'{"userId":"a","event":"x","n":' + b"9" * 20_000 + b"}", False)
@example("/v1/track", b'{"userId":"a","event":"x","n":1e999999}', True)
@example("/v1/cloudevents", DEEP, True)
@example("/v1/batch", b'{"batch":[' + b"{}," * 150_000 + b"{}]}", True)
def test_any_bytes_get_an_answer_and_are_kept(path: str, body: bytes, zipped: bool) -> None:
    headers = {"content-encoding": "gzip"} if zipped else {}
    status, answer, kept = answered(path, gzip.compress(body) if zipped else body, headers)
    assert status in {200, 400}
    assert kept >= 1
    assert answer["quarantined"] >= (status == 400)


@settings(max_examples=150, deadline=None)
@given(PATHS, VALUES)
def test_any_json_gets_an_answer_and_is_kept(path: str, value: Any) -> None:
    status, answer, kept = answered(path, json.dumps(value).encode(), {})
    sent_nothing = kept == 0
    assert status in {200, 400}
    assert not sent_nothing or value == [] or (isinstance(value, dict) and value["batch"] == [])
    assert answer["accepted"] + answer["quarantined"] >= kept


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=8), min_size=1, max_size=5))
def test_every_message_of_a_batch_is_accepted_or_quarantined(messages: list[dict[str, Any]]) -> None:
    door, writer = door_in_memory()
    body = json.dumps({"batch": messages}).encode()
    heard = asyncio.run(ask(door, "/v1/batch", body))
    if heard.json["problems"] and heard.json["problems"][0]["where"] == "":
        assert [refusal.body for refusal in writer.refusals] == [body]
    else:
        assert heard.json["accepted"] + heard.json["quarantined"] == len(messages)
    assert all(message.occurred_at >= 0 for message in writer.messages.values())


@pytest.mark.parametrize(
    "name", ["authorization", "content-type", "content-encoding", "content-length", "origin"]
)
@given(st.text(st.characters(max_codepoint=255), max_size=30))
def test_any_header_gets_an_answer(name: str, value: str) -> None:
    door, _ = door_in_memory()
    heard = asyncio.run(ask(door, "/v1/track", {"userId": "a", "event": "x"}, headers={name: value}))
    assert heard.status < 500
