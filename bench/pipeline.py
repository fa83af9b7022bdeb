"""What an event costs on its way from the log to the page: interpret, identify, store, fold; and end to end.

Run: python -m bench.pipeline [--events 200000] [--customers 20000]. Makes and removes a data folder of its own,
unless POLKU_DATABASE_URL names an empty PostgreSQL database to use. The stream is a web shop's: visits in
sessions, anonymous and known, sign-ins, orders with promised deliveries, chats with robots and people.
"""

import argparse
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter, process_time
from typing import Any, Final

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from bench.shop import STEP, Shop, fill  # noqa: E402
from bench.told import against, reached, told  # noqa: E402
from polku.pipeline import filing, worker  # noqa: E402
from polku.pipeline.interpret import Interpreter  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.pipeline.status import status  # noqa: E402
from polku.timeline import store_interactions  # noqa: E402
from polku.timeline.models import Source  # noqa: E402

AIM: Final = 10_000  # events/s


class Clocked:
    """Adds up the processor's time spent in a function, while calling it as ever."""

    spent: Final[Counter[str]] = Counter()

    def __init__(self, owner: Any, name: str, title: str) -> None:
        self._function: Callable[..., Any] = getattr(owner, name)
        self._title = title
        setattr(owner, name, self if not isinstance(owner, type) else self._method())

    def __call__(self, *arguments: Any) -> Any:
        began = process_time()
        try:
            return self._function(*arguments)
        finally:
            Clocked.spent[self._title] += process_time() - began

    def _method(self) -> Callable[..., Any]:
        return lambda *arguments: self(*arguments)


def work(count: int) -> None:
    """Work through the log and print what each part of it took."""
    Clocked.spent.clear()
    began, used = perf_counter(), process_time()
    while worker.work_once():
        pass
    wall, processor = perf_counter() - began, process_time() - used
    parts = dict(Clocked.spent)
    parts["the rest"] = processor - sum(parts.values())
    for title, seconds in parts.items():
        print(f"  {title:32} {seconds / count * 1e6:8.1f} µs/event")
    figure = f"{processor / count * 1e6:.1f} µs processor, {wall / count * 1e6:.1f} clock"
    told("end to end, an event", figure, f"aim {1e6 / AIM:.0f} µs", against(processor / count, 1 / AIM))
    told("events/s of one core", f"{count / processor:,.0f}", f"aim {AIM:,}", reached(count / processor, AIM))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=200_000)
    arguments.add_argument("--customers", type=int, default=20_000)
    arguments.add_argument("--rounds", type=int, default=1, help="again as many events into the same tables")
    chosen = arguments.parse_args()
    try:
        prepare()
        source = Source.objects.create(slug="shop", name="Shop", mapping="segment")
        Clocked(worker, "events_after", "read the log")
        Clocked(Interpreter, "interpret", "interpret")
        Clocked(filing, "identify", "identify")
        Clocked(store_interactions, "add", "store interactions")
        Clocked(filing, "refold", "fold and store")
        shop = Shop(chosen.customers)
        for number in range(1, chosen.rounds + 1):
            fill(shop, source, chosen.events)
            print(
                f"events {(number - 1) * chosen.events:,} to {number * chosen.events:,}, {chosen.customers:,} customers"
            )
            work(chosen.events)
        print({name: value for name, value in status().items() if name != "rebuilding"})
        print(f"a month of the stream is {timedelta(microseconds=200_000 * STEP).days} days")
    finally:
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
