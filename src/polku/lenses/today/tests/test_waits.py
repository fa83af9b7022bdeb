"""Who waits for us, over all customers, worked out on the cast's small paths."""

import pytest

from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lenses.today import waits
from polku.lenses.today.waits import how_many_wait, longest_waits

pytestmark = pytest.mark.django_db(databases="__all__")
BEFORE = at("2026-11-01 00:00")


def asked(name: str, when: str, **more: str) -> int:
    """A customer whose question has no answer."""
    person = customer(name)
    tell(person, did(when, "asked", "customer", touchpoint="mail-support", thread=name, **more))
    return person


def test_the_longest_wait_stands_first_with_its_customer() -> None:
    asked("Aino", "2026-11-20 09:00")
    ville = asked("Ville", "2026-11-18 09:00")
    first, second = longest_waits(BEFORE, 9)
    assert (first.customer_id, first.name, first.touchpoint) == (ville, "Ville", "mail-support")
    assert (first.waiting_since, second.waiting_since) == (at("2026-11-18 09:00"), at("2026-11-20 09:00"))


def test_who_was_answered_does_not_wait() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-20 09:00", "asked", "customer", thread="t"),
        did("2026-11-20 09:30", "answered", "us", thread="t"),
    )
    assert longest_waits(BEFORE, 9) == []
    assert how_many_wait(BEFORE) == 0


def test_what_nobody_answered_for_long_is_not_of_today() -> None:
    asked("Aino", "2026-09-01 09:00")
    assert longest_waits(BEFORE, 9) == []
    assert len(longest_waits(at("2026-08-31 00:00"), 9)) == 1


def test_a_wait_that_began_at_the_very_moment_counts() -> None:
    asked("Aino", "2026-11-01 00:00")
    assert how_many_wait(BEFORE) == 1


def test_no_more_are_shown_than_wanted_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(10, 15):
        asked(f"One of the {day}th", f"2026-11-{day} 09:00")
    assert [one.name for one in longest_waits(BEFORE, 2)] == ["One of the 10th", "One of the 11th"]
    assert how_many_wait(BEFORE) == 5
    monkeypatch.setattr(waits, "COUNTED", 3)
    assert how_many_wait(BEFORE) == 3
