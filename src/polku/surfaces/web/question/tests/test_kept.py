"""What took long is told again at once, is counted anew behind the page, and grows old."""

from collections.abc import Iterator

import pytest

from polku.lenses.asked import Asked
from polku.lenses.journeys.edges import EDGES
from polku.lenses.measure import Answer
from polku.surfaces.web.question import kept
from polku.surfaces.web.question.kept import FRESH, LONG, answer_kept


class Counting:
    """Stands in for the engine and the clock: each answer bears the number of the count, and takes `takes` seconds."""

    def __init__(self) -> None:
        self.now, self.counts, self.takes, self.ready = 1000.0, 0, LONG * 2, True

    def monotonic(self) -> float:
        return self.now

    def answer_soon(self, _measure: object, _asked: Asked, patience: float) -> Answer | None:
        if not self.ready:
            return None
        self.now += min(self.takes, patience) if patience else self.takes
        self.counts += 1
        return Answer("edges", "steps", self.counts, 5, 0, [], [], [])

    def asked(self, top: int = 20) -> int | None:
        found = answer_kept(EDGES, Asked(top=top), 10.0)
        return found.n if found else None


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counting]:
    stand_in = Counting()
    monkeypatch.setattr(kept, "answer_soon", stand_in.answer_soon)
    monkeypatch.setattr(kept.time, "monotonic", stand_in.monotonic)
    kept.let_go()
    yield stand_in
    kept.let_go()


def test_what_took_long_is_told_again_without_counting(counting: Counting) -> None:
    assert [counting.asked(), counting.asked()] == [1, 1]
    assert counting.asked(top=7) == 2  # another question


def test_once_people_declare_something_else_nothing_older_is_told(counting: Counting) -> None:
    told = [answer_kept(EDGES, Asked(), 10.0, margin) for margin in ("20 %", "20 %", "30 %")]
    assert [one.n for one in told if one] == [1, 1, 2]


def test_what_is_quick_is_counted_each_time(counting: Counting) -> None:
    counting.takes = LONG / 2
    assert [counting.asked(), counting.asked()] == [1, 2]


def test_what_grew_old_is_told_once_more_while_it_is_counted_anew(counting: Counting) -> None:
    assert counting.asked() == 1
    counting.now += FRESH + 1
    counting.ready = False
    assert counting.asked() == 1
    counting.now += 5
    counting.ready = True
    assert [counting.asked(), counting.asked()] == [2, 2]


def test_nothing_older_than_ten_minutes_is_told(counting: Counting) -> None:
    assert counting.asked() == 1
    counting.now += 601
    counting.ready = False
    assert counting.asked() is None


def test_what_is_not_there_yet_is_none(counting: Counting) -> None:
    counting.ready = False
    assert counting.asked() is None
