"""The door itself: a bare ASGI application in front of Django, for events and for health.

A request is checked in this order: origin, method, type, key, rate, body. Whatever is parsed is kept or
quarantined in one durable transaction before the answer goes out.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.db import Error

from polku.intake.group_commit import NotKept, Writer
from polku.intake.http import cloudevents, segment
from polku.intake.http.answers import (
    Answer,
    Headers,
    Problem,
    Receive,
    Scope,
    Send,
    kept_answer,
    rate_headers,
    send_answer,
)
from polku.intake.http.body import BadZip, Gone, read_body
from polku.intake.http.credentials import write_key
from polku.intake.http.origins import origin_headers, preflight
from polku.intake.http.parsed import Malformed, Parsed, Teller
from polku.intake.key_cache import KeyCache
from polku.intake.keys import Keyholder
from polku.intake.rate import Rates, Share
from polku.lib.clock import now

PATIENCE_SECONDS: Final = 30  # for the disk
# Segment's browser and mobile libraries shorten the calls' names.
_CALLS: Final = {name: name for name in segment.TYPES | segment.BATCHES} | {
    "i": "identify", "t": "track", "p": "page", "s": "screen", "g": "group", "a": "alias", "b": "batch",
    "cloudevents": "cloudevents",
}  # fmt: skip
_logger = logging.getLogger(__name__)
_HEALTH: Final = frozenset({"/healthz", "/readyz"})
# What clients call JSON; the last is what `curl -d` says of any body.
_JSON: Final = frozenset(
    {"", "application/json", "text/plain", "text/json", "application/x-www-form-urlencoded"}
)
_CLOUD_JSON: Final = _JSON | {"application/cloudevents+json", "application/cloudevents-batch+json"}


class Limits(msgspec.Struct, frozen=True):
    """The settings that bound what the door takes."""

    message_limit: int
    batch_limit: int
    web_origins: Sequence[str]
    time_zone: str


class _Request(msgspec.Struct):
    """What the door looks at in a request."""

    call: str
    method: str
    headers: dict[bytes, bytes]
    receive: Receive

    def header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")


class Door:
    """The ASGI application. One event loop at a time; `close` ends its threads."""

    def __init__(self, limits: Limits, writer: Writer | None = None, keys: KeyCache | None = None) -> None:
        self._limits = limits
        self._writer = writer or Writer()
        self._keys = keys or KeyCache()
        self._rates = Rates()

    @staticmethod
    def opens(path: str) -> bool:
        """Whether this address is the door's and not Django's."""
        return path in _HEALTH or path.startswith("/v1/")

    def close(self) -> None:
        """Write what waits, then end the threads."""
        self._writer.stop()
        self._keys.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        headers = dict(scope["headers"])
        more: Headers = []
        try:
            if path in _HEALTH:
                answer = await self._health(path, method)
            else:
                call = _CALLS.get(path.removeprefix("/v1/").removesuffix("/"))
                if call is None:
                    raise Problem(404, f"There is no door at {path}.")
                more = origin_headers(headers.get(b"origin", b""), self._limits.web_origins)
                answer = await self._serve(_Request(call, method, headers, receive))
        except Problem as problem:
            answer = problem.answer()
        except Gone:
            return
        await send_answer(send, answer, more, without_body=method == "HEAD")

    async def _serve(self, request: _Request) -> Answer:
        if request.method == "OPTIONS":
            return preflight(request.headers.get(b"access-control-request-headers", b""))
        if request.method != "POST":
            raise Problem(405, "Events come by POST.", [(b"allow", b"POST, OPTIONS")])
        _check_type(request)
        key = write_key(request.headers.get(b"authorization", b""))
        holder = await self._holder(key) if key else None
        if holder is not None:
            self._spend(holder, 0)
        received_at = now()
        body, unzipped = await self._body(request)
        if holder is None:
            key = segment.write_key(body) if request.call != "cloudevents" else ""
            holder = await self._holder(key)
        zone = holder.time_zone or self._limits.time_zone
        teller = Teller(holder.source_id, zone, received_at, self._limits.message_limit)
        parsed = _parse(request.call, body, unzipped, teller, key)
        share = self._spend(holder, max(1, parsed.size))
        return kept_answer(parsed, await self._keep(parsed), share)

    async def _body(self, request: _Request) -> tuple[bytes, bool]:
        """The body, and whether it could be unzipped; where not, the body is as it came."""
        encoding, length = request.header(b"content-encoding"), request.header(b"content-length")
        try:
            return await read_body(request.receive, encoding, length, self._limits.batch_limit), True
        except BadZip as bad:
            return bad.told, False

    async def _holder(self, key: str) -> Keyholder:
        try:
            holder = await self._keys.holder(key) if key else None
        except Error:
            raise _unavailable("the database can't say whose key this is", 2) from None
        if holder is None:
            raise Problem(
                401,
                "A write key is needed: as the user name of basic auth, as a bearer token, or as writeKey in the body."
                if not key
                else "Nobody holds this write key.",
                [(b"www-authenticate", b'Basic realm="Polku write key", charset="UTF-8"')],
            )
        if not holder.open:
            raise Problem(403, "This write key is revoked, or its source retired.")
        return holder

    def _spend(self, holder: Keyholder, events: int) -> Share | None:
        """Count the events against the source's limit; Problem 429 where it is used up."""
        if holder.rate_limit is None:
            return None
        share = self._rates.spend(holder.source_id, max(1, holder.rate_limit), events, time.monotonic())
        if share.wait:
            detail = f"This source may send {share.limit} events a second; wait {share.wait} s."
            raise Problem(429, detail, rate_headers(share))
        return share

    async def _keep(self, parsed: Parsed) -> Any:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._writer.keep(parsed.messages, parsed.refusals)
        except NotKept as error:
            raise _unavailable(error.reason, error.retry_after) from None
        except TimeoutError:
            raise _unavailable(f"the disk did not answer within {PATIENCE_SECONDS} seconds", 5) from None

    async def _health(self, path: str, method: str) -> Answer:
        """/healthz: the process answers. /readyz: it can also write to the log."""
        if method not in {"GET", "HEAD"}:
            raise Problem(405, "Health is asked for by GET.", [(b"allow", b"GET, HEAD")])
        if path == "/readyz":
            await self._keep(Parsed([], []))
        return Answer(200, b'{"status":"ok"}', headers=[(b"cache-control", b"no-store")])


