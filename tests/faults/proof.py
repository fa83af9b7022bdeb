"""What must hold after every fault."""

import json
from collections import Counter
from typing import Any

from tests.faults.house import House
from tests.serving import until


def expect_nothing_lost(house: House, acknowledged: list[str]) -> None:
    """Every acknowledged message stands in the log once, and none stands there twice."""
    bodies = house.query("SELECT body FROM timeline_event")
    kept = Counter(json.loads(body)["messageId"] for (body,) in bodies)
    assert set(acknowledged) - kept.keys() == set(), "acknowledged but lost"
    assert [message for message, times in kept.items() if times > 1] == [], "kept twice"


def expect_equal_to_a_rebuild(house: House) -> None:
    """Encounters, promises and customers are what reading the whole log again gives."""
    until(house.caught_up, "the worker has read the whole log", 120)
    before = derived(house)
    house.run("rebuild")
    until(house.caught_up, "the worker has read the whole log again", 120)
    assert before["encounters"], "the load made encounters"
    assert derived(house) == before


def derived(house: House) -> dict[str, list[Any]]:
    """Everything derived that people see, without the numbers that rows happen to have."""
    return {
        "identifiers": house.query(
            "SELECT i.namespace, i.value, c.namespace, c.value FROM identity_identifier i"
            " JOIN identity_identifier c ON c.id = i.customer_id ORDER BY 1, 2, 3, 4"
        ),
        "interactions": house.query(
            "SELECT event_id, ordinal, kind, side, touchpoint, occurred_at FROM timeline_interaction ORDER BY 1, 2"
        ),
        "encounters": house.query(
            "SELECT c.namespace, c.value, touchpoint, thread, opened_at, last_at, closed_at, waiting_for, waited,"
            " questions, people, handovers, interactions FROM timeline_encounter e"
            " JOIN identity_identifier c ON c.id = e.customer_id ORDER BY 1, 2, 3, 4, 5"
        ),
        "promises": house.query(
            "SELECT c.namespace, c.value, reference, made_at, original_due_at, due_at, done_at"
            " FROM timeline_promise p JOIN identity_identifier c ON c.id = p.customer_id ORDER BY 1, 2, 3, 4"
        ),
        "customers": house.query(
            "SELECT c.namespace, c.value, name, known, k.first_at, last_at, interactions FROM identity_customer k"
            " JOIN identity_identifier c ON c.id = k.id ORDER BY 1, 2"
        ),
    }
