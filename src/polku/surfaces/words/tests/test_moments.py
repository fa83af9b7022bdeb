"""Moments in words, in three languages, around midnight, new year and the change of clocks."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from polku.lib.clock import DAY, HOUR, MINUTE, SECOND, from_datetime
from polku.surfaces.words.moments import date_words, exact_words, month_words, time_element, when_words

NOW = from_datetime(datetime(2026, 3, 4, 10, 0, tzinfo=UTC))  # Wednesday, noon in Helsinki


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (0, "just now"),
        (59 * SECOND, "just now"),
        (5 * MINUTE, "5 min ago"),
        (3 * HOUR, "3 h ago"),
        (3 * HOUR + 20 * MINUTE, "3 h 20 min ago"),
        (DAY - SECOND, "23 h ago"),
        (DAY, "3 Mar"),
        (365 * DAY, "4 Mar 2025"),
        (-30 * SECOND, "just now"),
        (-3 * HOUR, "in 3 h"),
        (-DAY, "5 Mar"),
        (-400 * DAY, "8 Apr 2027"),
    ],
)
def test_it_is_relative_up_to_a_day_and_a_date_beyond(ago: int, said: str) -> None:
    assert when_words(NOW - ago, NOW) == said


@pytest.mark.parametrize(
    ("language", "relative", "dated", "other_year"),
    [
        ("en", "3 h ago", "24 Feb", "24 Nov 2025"),
        ("fi", "3 h sitten", "24.2.", "24.11.2025"),
        ("sv", "för 3 h sedan", "24 feb", "24 nov 2025"),
    ],
)
def test_every_language_writes_dates_its_own_way(
    language: str, relative: str, dated: str, other_year: str
) -> None:
    with translation.override(language):
        assert when_words(NOW - 3 * HOUR, NOW) == relative
        assert date_words(NOW - 8 * DAY, NOW) == dated
        assert date_words(from_datetime(datetime(2025, 11, 24, 12, tzinfo=UTC)), NOW) == other_year


@pytest.mark.parametrize(
    ("language", "months"), [("en", "Mar Nov"), ("fi", "maalis marras"), ("sv", "mars nov")]
)
def test_a_month_is_short_and_no_other_month(language: str, months: str) -> None:
    with translation.override(language):
        assert " ".join(month_words(date(2026, month, 1)) for month in (3, 11)) == months


def test_the_day_is_the_companys_day() -> None:
    late = from_datetime(datetime(2026, 3, 2, 22, 30, tzinfo=UTC))  # half past midnight in Helsinki
    assert date_words(late, NOW) == "3 Mar"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), "Sun 29 Mar 2026, 02:59:59 EET"),
        (datetime(2026, 3, 29, 1, 0, 0, tzinfo=UTC), "Sun 29 Mar 2026, 04:00:00 EEST"),
    ],
)
def test_the_exact_moment_names_its_clock(moment: datetime, said: str) -> None:
    assert exact_words(moment) == said
    assert exact_words(from_datetime(moment)) == said


def test_the_element_is_exact_for_machines_and_on_hover() -> None:
    drawn = time_element(NOW, "<now>")
    assert 'datetime="2026-03-04T10:00:00Z"' in drawn
    assert 'title="Wed 4 Mar 2026, 12:00:00 EET"' in drawn
    assert ">&lt;now&gt;</time>" in drawn


def test_a_day_that_was_written_before_is_written_in_the_language_asked_now() -> None:
    day = from_datetime(datetime(2025, 11, 24, 12, tzinfo=UTC))
    said = []
    for language in ("en", "fi", "en"):
        with translation.override(language):
            said.append((date_words(day, NOW), exact_words(day)))
    assert said[0] == said[2] == ("24 Nov 2025", "Mon 24 Nov 2025, 14:00:00 EET")
    assert said[1] == ("24.11.2025", "ma 24.11.2025 klo 14.00.00 EET")


def test_moments_follow_the_companys_zone_when_that_is_set_anew(settings: Any) -> None:
    late = from_datetime(datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
    assert exact_words(late) == "Tue 3 Mar 2026, 00:30:00 EET"
    settings.TIME_ZONE = "Europe/Stockholm"
    assert exact_words(late) == "Mon 2 Mar 2026, 23:30:00 CET"
    assert date_words(late, NOW) == "2 Mar"
