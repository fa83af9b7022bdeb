"""Periods in words, and the period before one, with the days counted by hand."""

from datetime import date

import pytest

from polku.lenses.asked import Asked, WrongQuestion, asked
from polku.lib.clock import DAY, HOUR
from polku.surfaces.web.question.periods import before, days_of, period_words, tidy

TODAY = date(2026, 3, 31)


def asked_before(since: str, until: str, today: date = TODAY) -> Asked | None:
    return before(asked(since=since, until=until, zone="Europe/Helsinki"), "Europe/Helsinki", today)


def same(since: str, until: str) -> tuple[int | None, int | None]:
    """The moments of a period of days in Helsinki."""
    found = asked(since=since, until=until, zone="Europe/Helsinki")
    return found.since, found.until


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("last-1-days", "2026-03-31", "2026-03-31"),
        ("last-7-days", "2026-03-25", "2026-03-31"),
        ("last-90-days", "2026-01-01", "2026-03-31"),  # 31 + 28 + 31
        ("last-12-months", "2025-04-01", "2026-03-31"),
        ("last-1-months", "2026-03-01", "2026-03-31"),  # a month ago is 28 February, which is not in it
        ("this-month", "2026-03-01", "2026-03-31"),
        ("last-month", "2026-02-01", "2026-02-28"),
        ("this-year", "2026-01-01", "2026-03-31"),
        ("last-year", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_period_in_words_is_whole_days(period: str, first: str, last: str) -> None:
    assert days_of(period, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "period", ["yesterday", "last-0-days", "last--3-days", "last-90-weeks", "LAST-7-DAYS"]
)
def test_an_unknown_period_is_told_with_those_there_are(period: str) -> None:
    with pytest.raises(WrongQuestion, match=rf"no period “{period}”.*last-90-days.*this-year"):
        days_of(period, TODAY)


def test_words_are_taken_as_people_type_them() -> None:
    assert tidy(" Last 90  Days ") == "last-90-days"
    assert period_words("last-45-days") == "The last 45 days"
    assert period_words("last-1-months") == "The last 1 month"


def test_the_period_before_is_as_many_days_as_this_one() -> None:
    earlier = asked_before("2026-01-01", "2026-03-30")  # 89 days
    assert earlier is not None
    assert (earlier.since, earlier.until) == same("2025-10-04", "2025-12-31")


def test_whole_months_are_compared_with_as_many_months() -> None:
    february = asked_before("2026-02-01", "2026-02-28")
    assert february is not None
    assert (february.since, february.until) == same("2026-01-01", "2026-01-31")
    quarter = asked_before("2026-01-01", "2026-03-31")
    assert quarter is not None
    assert (quarter.since, quarter.until) == same("2025-10-01", "2025-12-31")


def test_a_week_in_which_the_clocks_change_is_compared_with_seven_days() -> None:
    earlier = asked_before("2026-03-27", "2026-04-02")  # the clocks go forward on 29 March
    assert earlier is not None
    assert earlier.since is not None
    assert earlier.until is not None
    assert (earlier.since, earlier.until) == same("2026-03-20", "2026-03-26")
    assert earlier.until - earlier.since == 7 * DAY
    found = asked(since="2026-03-27", until="2026-04-02", zone="Europe/Helsinki")
    assert found.since is not None
    assert found.until == found.since + 7 * DAY - HOUR


def test_a_period_without_an_end_ends_today_and_one_without_a_beginning_has_none_before() -> None:
    earlier = asked_before("2026-03-30", "")  # 30 and 31 March
    assert earlier is not None
    assert (earlier.since, earlier.until) == same("2026-03-28", "2026-03-29")
    assert asked_before("", "2026-03-30") is None
    future = asked_before("2026-06-01", "", TODAY)
    assert future is not None
    assert future.until == same("2026-06-01", "")[0]


def test_the_rest_of_the_question_stays() -> None:
    found = asked(since="2026-03-01", segment="channel=web,entity=person", top=7)
    earlier = before(found, "UTC", TODAY)
    assert earlier is not None
    assert (earlier.segment, earlier.top) == (found.segment, 7)
