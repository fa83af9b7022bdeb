"""What is usual for a customer: nobody else's median, and nothing out of too few."""

import pytest

from polku.lenses.customer.briefing.points import recency
from polku.lenses.customer.briefing.said import Silent, WaitedLonger
from polku.lenses.customer.briefing.tests.pointed import found
from polku.lenses.customer.tests.told import customer, did, tell
from polku.lib.clock import DAY, HOUR

pytestmark = pytest.mark.django_db(databases="__all__")


def conversation(day: str, hours: int) -> list[object]:
    asked = did(f"{day} 08:00", "asked", "customer", thread=day, text="When?")
    return [asked, did(f"{day} {8 + hours:02}:00", "answered", "us", thread=day, actor="Sari")]


def test_a_first_answer_is_long_against_their_own_median() -> None:
    aino = customer("Aino")
    # 1 h, 2 h and 2 h: the median is 2 h, three times that is 6 h.
    for day, hours in (("2026-08-03", 1), ("2026-08-10", 2), ("2026-08-17", 2), ("2026-11-16", 6)):
        tell(aino, *conversation(day, hours))  # type: ignore[arg-type]
    assert [(one.waited, one.usual) for one in found(WaitedLonger, aino)] == [(6 * HOUR, 2 * HOUR)]


def test_just_less_than_three_times_is_not_unusual() -> None:
    aino = customer("Aino")
    for day, hours in (("2026-08-03", 2), ("2026-08-10", 2), ("2026-08-17", 2), ("2026-11-16", 5)):
        tell(aino, *conversation(day, hours))  # type: ignore[arg-type]
    assert found(WaitedLonger, aino) == []


def test_of_two_earlier_waits_nothing_is_usual() -> None:
    aino = customer("Aino")
    for day, hours in (("2026-08-03", 1), ("2026-08-10", 1), ("2026-11-16", 9)):
        tell(aino, *conversation(day, hours))  # type: ignore[arg-type]
    assert found(WaitedLonger, aino) == []


def test_silence_is_long_against_their_own_pauses() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-09-01 09:00", "ordered"), did("2026-09-02 09:00", "delivered"))
    # Pauses of 10, 20 and 10 days: the median is 10. From 30 October 09:00 to 29 November 09:00 are 30.
    for day in ("09-20", "09-30", "10-20", "10-30"):
        tell(aino, did(f"2026-{day} 09:00", "asked", "customer", thread=day))
    assert found(Silent, aino, "2026-11-29 08:59") == []
    (silent,) = found(Silent, aino, "2026-11-29 09:00")
    assert (silent.length, silent.usual) == (30 * DAY, 10 * DAY)


def test_how_often_they_spoke_before_they_had_anything_is_no_rhythm() -> None:
    aino, lead = customer("Aino"), customer("Lumi")
    for person in (aino, lead):
        for day in ("09-01", "09-03", "09-05", "09-07"):
            tell(person, did(f"2026-{day} 09:00", "asked", "customer", thread=day))
    tell(aino, did("2026-09-08 09:00", "ordered"), did("2026-09-20 09:00", "delivered"))
    assert found(Silent, aino) == found(Silent, lead) == []


def test_the_usual_wait_is_that_of_the_same_channel() -> None:
    aino = customer("Aino")
    for day in ("2026-08-03", "2026-08-10", "2026-08-17"):
        asked = did(f"{day} 08:00", "asked", "customer", thread=day, channel="phone", touchpoint="phone")
        tell(
            aino,
            asked,
            did(f"{day} 08:05", "answered", "us", thread=day, channel="phone", touchpoint="phone"),
        )
    tell(aino, did("2026-11-16 08:00", "asked", "customer", thread="m", channel="mail", touchpoint="mail"))
    tell(aino, did("2026-11-16 20:00", "answered", "us", thread="m", channel="mail", touchpoint="mail"))
    assert found(WaitedLonger, aino) == []


def test_days_of_one_conversation_are_one_contact() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-01-01 09:00", "ordered"))
    for hour in range(8, 16):
        tell(aino, did(f"2026-01-05 {hour:02}:00", "asked", "customer", thread=str(hour)))
    assert found(Silent, aino) == []


def test_visits_and_our_own_calls_are_no_contacts_of_theirs() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-09-01 09:00", "ordered"))
    for day in ("09-20", "09-30", "10-10", "10-20"):
        tell(aino, did(f"2026-{day} 09:00", "visited"), did(f"2026-{day} 10:00", "reached_out"))
    assert found(Silent, aino, "2026-12-20 09:00") == []


def test_who_left_is_not_called_silent() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-01-01 09:00", "ordered"))
    for day in ("01-05", "02-05", "03-05", "04-05"):
        tell(aino, did(f"2026-{day} 09:00", "asked", "customer", thread=day))
    tell(aino, did("2026-04-06 09:00", "left", text="We move away"))
    assert found(Silent, aino) == []


@pytest.mark.parametrize(
    ("days", "weight"), [(0, 20), (7, 20), (8, 14), (31, 14), (32, 8), (183, 8), (184, 3), (730, 3), (731, 0)]
)
def test_what_is_older_weighs_less_and_so_does_what_is_further_ahead(days: int, weight: int) -> None:
    assert recency(1000 * DAY - days * DAY, 1000 * DAY) == weight
    assert recency(1000 * DAY + days * DAY, 1000 * DAY) == weight
