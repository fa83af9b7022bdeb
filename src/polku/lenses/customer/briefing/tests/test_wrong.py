"""What went wrong, and whether it was put right."""

import pytest

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.quotes import Quote
from polku.lenses.customer.briefing.tests.pointed import found, offered, said_to_all
from polku.lenses.customer.tests.told import at, customer, did, tell

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_complaint_stands_until_it_is_put_right() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-10 09:00", "complained", about="o1", text="It hums"))
    assert found(said.Complained, aino) == [said.Complained(at("2026-11-10 09:00"), Quote("It hums"), True)]
    tell(aino, did("2026-11-12 09:00", "fixed", about="o1"))
    assert found(said.Complained, aino) == []
    right = said.PutRight(at("2026-11-10 09:00"), at("2026-11-12 09:00"), Quote("It hums"))
    assert found(said.PutRight, aino) == [right]


def test_an_answer_is_no_remedy() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-10 09:00", "complained", thread="t", text="It hums"),
        did("2026-11-10 10:00", "answered", "us", thread="t", text="We will see"),
    )
    assert [one.waits for one in found(said.Complained, aino)] == [False]


def test_a_complaint_that_waits_is_one_sentence_and_not_two() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-10 09:00", "complained", thread="t", text="It hums"))
    assert said_to_all(aino) == ["standing", "complained"]


def test_whose_word_a_complaint_was_rests_on_that_interaction() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-09 09:00", "visited"), did("2026-11-10 09:00", "complained", text="It hums"))
    (point,) = [one for one in offered(aino) if one.rule == "complained"]
    assert [(one.event_id, one.ordinal) for one in point.evidence] == [(2, 0)]


def test_three_complaints_within_a_year_are_many() -> None:
    aino = customer("Aino")
    for month in (3, 6):
        tell(aino, did(f"2026-0{month}-01 09:00", "complained", thread=str(month)))
    assert found(said.ComplainedOften, aino) == []
    tell(aino, did("2026-09-01 09:00", "complained", thread="9"))
    assert found(said.ComplainedOften, aino) == [said.ComplainedOften(3, at("2026-09-01 09:00"))]
    assert found(said.ComplainedOften, aino, "2027-03-02 09:00") == []


def test_asked_again_before_an_answer_came_is_asked_twice() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-10 09:00", "asked", "customer", thread="t", text="Which socket?"),
        did("2026-11-10 12:00", "asked", "customer", thread="t", text="Hello, which socket?"),
        did("2026-11-10 13:00", "answered", "us", thread="t"),
    )
    assert [(one.times, one.answered) for one in found(said.AskedAgain, aino)] == [(2, 1)]


def test_questions_that_were_answered_one_by_one_are_a_conversation() -> None:
    aino = customer("Aino")
    for hour in (9, 10, 11):
        tell(
            aino,
            did(f"2026-11-10 {hour:02}:00", "asked", "customer", thread="t"),
            did(f"2026-11-10 {hour:02}:05", "answered", "us", thread="t"),
        )
    assert found(said.AskedAgain, aino) == []


def test_the_same_subject_on_another_day_is_asked_again_although_it_was_answered() -> None:
    aino = customer("Aino")
    for day in ("10", "12"):
        tell(
            aino,
            did(f"2026-11-{day} 09:00", "asked", "customer", thread=day, about="o1", subject="Hum"),
            did(f"2026-11-{day} 09:05", "answered", "us", thread=day, about="o1"),
        )
    assert [(one.times, one.answered) for one in found(said.AskedAgain, aino)] == [(2, 2)]


def test_another_subject_of_the_same_order_is_another_matter() -> None:
    aino = customer("Aino")
    for day, subject in (("10", "Hum"), ("12", "Invoice")):
        tell(
            aino,
            did(f"2026-11-{day} 09:00", "asked", "customer", thread=day, about="o1", subject=subject),
            did(f"2026-11-{day} 09:05", "answered", "us", thread=day, about="o1"),
        )
    assert found(said.AskedAgain, aino) == []


def test_while_it_waits_a_question_asked_again_is_one_that_waits() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-10 09:00", "asked", "customer", thread="a", about="o1", text="It hums"),
        did("2026-11-12 09:00", "asked", "customer", thread="b", about="o1", text="It still hums"),
    )
    assert found(said.AskedAgain, aino) == []
    (waits,) = found(said.Asks, aino)
    assert (waits.since, waits.times, waits.quote) == (at("2026-11-10 09:00"), 2, Quote("It still hums"))


def test_the_last_thing_sent_back_is_said() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-10-10 09:00", "returned", subject="Filter", amount=4900, currency="EUR"))
    tell(aino, did("2026-11-10 09:00", "returned", subject="Fan", amount=100, currency="EUR"))
    assert [one.subject for one in found(said.SentBack, aino)] == ["Fan"]
