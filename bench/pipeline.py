"""What an event costs on its way from the log to the page: interpret, identify, store, fold; and end to end.

Run: python -m bench.pipeline [--events 200000] [--customers 20000]. Makes and removes a data folder of its own,
unless POLKU_DATABASE_URL names an empty PostgreSQL database to use. The stream is a web shop's: visits in
sessions, anonymous and known, sign-ins, orders with promised deliveries, chats with robots and people.
"""

import argparse
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from heapq import heappop, heappush
from time import perf_counter, process_time
from typing import Any, Final

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

import msgspec  # noqa: E402

from bench.told import against, reached, told  # noqa: E402
from polku.intake.keep import keep  # noqa: E402
from polku.lib import clock  # noqa: E402
from polku.lib.digest import digest  # noqa: E402
from polku.pipeline import filing, worker  # noqa: E402
from polku.pipeline.interpret import Interpreter  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.pipeline.status import status  # noqa: E402
from polku.timeline import store_interactions  # noqa: E402
from polku.timeline.log.append import Message  # noqa: E402
from polku.timeline.models import Source  # noqa: E402

START: Final = 1_767_225_600 * clock.SECOND  # 2026-01-01
STEP: Final = 13 * clock.SECOND  # between events: 200,000 take a month
AIM: Final = 10_000  # events/s
ACTIVE: Final = 60  # sessions at a time, so that one goes on every 13 minutes or so
Event = dict[str, Any]


class Shop:
    """A stream of a shop's events in the order of time; the same for the same seed."""

    def __init__(self, customers: int, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._customers = customers
        self._later: list[tuple[int, int, Event]] = []
        self._active = [self._arrival() for _ in range(ACTIVE)]
        self._number = 0

    def events(self, count: int) -> Iterator[tuple[int, Event]]:
        """Moments and Segment messages."""
        for number in range(count):
            self._number += 1
            moment = START + self._number * STEP
            if self._later and self._later[0][0] <= moment:
                yield moment, heappop(self._later)[2]
                continue
            place = number % ACTIVE
            if self._random.random() < 0.12:
                self._active[place] = self._arrival()
            yield moment, self._act(moment, *self._active[place])

    def _arrival(self) -> tuple[int, bool]:
        """Somebody comes: a few come often, and a third stay anonymous."""
        return int(self._customers * self._random.random() ** 1.7), self._random.random() < 0.33

    def _act(self, moment: int, customer: int, anonymous: bool) -> Event:
        draw = self._random.random()
        who: Event = {"anonymousId": f"cookie-{customer}-{self._random.randrange(2)}"}
        if not anonymous:
            who["userId"] = f"customer-{customer}"
        if draw < 0.68 or anonymous:
            page = {"url": f"https://shop.example/pages/{self._random.randrange(400)}", "title": "Heat pumps"}
            return {"type": "page", **who, "name": "Page", "properties": page}
        if draw < 0.80:
            product = {"product_id": f"p{self._random.randrange(900)}", "name": "Heat pump", "price": 1990}
            return {"type": "track", **who, "event": "Product Viewed", "properties": product}
        if draw < 0.86:
            traits = {"name": f"Aino {customer}", "email": f"c{customer}@posti.example"}
            return {"type": "identify", **who, "traits": traits}
        if draw < 0.93:
            return self._order(moment, who)
        return self._chat(moment, who)

    def _order(self, moment: int, who: Event) -> Event:
        order = f"order-{self._number}"
        delivered = moment + self._random.randrange(1, 8) * clock.DAY
        due = clock.to_text(moment + 5 * clock.DAY)
        self._push(moment + clock.DAY, who, "Order Shipped", order_id=order)
        self._push(delivered, who, "Order Delivered", order_id=order)
        if self._random.random() < 0.1:
            self._push(delivered - clock.HOUR, who, "Order Delayed", order_id=order)
        told = {"order_id": order, "total": 199.5, "currency": "EUR", "payment_method": "card"}
        return {
            "type": "track",
            **who,
            "event": "Order Completed",
            "properties": {**told, "estimated_delivery_date": due},
        }

    def _chat(self, moment: int, who: Event) -> Event:
        chat = f"chat-{self._number}"
        message = {"conversation_id": chat, "message_body": "Does it fit a house of 140 square metres?"}
        self._push(moment + 5 * clock.SECOND, who, "Live Chat Message Received", automatic="true", **message)
        for number in range(self._random.randrange(1, 4)):
            answer = moment + (2 + 3 * number) * clock.MINUTE
            agent = f"agent-{self._random.randrange(12)}"
            self._push(answer, who, "Live Chat Message Received", agent_name=agent, **message)
            self._push(answer + clock.MINUTE, who, "Live Chat Message Sent", **message)
        self._push(moment + 20 * clock.MINUTE, who, "Live Chat Conversation Ended", conversation_id=chat)
        return {"type": "track", **who, "event": "Live Chat Message Sent", "properties": message}

    def _push(self, moment: int, who: Event, event: str, **properties: Any) -> None:
        told = {"type": "track", **who, "event": event, "properties": properties}
        heappush(self._later, (moment, len(self._later) + self._number * 1000, told))


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


def fill(shop: Shop, source: Source, count: int) -> None:
    """Put so many events into the log."""
    encode = msgspec.json.Encoder().encode
    batch: list[Message] = []
    for moment, event in shop.events(count):
        event["timestamp"] = clock.to_text(moment)
        body = encode(event).decode()
        key = digest(str(source.pk), body, str(moment))
        batch.append(Message(source.pk, key, "segment", moment, moment, 0, body))
        if len(batch) == 5000:
            keep(batch)
            batch = []
    keep(batch)


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
