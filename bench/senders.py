"""Many keep-alive connections that send prepared HTTP requests as fast as they are answered."""

import asyncio
from base64 import b64encode
from collections.abc import Iterator, Sequence
from time import perf_counter

import msgspec


class Sent(msgspec.Struct):
    """What a run measured; `waits` are seconds per request, ascending."""

    requests: int
    seconds: float
    waits: list[float]

    def wait_ms(self, share: float) -> float:
        """The quantile of the waits, in milliseconds."""
        return self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))] * 1000


def request(path: str, body: bytes, key: str) -> bytes:
    """A whole HTTP/1.1 request."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Basic {b64encode(f'{key}:'.encode()).decode()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def send_all(port: int, requests: Sequence[bytes], connections: int) -> Sent:
    """Send each request once over that many connections; every answer must be 200."""
    waits: list[float] = []
    started = perf_counter()
    asyncio.run(_send_all(port, iter(requests), connections, waits))
    return Sent(len(waits), perf_counter() - started, sorted(waits))


async def _send_all(port: int, requests: Iterator[bytes], connections: int, waits: list[float]) -> None:
    await asyncio.gather(*(_connection(port, requests, waits) for _ in range(connections)))


async def _connection(port: int, requests: Iterator[bytes], waits: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for told in requests:
        started = perf_counter()
        writer.write(told)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
        body = await reader.readexactly(length)
        waits.append(perf_counter() - started)
        assert head.startswith(b"HTTP/1.1 200"), (head, body)
    writer.close()
    await writer.wait_closed()
