"""Durable intake: events a second through the real server, beside what this machine can do at most.

Run: python -m bench.intake [--events 50000] [--rounds 3]. Makes and removes a data folder of its own, unless
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
from statistics import median
from time import perf_counter, process_time
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


class Round:
    """One round: the limit first, then each way in, so that all are measured under the same conditions."""

    def __init__(self, count: int, key: str) -> None:
        self._count = count
        self._key = key
        before = process_time()
        self.limit = max(limit(count, 100), limit(count, 1000))
        self.lines: dict[str, tuple[float, float, Sent | None]] = {
            "limit: decode + bulk insert, no server": (
                self.limit,
                (process_time() - before) / (2 * count),
                None,
            )
        }

    def batched(self, label: str, port: int, cpu: Callable[[], float], connections: int, count: int) -> None:
        """Send batches of 100."""
        requests = batch_requests(count, 100, self._key)
        self._send(f"{label}, {connections} connections", port, requests, connections, cpu, count)

    def single(self, label: str, port: int, cpu: Callable[[], float], connections: int) -> None:
        """Send one event a request."""
        requests = [request("/v1/track", told, self._key) for told in messages(self._count // 10)]
        self._send(f"{label}, {connections} connections", port, requests, connections, cpu, len(requests))

    def _send(
        self,
        label: str,
        port: int,
        requests: list[bytes],
        connections: int,
        cpu: Callable[[], float],
        count: int,
    ) -> None:
        before = cpu()
        sent = send_all(port, requests, connections)
        self.lines[label] = (count / sent.seconds, (cpu() - before) / count, sent)


def one_round(count: int, key: str) -> Round:
    """Measure everything once."""
    measured = Round(count, key)
    with server(POLKU, 8741) as cpu:
        for connections in (1, 4, 16):
            measured.batched("door: batches of 100", 8741, cpu, connections, count)
        for connections in (1, 16, 64):
            measured.single("door: one event a request", 8741, cpu, connections)
    with server(PLAIN, 8742) as cpu:
        measured.batched("plain Django view, a model saved per event", 8742, cpu, 4, count // 20)
    return measured


def show(rounds: Sequence[Round]) -> None:
    """Print the median of the rounds, line by line."""
    for label in rounds[0].lines:
        speed = median(one.lines[label][0] for one in rounds)
        share = median(one.lines[label][0] / one.limit for one in rounds)
        cpu = median(one.lines[label][1] for one in rounds) * 1e6
        told = f"{label:58} {speed:9,.0f} events/s {share:6.1%} of the limit {cpu:7.1f} µs CPU/event"
        waits = [sent for one in rounds if (sent := one.lines[label][2])]
        if waits:
            p50, p99 = (median(sent.wait_ms(quantile) for sent in waits) for quantile in (0.5, 0.99))
            told += f"  p50 {p50:6.1f} ms  p99 {p99:6.1f} ms"
        print(told)


def main() -> None:
    """Measure in rounds and print one line for each way in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    prepare()
    key = make_key(add_source("Bench", "segment"))
    show([one_round(chosen.events, key) for _ in range(chosen.rounds)])


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
