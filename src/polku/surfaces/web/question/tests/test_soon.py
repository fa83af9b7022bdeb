"""An answer that takes longer than a page waits is worked on once, and is there when it is asked for again."""

import threading
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import Asked, WrongQuestion, asked
from polku.lenses.journeys.steps import counted
from polku.lenses.measure import Measure, Told
from polku.surfaces.web.question.soon import answers_soon
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
LONG = 60.0


class Slow:
    """A measure that tells once it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.asked = 0
        self.measure = Measure("slow", "Slow?", "walks", {"n": "how many"}, counted, self.tell)

    def tell(self, _asked: Asked) -> Told:
        self.asked += 1
        assert self.let.wait(LONG)
        return Told([{"n": self.asked}], [])


@pytest.fixture
def slow() -> Iterator[Slow]:
    """It, let go at the end whatever happened."""
    one = Slow()
    yield one
    one.let.set()


def test_what_takes_longer_is_asked_once_and_found_when_it_is_done(slow: Slow) -> None:
    tell("aino mon 09:00 visited website")
    assert answers_soon(slow.measure, [asked()], patience=0.0) is None
    assert answers_soon(slow.measure, [asked()], patience=0.0) is None
    slow.let.set()
    found = answers_soon(slow.measure, [asked()], patience=LONG)
    assert found is not None
    assert found[0].rows == [{"n": 1}]
    again = answers_soon(slow.measure, [asked()], patience=LONG)
    assert again is not None
    assert again[0].rows == [{"n": 2}]  # what was fetched is not kept: the world has moved on


def test_of_two_questions_neither_is_told_before_both_are_answered(slow: Slow) -> None:
    tell("aino mon 09:00 visited website")
    both = [asked(), asked(segment="touchpoint=website")]  # of the segment nothing is told, for it is of one
    assert answers_soon(slow.measure, both, patience=0.0) is None
    slow.let.set()
    found = answers_soon(slow.measure, both, patience=LONG)
    assert found is not None
    assert [one.rows for one in found] == [[{"n": 1}], []]


def test_what_can_not_be_asked_is_raised_where_it_was_asked(slow: Slow) -> None:
    def refuse(_asked: Asked) -> Told:
        raise WrongQuestion("not so")

    tell("aino mon 09:00 visited website")
    refusing = Measure("refusing", "No?", "walks", {"n": "how many"}, counted, refuse)
    with pytest.raises(WrongQuestion, match="not so"):
        answers_soon(refusing, [asked()], patience=LONG)


def test_notes_are_in_the_readers_language(slow: Slow) -> None:
    with override("fi"):
        found = answers_soon(slow.measure, [asked()], patience=LONG)
    assert found is not None
    assert found[0].note.startswith("Siellä ei tapahtunut mitään")
