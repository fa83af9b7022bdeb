"""Durable intake: events a second through the real server, beside what this machine can do at most.

Run: python -m bench.intake [--events 100000]. Makes and removes a data folder of its own, unless
POLKU_DATABASE_URL names a PostgreSQL database to use. The limit is measured in this process without any
server: decode each message once, insert in bulk, make every transaction durable.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import django
import msgspec

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from bench.senders import Sent, request, send_all  # noqa: E402

from polku.intake.keep import keep  # noqa: E402
from polku.intake.keys import make_key  # noqa: E402
from polku.intake.sources import add_source  # noqa: E402
from polku.lib.clock import now  # noqa: E402
from polku.lib.digest import digest  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.timeline.log.append import Message  # noqa: E402

POLKU = [sys.executable, "-c", "from polku.surfaces.cli.main import main; main()", "serve", "--no-worker"]
PLAIN = [
    sys.executable,
    "-m",
    "uvicorn",
    "bench.plain_view:application",
    "--log-level",
    "error",
    "--no-access-log",
]


def message(number: int) -> bytes:
    """One event of a web shop, some 450 bytes."""
    told = {
        "type": "track",
        "event": "Order Completed",
        "messageId": str(uuid4()),
        "userId": f"customer-{number % 5000}",
        "timestamp": "2026-05-13T09:12:00.123Z",
        "context": {"library": {"name": "bench", "version": "1"}, "ip": "192.0.2.17", "locale": "fi-FI"},
        "properties": {
            "order_id": str(number),
            "total": 89.5,
            "currency": "EUR",
            "products": [{"sku": f"S-{number % 50}", "name": "Air filter", "price": 44.75, "quantity": 2}],
        },
    }
    return msgspec.json.encode(told)


def messages(count: int) -> list[bytes]:
    return [message(number) for number in range(count)]


def batches(count: int, size: int) -> list[list[bytes]]:
    told = messages(count)
    return [told[start : start + size] for start in range(0, count, size)]


def limit(count: int, size: int) -> float:
    """Events a second: decode and bulk insert alone, `size` in each durable transaction."""
    told = batches(count, size)
    decode = msgspec.json.Decoder().decode
    started = perf_counter()
    for batch in told:
        rows = []
        for raw in batch:
            key = digest("1", decode(raw)["messageId"])
            rows.append(Message(1, key, "segment", now(), now(), 0, raw.decode()))
        keep(rows)
    return count / (perf_counter() - started)


@contextmanager
def server(command: Sequence[str], port: int) -> Iterator[Callable[[], float]]:
    """The server as a process of its own; gives a function that tells the CPU seconds it has used."""
    process = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        subprocess.run(
            ["bash", "-c", f"until (: </dev/tcp/127.0.0.1/{port}) 2>/dev/null; do :; done"],
            check=True,
            timeout=60,
        )
        yield lambda: cpu_seconds(process.pid)
    finally:
        process.terminate()
        process.wait()


def cpu_seconds(process: int) -> float:
    """User and system time of a process, as Linux counts it."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def batch_requests(count: int, size: int, key: str) -> list[bytes]:
    bodies = (
        b'{"sentAt":"2026-05-13T09:12:01Z","batch":[' + b",".join(batch) + b"]}"
        for batch in batches(count, size)
    )
    return [request("/v1/batch", body, key) for body in bodies]


class Table:
    """Prints one line for each way in, beside the limit."""

    def __init__(self, count: int, key: str) -> None:
        self._count = count
        self._key = key
        self._most = max(limit(count, 100), limit(count, 1000))
        self._line("limit: decode + bulk insert, no server", self._most)

    def batched(self, label: str, port: int, cpu: Callable[[], float], connections: int, count: int) -> None:
        """Send batches of 100."""
        requests, before = batch_requests(count, 100, self._key), cpu()
        sent = send_all(port, requests, connections)
        self._line(
            f"{label}, {connections} connections", count / sent.seconds, sent, (cpu() - before) / count
        )

    def single(self, label: str, port: int, cpu: Callable[[], float], connections: int) -> None:
        """Send one event a request."""
        requests, before = (
            [request("/v1/track", told, self._key) for told in messages(self._count // 10)],
            cpu(),
        )
        sent = send_all(port, requests, connections)
        used = (cpu() - before) / sent.requests
        self._line(f"{label}, {connections} connections", sent.requests / sent.seconds, sent, used)

    def _line(self, label: str, per_second: float, sent: Sent | None = None, cpu: float = 0) -> None:
        told = f"{label:50} {per_second:9,.0f} events/s"
        if sent:
            told += f" {per_second / self._most:6.1%} of the limit  {cpu * 1e6:6.1f} µs CPU/event"
            told += f"  p50 {sent.wait_ms(0.5):6.1f} ms  p99 {sent.wait_ms(0.99):6.1f} ms"
        print(told, flush=True)


def main() -> None:
    """Print one line for each way in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    count = parser.parse_args().events
    prepare()
    table = Table(count, make_key(add_source("Bench", "segment")))
    with server(POLKU, 8741) as cpu:
        for connections in (1, 4, 16):
            table.batched("door: batches of 100", 8741, cpu, connections, count)
        for connections in (1, 16, 64):
            table.single("door: one event a request", 8741, cpu, connections)
    with server(PLAIN, 8742) as cpu:
        table.batched("plain Django view, a model saved per event", 8742, cpu, 4, count // 20)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
