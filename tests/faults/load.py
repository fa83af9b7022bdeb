"""Clients that never give up: each tells its events again until a server says that they are kept."""

import base64
import json
import random
import threading
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from tests.faults.house import SOAK

PEOPLE: Final = 40
# Between two batches of one client: a house that takes in all it can makes the tests long, not the faults worse.
PAUSE: Final = 0.0 if SOAK else 0.02
_EVENTS: Final = ("Product Viewed", "Order Completed", "Order Refunded", "Signed Up")


class Load:
    """Threads that send batches of tracked events; `acknowledged` holds the message ids that were kept."""

    def __init__(self, key: str, ports: list[int], clients: int = 3, batch: int = 20, seed: int = 0) -> None:
        self.acknowledged: list[str] = []
        self.refusals: list[tuple[int, bytes]] = []
        self.still = 0  # how often in a row a test found nothing new acknowledged
        self.failures = 0  # requests that got no answer, or an answer that nothing was kept
        self._authorization = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
        self._ports = ports
        self._batch = batch
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._send, args=(number, random.Random(seed * 100 + number)), daemon=True
            )
            for number in range(clients)
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(60)

    def _send(self, client: int, chance: random.Random) -> None:
        number = 0
        while not self._ended.is_set():
            messages = [_message(f"{client}-{number + n}", chance) for n in range(self._batch)]
            number += self._batch
            while not self._told(messages, self._ports[chance.randrange(len(self._ports))]):
                if self._ended.wait(0.05):
                    return
            self._ended.wait(PAUSE)

    def _told(self, messages: list[dict[str, Any]], port: int) -> bool:
        """Whether this batch was acknowledged; the same ids are told again where it was not."""
        connection = HTTPConnection("127.0.0.1", port, timeout=40)
        try:
            headers = {"Authorization": self._authorization, "Content-Type": "application/json"}
            connection.request("POST", "/v1/batch", json.dumps({"batch": messages}), headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            self.failures += 1
            return False
        finally:
            connection.close()
        if answer.status != 200:
            self.failures += 1
            self.refusals.append((answer.status, body))
            return False
        self.acknowledged += [message["messageId"] for message in messages]
        return True


def _message(message_id: str, chance: random.Random) -> dict[str, Any]:
    """One message of one of PEOPLE persons; some know their account, some their browser only."""
    person = chance.randrange(PEOPLE)
    message: dict[str, Any] = {
        "messageId": message_id,
        "anonymousId": f"browser-{person}",
        "timestamp": f"2026-03-{chance.randrange(1, 29):02}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z",
    }
    if chance.random() < 0.6:
        message["userId"] = f"account-{person}"
    if chance.random() < 0.1:
        email = f"person{person // 2}@posti.example"
        return message | {"type": "identify", "traits": {"email": email, "name": f"Person {person}"}}
    event = chance.choice(_EVENTS)
    properties = {
        "order_id": f"{person}-{chance.randrange(3)}",
        "total": chance.randrange(1, 900),
        "currency": "EUR",
    }
    return message | {"type": "track", "event": event, "properties": properties}
