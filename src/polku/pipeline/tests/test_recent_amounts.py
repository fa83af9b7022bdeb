"""Amounts are counted at each asking while that is quick, and beside it once it was slow."""

import threading
import time
from typing import Any

import pytest

from polku.pipeline.recent_amounts import QUICK, Counting

pytestmark = pytest.mark.django_db(databases="__all__")


class Tally:
    """Counts how often it was counted; takes so long each time."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.times = 0
        self.counted_by: list[str] = []

    def __call__(self) -> dict[str, Any]:
        self.times += 1
        self.counted_by.append(threading.current_thread().name)
        time.sleep(self.seconds)
        return {"customers": self.times}


def test_what_is_quick_to_count_is_counted_at_each_asking() -> None:
    counting = Counting(Tally())
    assert [counting.latest().amounts["customers"] for _ in range(3)] == [1, 2, 3]


def test_who_asks_after_a_slow_count_gets_it_at_once_and_hears_when_it_was() -> None:
    tally = Tally(2 * QUICK)
    counting = Counting(tally)
    first = counting.latest()
    assert counting.latest() is first
    assert first.took >= 2 * QUICK
    assert tally.times == 1


def test_a_slow_count_is_renewed_beside_the_asking_and_only_once_at_a_time() -> None:
    tally = Tally(2 * QUICK)
    counting = Counting(tally)
    counting.latest()
    deadline = time.monotonic() + 30
    while tally.times < 2 and time.monotonic() < deadline:  # it stands for twenty times as long as it took
        told = counting.latest()
        assert told.amounts["customers"] in {1, 2}
    assert tally.counted_by[1] == "polku-counting"
    while counting.latest().amounts["customers"] < 2 and time.monotonic() < deadline:
        assert tally.times == 2
    assert counting.latest().amounts["customers"] == 2


def test_a_count_that_failed_beside_leaves_the_last_one_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    tally = Tally(2 * QUICK)
    counting = Counting(tally)
    first = counting.latest()

    def fail() -> dict[str, Any]:
        raise RuntimeError("the database is away")

    counting._count = fail
    deadline = time.monotonic() + 30
    while not told and time.monotonic() < deadline:
        assert counting.latest() is first
    assert str(told[0].exc_value) == "the database is away"
    assert counting.latest() is first
