"""From a client to the customer's page: what an event costs the worker, the rate at which the lag stays flat, and
how old a page is then.

Run: python -m bench.end_to_end (SIZE=0, 100k, 1m or 10m: events that are there beforehand, laid down directly, not
through intake). Server, worker and the client that sends share this machine's cores. POLKU_DATABASE_URL names an empty
PostgreSQL database to use instead of SQLite.
LAID=FOLDER names a data folder to measure over again: the first run lays the events down there, and it stays.
"""

import os
import random
import resource
import shutil
import tempfile
from time import perf_counter, process_time

import django

HOME = os.environ.get("LAID") or tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from django.db import connections  # noqa: E402

from bench import traffic  # noqa: E402
from bench.laid_down import laid_down  # noqa: E402
from bench.running import Running, memory  # noqa: E402
from bench.told import against, reached, told  # noqa: E402
from polku.identity.models import Customer, Identifier  # noqa: E402
from polku.intake.http import segment  # noqa: E402
from polku.intake.http.parsed import Teller  # noqa: E402
from polku.intake.keep import keep  # noqa: E402
from polku.intake.keys import make_key  # noqa: E402
from polku.intake.sources import add_source  # noqa: E402
from polku.lib import clock  # noqa: E402
from polku.pipeline.drain import drain  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.timeline.models import Source  # noqa: E402

SIZES = {"0": 0, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
SIZE = SIZES[os.environ.get("SIZE", "1m")]
PEOPLE = max(10_000, SIZE // 10)
VENDOR = connections["default"].vendor
RATES = (1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000, 10_000, 12_000, 15_000)
SECONDS = 10
FLAT = 1.0  # seconds: what may be left unread when the last event was acknowledged
AIM = 10_000
ALONE = 20_000  # events that the worker does by itself
RUDDERSTACK = (1_700, 3_000)  # events/s a node, as published
ADOBE = 900  # seconds from event to page, as published


def keep_events(source_id: int, count: int, chance: random.Random) -> None:
    """Put events into the log as the door would."""
    teller = Teller(source_id, "Europe/Helsinki", clock.now(), 32_768)
    for first in range(0, count, 4_000):
        body = traffic.batch(first, min(4_000, count - first), PEOPLE, chance)
        keep(segment.parse(body, "batch", teller).messages)


def worker_alone(source_id: int) -> None:
    """Interpret, identify, store and fold, in this process, with nobody else at work."""
    chance = random.Random(1)
    keep_events(source_id, 4_000, chance)  # so that compiled mappings and caches stand
    drain()
    keep_events(source_id, ALONE, chance)
    started, used = perf_counter(), process_time()
    drain()
    used, took = (process_time() - used) / ALONE, (perf_counter() - started) / ALONE
    figure = f"{used * 1e6:.0f} µs processor, {took * 1e6:.0f} µs clock"
    told(f"worker alone, an event, over {SIZE:,}", figure, f"aim {1e6 / AIM:.0f} µs", against(used, 1 / AIM))
    print(
        f"  memory of this process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
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


def page_ages(running: Running, rate: int) -> None:
    """How old the newest event is on the customer's page, at half the flat rate and at all of it."""
    for load in (max(rate, 1_000) // 2, max(rate, 1_000)):
        ages = running.ages(load, SECONDS, PEOPLE)
        p50, p95 = ages[len(ages) // 2], ages[int(len(ages) * 0.95)]
        what = f"event to customer's page at {load:,} events/s (n {len(ages)})"
        figure = f"p50 {p50:.2f} s, p95 {p95:.2f} s"
        told(
            what,
            figure,
            "aim p95 1 s (Adobe publishes 15 min)",
            f"{against(p95, 1.0)}; {p95 / ADOBE:.1%} of Adobe's",
        )
        running.seconds_behind()


def main() -> None:
    prepare()
    source = Source.objects.first() or add_source("Bench", "segment")
    key = make_key(source)
    started = perf_counter()
    if SIZE:
        laid_down(SIZE, PEOPLE, source.pk)
    print(
        f"{SIZE:,} events of {PEOPLE:,} people laid down directly in {perf_counter() - started:,.0f} s, on {VENDOR}"
    )
    worker_alone(source.pk)
    connections.close_all()
    with Running(HOME, key) as running:
        running.wait_for_the_engine()
        running.send(1_000, 3, PEOPLE)  # warm
        running.seconds_behind()
        print("Offered, with server, worker and client on the same cores:")
        rate = flat_rate(running)
        told("lag stays flat up to", f"{rate:,} events/s", f"aim {AIM:,}", reached(rate, AIM))
        low, high = RUDDERSTACK
        told("", "", f"RudderStack, a node: {low:,}-{high:,}", f"{rate / high:.1f}-{rate / low:.1f} x")
        page_ages(running, rate)
        for name, size in memory(running.pid).items():
            told(f"memory of the {name}", f"{size:,.0f} MB")
        print(f"  identifiers {Identifier.objects.count():,}, customers {Customer.objects.count():,}")


if __name__ == "__main__":
    try:
        main()
    finally:
        if "LAID" not in os.environ:
            shutil.rmtree(HOME, ignore_errors=True)
