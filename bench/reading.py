"""One customer's page and path: how long they take over SIZE events, alone and while intake runs.

Run: python -m bench.reading (SIZE=100k, 1m or 10m; LOAD=1000 events/s while pages are read). Log and derived rows are
laid down directly, in the order in which events would have come, so that one customer's rows lie scattered over the
file as in life. POLKU_DATABASE_URL names an empty PostgreSQL database to use instead of SQLite.
LAID=FOLDER names a data folder to measure over again: the first run lays the events down there, and it stays.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from threading import Event, Thread
from time import perf_counter, process_time

import django

HOME = os.environ.get("LAID") or tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from django.db import connections  # noqa: E402

from bench.laid_down import laid_down  # noqa: E402
from bench.running import Running  # noqa: E402
from bench.told import against, told  # noqa: E402
from polku.intake.keys import make_key  # noqa: E402
from polku.intake.sources import add_source  # noqa: E402
from polku.lenses.customer.encounters import encounters  # noqa: E402
from polku.lenses.customer.interactions import interactions  # noqa: E402
from polku.lenses.customer.page import customer_page  # noqa: E402
from polku.lib import clock  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.timeline.models import Source  # noqa: E402

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
SIZE = SIZES[os.environ.get("SIZE", "1m")]
PEOPLE = SIZE // 10
VENDOR = connections["default"].vendor
READS = 1_000
LOAD = int(os.environ.get("LOAD", "1000"))  # events/s sent while pages are read
SECONDS = 30
AIMS = {"page": 0.050, "timeline": 0.020, "main": 0.100}  # seconds, p99


def figures(name: str, times: list[float], aim: float = AIMS["page"]) -> None:
    """One line: p50, p95, p99 and the worst, in milliseconds, beside the aim for the p99."""
    ordered = sorted(times)
    p50, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
    figure = " ".join(f"{one * 1000:.1f}" for one in (p50, p95, p99, ordered[-1])) + " ms"
    told(f"{name}, n {len(ordered):,}", figure, f"aim p99 {aim * 1000:.0f} ms", against(p99, aim))


def timed(reads: Iterator[Callable[[], object]]) -> list[float]:
    """Seconds that each read takes."""
    times = []
    for read in reads:
        started = perf_counter()
        read()
        times.append(perf_counter() - started)
    return times


def lenses(customers: list[int]) -> None:
    """The lenses alone, in this process."""
    print("The lens, in one process, nobody else at work:")
    figures("customer_page", timed(partial(customer_page, c, clock.now()) for c in customers))
    figures("encounters, 50", timed(partial(encounters, c, clock.now()) for c in customers))
    figures("interactions, 50", timed(partial(interactions, c) for c in customers))
    begun = process_time()
    for customer in customers:
        customer_page(customer, clock.now())
    told("customer_page, processor", f"{(process_time() - begun) / len(customers) * 1000:.2f} ms")


def over_http(running: Running, customers: list[int], paths: dict[str, str]) -> None:
    """Pages and API as a signed-in person asks for them, one after the other."""
    connection = HTTPConnection("127.0.0.1", running.port)
    for name, path in paths.items():
        running.page(connection, path.format(customers[0]))  # the first one compiles templates
        aim = AIMS["main" if name.endswith("(main)") else "timeline" if name.endswith("timeline") else "page"]
        reads = (partial(running.page, connection, path.format(customer)) for customer in customers)
        figures(name, timed(reads), aim)
    connection.close()


def main() -> None:
    prepare()
    source = Source.objects.first() or add_source("Bench", "segment")
    key = make_key(source)
    started = perf_counter()
    customers = laid_down(SIZE, PEOPLE, source.pk)
    print(
        f"{SIZE:,} events of {PEOPLE:,} people laid down directly in {perf_counter() - started:,.0f} s, on {VENDOR}"
    )
    print("Figures are p50 p95 p99 and the worst.")
    chosen = random.Random(7).sample(customers, min(READS, len(customers)))
    lenses(chosen)
    connections.close_all()
    paths = {
        "GET /api/customers/N/timeline": "/api/customers/{}/timeline",
        "GET /api/customers/N": "/api/customers/{}",
        "GET /customers/N (the page)": "/customers/{}",
        "GET / (main)": "/",
        "GET /live (main)": "/live",
        "GET /sources (main)": "/sources",
        "GET /status (main)": "/status",
    }
    with Running(HOME, key) as running:
        running.wait_for_the_engine()
        print("Over HTTP, nobody else at work:")
        over_http(running, chosen[:300], paths)
        print(f"Over HTTP, while {LOAD:,} events/s come in, all on this machine's {os.cpu_count()} cores:")
        stop = Event()
        sender = Thread(target=_send_on, args=(running, stop))
        sender.start()
        over_http(running, chosen[:300], paths)
        stop.set()
        sender.join()


def _send_on(running: Running, stop: Event) -> None:
    while not stop.is_set():
        running.send(LOAD, SECONDS, PEOPLE)


if __name__ == "__main__":
    try:
        main()
    finally:
        if "LAID" not in os.environ:
            shutil.rmtree(HOME, ignore_errors=True)
