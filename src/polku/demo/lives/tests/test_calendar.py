"""The company's days, against Finland's own calendar and clock."""

from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from polku.demo.lives import calendar, seasons
from polku.demo.lives.calendar import HOUR, MINUTE
from polku.demo.lives.hours import CHAT, OFFICE, PHONE, SITES, VISITS, Hours, soon

HELSINKI = ZoneInfo("Europe/Helsinki")


def day(text: str) -> int:
    told = date.fromisoformat(text)
    return calendar.day(told.year, told.month, told.day)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=HELSINKI).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    "sunday", ["2000-04-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"]
)
def test_easter_falls_where_the_church_says(sunday: str) -> None:
    assert calendar.easter(int(sunday[:4])) == day(sunday)


def test_the_holidays_of_2026_are_those_of_the_almanac() -> None:
    almanac = [
        "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-24",
        "2026-06-19", "2026-06-20", "2026-10-31", "2026-12-06", "2026-12-24", "2026-12-25", "2026-12-26",
    ]  # fmt: skip
    assert sorted(calendar.holidays(2026)) == [day(told) for told in almanac]


def test_our_clock_is_helsinkis_on_every_day_of_forty_years() -> None:
    for number in range(day("2005-01-01"), day("2045-01-01"), 3):
        told = calendar.date_of(number)
        for hour in (5, 12, 23):
            there = (
                int(datetime(told.year, told.month, told.day, hour, 7, tzinfo=HELSINKI).timestamp())
                * 1_000_000
            )
            assert calendar.moment(number, hour * 60 + 7) == there
            assert calendar.local(there) == (number, hour * 60 + 7)


def test_the_clocks_change_in_the_night_to_sunday() -> None:
    # 29 March 2026: the Saturday is two hours ahead of UTC, the Sunday three.
    assert calendar.moment(day("2026-03-28"), 720) == at("2026-03-28T12:00")
    assert calendar.moment(day("2026-03-29"), 720) - calendar.moment(day("2026-03-28"), 720) == 23 * HOUR


def test_working_days_skip_weekends_and_holidays() -> None:
    # Thursday 2 April 2026, then Good Friday, Saturday, Easter Sunday and Monday.
    assert calendar.workday(day("2026-04-02")) == day("2026-04-02")
    assert calendar.workday(day("2026-04-03")) == day("2026-04-07")
    assert calendar.workday(day("2026-04-02"), 1) == day("2026-04-07")
    assert calendar.is_workday(day("2026-04-07"))
    assert not calendar.is_workday(day("2026-04-06"))


def test_a_day_is_written_as_in_finland() -> None:
    assert calendar.written(day("2026-11-24")) == "24.11."


@pytest.mark.parametrize(
    ("hours", "moment", "is_open"),
    [
        (OFFICE, "2026-11-20T09:00", True),
        (OFFICE, "2026-11-20T17:00", False),
        (OFFICE, "2026-11-21T10:00", False),
        (VISITS, "2026-11-20T18:30", True),
        (SITES, "2026-11-20T07:30", True),
        (PHONE, "2026-11-20T07:59", False),
        (CHAT, "2026-11-20T19:59", True),
        (CHAT, "2026-11-21T10:00", True),
        (CHAT, "2026-11-21T15:00", False),
        (CHAT, "2026-12-26T11:00", False),  # a Saturday, but Boxing Day
    ],
)
def test_places_are_open_when_their_door_says(hours: Hours, moment: str, is_open: bool) -> None:
    assert hours.is_open(at(moment)) is is_open


def test_what_comes_while_open_is_taken_at_once() -> None:
    assert OFFICE.from_then(at("2026-11-20T11:11"), Random(1)) == at("2026-11-20T11:11")


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-20T06:00", "2026-11-20T09:00"),
        ("2026-11-20T17:30", "2026-11-23T09:00"),  # Friday evening waits for Monday
        ("2026-12-23T20:00", "2026-12-28T09:00"),  # and Christmas for the Monday after
    ],
)
def test_what_comes_while_shut_waits_for_the_opening(moment: str, opens: str) -> None:
    for seed in range(20):
        taken = OFFICE.from_then(at(moment), Random(seed))
        assert at(opens) <= taken <= at(opens) + 40 * MINUTE


def test_some_time_of_a_day_is_within_its_hours() -> None:
    for seed in range(50):
        assert SITES.is_open(SITES.some_time(day("2026-12-24"), Random(seed)))


def test_soon_lies_between_its_bounds() -> None:
    for seed in range(50):
        assert 3 * MINUTE <= soon(0, Random(seed), 3, 5) <= 5 * MINUTE


def test_lives_begin_over_three_years_and_a_little_beyond() -> None:
    today = day("2026-11-22")
    drawn = [seasons.beginning(today, Random(seed)) for seed in range(2000)]
    assert today - 1095 <= min(drawn) < today - 1000
    assert today < max(drawn) < today + 28


def test_support_is_asked_twice_as_often_in_january_as_in_july() -> None:
    def come(month: str) -> int:
        return sum(seasons.needs_support(day(month), Random(seed)) for seed in range(2000))

    assert come("2026-01-15") == 2000
    assert come("2026-07-15") < 0.45 * 2000


def test_fairs_are_on_a_thursday_and_friday_in_march_and_october() -> None:
    # 14 March 2026 is a Saturday, so the fair opens on Thursday the 19th; 14 October is a Wednesday: the 15th.
    assert seasons.fair_from(day("2026-01-10")) == day("2026-03-19")
    assert seasons.fair_from(day("2026-03-20")) == day("2026-03-20")
    assert seasons.fair_from(day("2026-03-21")) == day("2026-10-15")
    assert calendar.date_of(seasons.fair_from(day("2026-11-01"))).year == 2027
