"""Read a request's body in bounded pieces, unzipping as it comes, so that no body can fill the memory."""

import asyncio
import zlib
from typing import Final

from polku.intake.http.answers import Problem, Receive

PATIENCE_SECONDS: Final = 60  # for a whole body to arrive
_PLAIN: Final = frozenset({"", "identity"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})


class Gone(Exception):
    """The sender hung up before its body was complete."""


class BadZip(Exception):
    """The body says gzip and isn't; `told` is what came."""

    def __init__(self, told: bytes) -> None:
        super().__init__("the body is not gzip, or is cut short")
        self.told = told


async def read_body(receive: Receive, encoding: str, length: str, limit: int) -> bytes:
    """The whole body, unzipped, at most `limit` bytes; Problem 408, 413 or 415, BadZip or Gone otherwise."""
    encoding = encoding.strip().lower()
    if encoding not in _PLAIN | _GZIP:
        raise Problem(
            415, f"Content-Encoding {encoding!r} is not taken; gzip is.", [(b"accept-encoding", b"gzip")]
        )
    if length.isdecimal() and int(length) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await _read(receive, encoding in _GZIP, limit)
    except TimeoutError:
        raise Problem(408, f"The body did not arrive within {PATIENCE_SECONDS} seconds.") from None


async def _read(receive: Receive, zipped: bool, limit: int) -> bytes:
    told = bytearray()
    body = _Unzipped(limit) if zipped else None
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        piece = message.get("body", b"")
        more = message.get("more_body", False)
        told += piece
        if len(told) > limit or (body is not None and not body.feed(piece)):
            raise _too_large(limit)
    if body is None:
        return bytes(told)
    if not body.complete:
        raise BadZip(bytes(told))
    return bytes(body.out)


class _Unzipped:
    """A gzip stream (of one or more members) unzipped piece by piece, never beyond the limit."""

    def __init__(self, limit: int) -> None:
        self.out = bytearray()
        self._limit = limit
        self._broken = False
        self._stream = zlib.decompressobj(wbits=31)

    def feed(self, piece: bytes) -> bool:
        """Unzip a piece; False once the limit is passed."""
        while piece and not self._broken:
            if self._stream.eof:
                self._stream = zlib.decompressobj(wbits=31)
            try:
                self.out += self._stream.decompress(piece, self._limit + 1 - len(self.out))
            except zlib.error:
                self._broken = True
            if len(self.out) > self._limit:
                return False
            piece = self._stream.unused_data
        return True

    @property
    def complete(self) -> bool:
        return self._stream.eof and not self._broken


def _too_large(limit: int) -> Problem:
    return Problem(413, f"The body is larger than {limit} bytes unzipped. Send smaller batches.")
