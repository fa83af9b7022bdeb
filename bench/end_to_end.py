"""From a client to the customer's page: the rate at which the lag stays flat, and how old a page is then.

Run: python -m bench.end_to_end (SIZE=1m or 10m: events in the log beforehand). Server, worker and the client
that sends share this machine's cores. POLKU_DATABASE_URL names an empty PostgreSQL database to use instead.
"""

import os
import random
import shutil
import tempfile
from datetime import timedelta
from time import perf_counter

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from django.db import connections  # noqa: E402

from bench import traffic  # noqa: E402
from bench.running import Running, memory  # noqa: E402
from polku.identity.models import Customer, Identifier  # noqa: E402
from polku.intake.http import segment  # noqa: E402
from polku.intake.http.parsed import Teller  # noqa: E402
from polku.intake.keep import keep  # noqa: E402
from polku.intake.keys import make_key  # noqa: E402
from polku.intake.sources import add_source  # noqa: E402
from polku.lib import clock  # noqa: E402
from polku.pipeline.drain import drain  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402

SIZES = {"0": 0, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
SIZE = SIZES[os.environ.get("SIZE", "1m")]
PEOPLE = max(10_000, SIZE // 10)
RATES = (1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000, 10_000, 12_000, 15_000)
SECONDS = 15
FLAT = 1.0  # seconds: what may be left unread when the last event was acknowledged
AIM = 10_000


def preload(source_id: int) -> None:
    """Fill log and derived tables with SIZE events, in this process."""
    chance = random.Random(1)
    teller = Teller(source_id, "Europe/Helsinki", clock.now(), 32_768)
    started = perf_counter()
    for first in range(0, SIZE, 4_000):
        # A year's events in the order in which they happened.
        ago = timedelta(days=365) * (1 - first / SIZE)
        body = traffic.batch(first, 4_000, PEOPLE, chance, ago)
        keep(segment.parse(body, "batch", teller).messages)
        drain()
    if SIZE:
        took = perf_counter() - started
        print(
            f"{SIZE:,} events of {PEOPLE:,} people laid down in {took:,.0f} s ({SIZE / took:,.0f} events/s, one process)"
        )


def flat_rate(running: Running) -> int:
    """The highest of RATES at which the worker kept up; 0 where none."""
    best = 0
    for rate in RATES:
        sent = running.send(rate, SECONDS, PEOPLE)
        behind = running.seconds_behind()
        kept_up = behind <= FLAT and sent["seconds"] < SECONDS * 1.05
        print(
            f"  {rate:>6,}/s for {SECONDS} s: took {sent['seconds']:5.1f} s, answers p50 {sent['p50']:.0f} ms"
            f" p99 {sent['p99']:.0f} ms, worker {behind:.1f} s behind at the end{'' if kept_up else '  (not flat)'}",
            flush=True,
        )
        if not kept_up:
            break
        best = rate
    return best


def main() -> None:
    prepare()
    source = add_source("Bench", "segment")
    key = make_key(source)
    preload(source.pk)
    connections.close_all()
    with Running(HOME, key) as running:
        running.send(1_000, 3, PEOPLE)  # warm
        running.seconds_behind()
        print("Offered, with server, worker and client on the same cores:")
        rate = flat_rate(running)
        print(
            f"Sustained with flat lag: {rate:,} events/s ({rate / AIM:.0%} of the aim of {AIM:,}; a RudderStack node publishes 1,700-3,000)"
        )
        for load in (max(rate, 1_000) // 2, max(rate, 1_000)):
            ages = running.ages(load, SECONDS, PEOPLE)
            print(
                f"Event to customer's page at {load:,} events/s: p50 {ages[len(ages) // 2]:.2f} s,"
                f" p95 {ages[int(len(ages) * 0.95)]:.2f} s, n {len(ages)} (aim p95 1 s; Adobe publishes 15 min)"
            )
            running.seconds_behind()
        for name, size in memory(running.pid).items():
            print(f"Memory of the {name}: {size:,.0f} MB")
        print(f"Identifiers {Identifier.objects.count():,}, customers {Customer.objects.count():,}")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
