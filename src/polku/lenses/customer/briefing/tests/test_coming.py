"""What to do next, and by when."""

import pytest
from pytest_django import DjangoAssertNumQueries

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.points import Place
from polku.lenses.customer.briefing.quotes import Quote
from polku.lenses.customer.briefing.tests.pointed import found, scored
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lib.clock import HOUR

pytestmark = pytest.mark.django_db(databases="__all__")


def answered(day: str) -> list[object]:
    """A question of that day, answered within an hour."""
    return [
        did(f"{day} 09:00", "asked", "customer", thread=day),
        did(f"{day} 10:00", "answered", "us", thread=day),
    ]


def test_a_question_waits_since_it_was_asked() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-20 09:00", "asked", "customer", thread="t", text="Which socket?"))
    waits = said.Asks(at("2026-11-20 09:00"), 1, Place("support"), Quote("Which socket?"), None)
    assert found(said.Asks, aino) == [waits]


def test_a_wait_of_twice_their_usual_says_what_is_usual() -> None:
    aino = customer("Aino")
    for day in ("2026-08-03", "2026-08-10", "2026-08-17"):
        tell(aino, *answered(day))  # type: ignore[arg-type]
    tell(aino, did("2026-11-20 09:00", "asked", "customer", thread="t"))
    assert [one.usual for one in found(said.Asks, aino, "2026-11-20 10:59")] == [None]
    assert [one.usual for one in found(said.Asks, aino, "2026-11-20 11:00")] == [HOUR]
    assert [one.unusual for one in scored("asks", aino, "2026-11-20 11:00")] == [20]


def test_the_next_promise_is_the_one_that_falls_due_first() -> None:
    aino = customer("Aino")
    for name, due in (("later", "2027-01-10 12:00"), ("soon", "2026-12-01 12:00")):
        tell(aino, did("2026-11-01 09:00", "promised", about=name, subject=name, due_at=at(due)))
    assert [one.what.subject for one in found(said.Due, aino)] == ["soon", "later"]
    # Within 31 days 14 more than what is only awaited (25), within half a year 8.
    assert [score.total for score in scored("due", aino)] == [39, 33]


@pytest.mark.parametrize("answer", ["ordered", "declined", "left"])
def test_an_offer_is_open_until_they_answer_it(answer: str) -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-01 09:00", "offered", about="o1", subject="Fan", amount=100, currency="EUR"))
    assert found(said.Offered, aino) == [said.Offered(at("2026-11-01 09:00"), 100, "EUR", "Fan")]
    tell(aino, did("2026-11-02 09:00", answer, about="o1"))
    assert found(said.Offered, aino) == []


def test_an_offer_of_last_year_is_no_news() -> None:
    aino = customer("Aino")
    tell(aino, did("2025-11-01 09:00", "offered"))
    assert found(said.Offered, aino) == []


def test_what_we_asked_is_awaited_until_it_counts_as_given_up() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-18 09:00", "asked", "us", thread="t", text="Which model is it?"))
    assert found(said.WeAsked, aino) == [said.WeAsked(at("2026-11-18 09:00"), "Which model is it?")]
    assert found(said.WeAsked, aino, "2027-11-18 09:00") == []


def test_who_answers_nothing_has_been_reached_out_to() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-18 09:00", "reached_out", subject="Yearly service?", actor="Sari"))
    assert found(said.ReachedOut, aino) == [said.ReachedOut(at("2026-11-18 09:00"), "Yearly service?")]
    tell(aino, did("2026-11-19 09:00", "thanked", "customer"))
    assert found(said.ReachedOut, aino) == []


def test_who_was_met_since_has_been_reached() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-18 09:00", "reached_out", actor="Sari"))
    tell(aino, did("2026-11-19 09:00", "met", "us", actor="Mikko", channel="phone"))
    assert found(said.ReachedOut, aino) == []


def test_a_call_of_this_morning_may_still_be_answered() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-20 09:00", "reached_out", actor="Sari"))
    assert found(said.ReachedOut, aino) == []


def test_a_newsletter_that_nobody_signed_asks_for_no_answer() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-01 09:00", "reached_out", actor="Sari", subject="May I come?"))
    tell(aino, did("2026-11-10 09:00", "reached_out", subject="Winter is coming"))
    assert [one.note for one in found(said.ReachedOut, aino)] == ["May I come?"]


@pytest.mark.parametrize("encounters", [1, 200])
def test_a_briefing_asks_the_same_few_questions_however_long_the_path(
    encounters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    aino = customer("Aino")
    tell(
        aino,
        *(
            did(f"2026-{1 + n // 28:02}-{1 + n % 28:02} 09:00", "met", "us", actor="Mikko")
            for n in range(encounters)
        ),
    )
    # 14 for the page; what happened, encounters, who shares an address, and the newest map.
    with django_assert_num_queries(18):
        found(said.Meets, aino)


def test_two_questions_of_one_moment_are_two() -> None:
    aino = customer("Aino")
    tell(aino, *(did("2026-11-19 09:00", "asked", "customer", thread=name, text=name) for name in ("t", "u")))
    assert sorted(one.quote.text for one in found(said.Asks, aino) if one.quote) == ["t", "u"]
