"""Send events at a steady rate, as a process of its own: python -m bench.paced PORT KEY RATE SECONDS PEOPLE.

Prints one JSON line: events sent, seconds it took, and the waits for answers in milliseconds.
"""

import asyncio
import random
import sys
from time import perf_counter

import msgspec

from bench import traffic
from bench.senders import request

BATCH = 100
CONNECTIONS = 4


async def send(port: int, requests: list[bytes], rate: int) -> list[float]:
    """Send each request at its due time; returns how long each answer took, in seconds."""
    waits: list[float] = []
    due = iter(enumerate(requests))
    started = perf_counter()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number, told in due:
            await asyncio.sleep(max(0.0, started + number * BATCH / rate - perf_counter()))
            sent = perf_counter()
            writer.write(told)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
            body = await reader.readexactly(length)
            assert head.startswith(b"HTTP/1.1 200"), (head, body)
            waits.append(perf_counter() - sent)
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return waits


def main() -> None:
    port, key, rate, seconds, people = sys.argv[1:]
    chance = random.Random()
    count = int(rate) * int(seconds) // BATCH
    requests = [
        request("/v1/batch", traffic.batch(n * BATCH, BATCH, int(people), chance), key) for n in range(count)
    ]
    print("ready", flush=True)
    sys.stdin.readline()
    started = perf_counter()
    waits = sorted(asyncio.run(send(int(port), requests, int(rate))))
    told = {
        "events": count * BATCH,
        "seconds": perf_counter() - started,
        "p50": waits[len(waits) // 2] * 1000,
        "p99": waits[int(len(waits) * 0.99)] * 1000,
    }
    print(msgspec.json.encode(told).decode(), flush=True)


if __name__ == "__main__":
    main()
