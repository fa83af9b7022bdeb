"""Look into a running server's data folder from outside: who an identifier leads to, and what stands there."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.serving import Serving


def events_of(home: Path, namespace: str, value: str) -> list[dict[str, Any]]:
    """The events filed under the customer whom the identifier names, in the order they came."""
    with closing(sqlite3.connect(home / "polku.sqlite3")) as tables:
        rows = tables.execute(
            "SELECT s.event_id FROM identity_sighting s JOIN identity_identifier i ON i.id = s.identifier_id"
            " WHERE i.customer_id = (SELECT customer_id FROM identity_identifier WHERE namespace = ? AND value = ?)",
            [namespace, value],
        ).fetchall()
    ids = {event_id for (event_id,) in rows}
    with closing(sqlite3.connect(home / "log.sqlite3")) as log:
        told = log.execute("SELECT id, body FROM timeline_event ORDER BY id").fetchall()
    return [json.loads(body) for event_id, body in told if event_id in ids]


def calls_of(home: Path, namespace: str, value: str) -> list[str]:
    """The types of those events."""
    return sorted(event["type"] for event in events_of(home, namespace, value))


def page_of(serving: Serving, identifier: str) -> dict[str, Any]:
    """What `polku customer` shows of whom the identifier names."""
    page: dict[str, Any] = json.loads(serving.run("customer", identifier, "--json"))
    return page


def touchpoints_of(page: dict[str, Any]) -> list[str]:
    """Where the customer met us, by the page."""
    return sorted(encounter["touchpoint"] for encounter in page["path"])
