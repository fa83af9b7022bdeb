"""What one of us wrote down: read without a mapping, and refused where it makes no sense."""

from typing import Any

import pytest

from polku.timeline.vocabulary import Kind, Side
from polku.touchpoints.logged import LOGGED, logged, reading_of
from polku.touchpoints.reading import Entity, Policy, Reference, Unreadable

BODY: dict[str, Any] = {
    "type": LOGGED, "record": "r1", "by": "Mikko Lampi",
    "who": {"namespace": "email", "value": "aino@posti.example", "policy": "shareable"},
    "happened": [
        {"at": 7, "kind": "asked", "side": "customer", "channel": "phone", "touchpoint": "support", "text": "When?"},
        {"at": 9, "kind": "answered", "side": "us", "channel": "phone", "touchpoint": "support"},
    ],
}  # fmt: skip


def test_it_tells_whom_it_is_about_and_what_happened_in_its_order() -> None:
    reading = reading_of(logged(BODY), b"key")
    assert reading.references == [Reference("email", "aino@posti.example", Policy.SHAREABLE, Entity.PERSON)]
    asked, answered = reading.interactions
    assert (asked.occurred_at, asked.kind, asked.side, asked.text) == (7, Kind.ASKED, Side.CUSTOMER, "When?")
    assert (answered.ordinal, answered.actor, answered.key) == (1, "Mikko Lampi", b"key")


def test_taken_back_it_tells_nothing_but_whom_it_was_about() -> None:
    reading = reading_of(logged(BODY | {"happened": []}), b"key")
    assert (len(reading.references), reading.interactions) == (1, [])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"who": {}}, "namespace"),
        ({"happened": [BODY["happened"][0] | {"kind": "waved"}]}, "waved"),
        (
            {"happened": [BODY["happened"][0] | {"kind": "left", "side": "us"}]},
            "left is nothing that us does",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        logged(BODY | wrong)
