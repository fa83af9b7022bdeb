"""The cast's stories hold together, whenever the company is loaded."""

from datetime import UTC, datetime

import pytest

from polku.demo.cast import CAST_SIZE, NAMES, cast
from polku.demo.happening import What
from polku.lib.clock import DAY, from_datetime

WEDNESDAY = from_datetime(datetime(2026, 11, 18, 12, 0, tzinfo=UTC))


def test_the_cast_stands_in_its_order_under_the_first_numbers() -> None:
    lives = cast(WEDNESDAY)
    assert [life[0].who.number for life in lives] == list(range(CAST_SIZE))
    named = [next(one.who.name for one in life if one.who.contact == 0) for life in lives]
    assert tuple(named) == NAMES


@pytest.mark.parametrize("days", range(0, 365, 13))
def test_each_story_is_told_in_times_order_on_any_day_of_loading(days: int) -> None:
    for life in cast(WEDNESDAY + days * DAY):
        moments = [one.at for one in life]
        assert moments == sorted(moments)
        assert [one.number for one in life] == list(range(len(life)))


def test_a_moment_is_counted_from_the_week_of_loading() -> None:
    # -1 fri 17:52 in Finland, from Wednesday 18 November 2026: Friday the 13th, 15:52 UTC.
    asked = next(one for one in cast(WEDNESDAY)[0] if one.what is What.TICKET_ASKED)
    assert asked.at == from_datetime(datetime(2026, 11, 13, 15, 52, tzinfo=UTC))


def test_summer_time_is_the_days_own() -> None:
    # Loaded in January: -14 sat 11:20 is a day of October 2026, when clocks still stood at +03:00.
    january = from_datetime(datetime(2027, 1, 13, 12, 0, tzinfo=UTC))
    met = next(one for one in cast(january)[1] if one.what is What.FAIR_TALK)
    assert met.at == from_datetime(datetime(2026, 10, 10, 8, 20, tzinfo=UTC))


def test_what_is_promised_lies_after_the_promise() -> None:
    promised = [one for life in cast(WEDNESDAY) for one in life if one.due_at is not None]
    assert promised
    assert [one for one in promised if (one.due_at or 0) <= one.at] == []


def test_the_baker_asks_and_the_office_pays_for_one_organisation() -> None:
    baker = cast(WEDNESDAY)[2]
    assert {one.who.name for one in baker if one.what in {What.INVOICE, What.PAID}} == {"Outi Hiekka"}
    assert {one.who.organisation for one in baker} == {"Bakery Hiekka"}
    assert len({(one.who.email, one.who.contact) for one in baker}) == 2