def _check_type(request: _Request) -> None:
    """Problem 415 where the body is said to be something else than JSON."""
    kind, _, parameters = request.header(b"content-type").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip(' "') or "utf-8"
    if b"ce-specversion" in request.headers:
        raise Problem(415, "CloudEvents are taken in structured or batched mode, not in binary mode.")
    if kind.strip() not in (_CLOUD_JSON if request.call == "cloudevents" else _JSON):
        raise Problem(415, f"Content-Type {kind.strip()!r} is not taken; application/json is.")
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise Problem(415, f"The charset must be UTF-8, not {charset!r}.")


def _parse(call: str, body: bytes, unzipped: bool, teller: Teller, key: str) -> Parsed:
    """Read the body; one that can't be read as a whole becomes one refusal, without the key in it."""
    try:
        if not unzipped:
            raise Malformed("the body is not gzip, or is cut short")
        if call == "cloudevents":
            return cloudevents.parse(body, teller)
        return segment.parse(body, call, teller)
    except Malformed as error:
        malformed = error
    except Exception:
        _logger.exception("The door failed on a body of %d bytes; it is in quarantine", len(body))
        malformed = Malformed("Polku failed on it; the server's log says how")
    form = cloudevents.FORM if call == "cloudevents" else f"{segment.FORM}/{call}"
    parsed = Parsed([], [])
    parsed.refuse(malformed, form, body.replace(key.encode(), "…".encode()), "", teller)
    return parsed


def _unavailable(reason: str, retry_after: int) -> Problem:
    detail = f"Nothing was kept: {reason}. Send it again; what was kept before is kept once."
    return Problem(503, detail, [(b"retry-after", b"%d" % retry_after)])
