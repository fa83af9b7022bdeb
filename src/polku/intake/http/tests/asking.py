"""Ask the door without a socket: one request in, one answer out."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from polku.intake.http.door import Door, Limits
from polku.intake.keep import Kept, Refusal
from polku.intake.keys import Keyholder
from polku.timeline.log.append import Message

LIMITS = Limits(message_limit=32_768, batch_limit=512_000, web_origins=["*"], time_zone="Europe/Helsinki")
KEY = "a-write-key"


class Heard(msgspec.Struct):
    """What the door answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class RememberingWriter:
    """Keeps in memory what a door would keep on disk."""

    def __init__(self) -> None:
        self.messages: dict[bytes, Message] = {}
        self.refusals: list[Refusal] = []

    async def keep(self, messages: Sequence[Message], refusals: Sequence[Refusal]) -> Kept:
        new = {message.key: message for message in messages if message.key not in self.messages}
        self.messages.update(new)
        self.refusals.extend(refusals)
        return Kept(len(new), len(messages) - len(new), len(refusals))

    def stop(self) -> None: ...

    @property
    def bodies(self) -> list[Any]:
        return [msgspec.json.decode(message.body) for message in self.messages.values()]


class KnownKeys:
    """A key cache that knows what the test tells it."""

    def __init__(self, holders: Mapping[str, Keyholder]) -> None:
        self.holders = dict(holders)

    async def holder(self, key: str) -> Keyholder | None:
        return self.holders.get(key)

    def close(self) -> None: ...


def door_in_memory(limits: Limits = LIMITS, rate_limit: int | None = None) -> tuple[Door, RememberingWriter]:
    """A door whose one source holds KEY, and the writer behind it."""
    writer = RememberingWriter()
    keys = KnownKeys({KEY: Keyholder(1, "shop", "", rate_limit, True)})
    return Door(limits, writer, keys), writer  # type: ignore[arg-type]


async def ask(
    door: Door,
    path: str,
    body: Any = b"",
    key: str = KEY,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
    pieces: int = 1,
) -> Heard:
    """Send a body (bytes, or a value to be told as JSON), cut into pieces, with the key as basic auth."""
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    told = {"content-type": "application/json", **(headers or {})}
    if key:
        told["authorization"] = "Basic " + b64encode(f"{key}:".encode()).decode()
    size = max(1, -(-len(content) // pieces))
    cut = [content[start : start + size] for start in range(0, len(content), size)] or [b""]
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(cut)}
        for number, piece in enumerate(cut, 1)
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in told.items()]
    await door({"type": "http", "path": path, "method": method, "headers": raw}, receive, send)
    start, end = sent
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return Heard(start["status"], answered, end["body"])
