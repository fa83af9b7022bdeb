"""A web shop's stream of events: visits in sessions, anonymous and known, sign-ins, orders with promised deliveries, chats."""

import random
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Any, Final

import msgspec

from polku.intake.keep import keep
from polku.lib import clock
from polku.lib.digest import digest
from polku.timeline.log.append import Message
from polku.timeline.models import Source

START: Final = 1_767_225_600 * clock.SECOND  # 2026-01-01
STEP: Final = 13 * clock.SECOND  # between events: 200,000 take a month
ACTIVE: Final = 60  # sessions at a time, so that one goes on every 13 minutes or so
Event = dict[str, Any]


class Shop:
    """A stream of a shop's events in the order of time; the same for the same seed.

    In a busier one, so many times as many are there at once, and as much happens in the same time.
    """

    def __init__(self, customers: int, seed: int = 1, busier: int = 1) -> None:
        self._random = random.Random(seed)
        self._customers = customers
        self._busier = busier
        self._later: list[tuple[int, int, Event]] = []
        self._active = [self._arrival() for _ in range(ACTIVE * busier)]
        self._number = 0

    def events(self, count: int) -> Iterator[tuple[int, Event]]:
        """Moments and Segment messages."""
        for number in range(count):
            self._number += 1
            moment = START + self._number * STEP // self._busier
            if self._later and self._later[0][0] <= moment:
                yield moment, heappop(self._later)[2]
                continue
            place = number % len(self._active)
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
