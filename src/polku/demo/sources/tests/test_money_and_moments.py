"""Amounts and moments as each system writes them."""

from datetime import UTC, datetime

import pytest

from polku.demo.sources.moments import in_finland, in_utc
from polku.demo.sources.money import with_comma, with_point
from polku.lib.clock import from_datetime


@pytest.mark.parametrize(
    ("cents", "point", "comma"),
    [
        (0, "0.00", "0,00"),
        (5, "0.05", "0,05"),
        (18_900, "189.00", "189,00"),
        (289_050, "2890.50", "2 890,50"),
        (123_456_789, "1234567.89", "1 234 567,89"),
        (None, "", ""),
    ],
)
def test_cents_are_written_with_a_point_or_a_comma(cents: int | None, point: str, comma: str) -> None:
    assert (with_point(cents), with_comma(cents)) == (point, comma)


def test_a_moment_is_written_in_utc_to_the_second() -> None:
    moment = from_datetime(datetime(2026, 3, 12, 7, 14, 5, 999_999, UTC))
    assert in_utc(moment) == "2026-03-12T07:14:05Z"
    assert in_utc(None) == in_finland(None) == ""


def test_the_ledger_writes_finnish_days_in_winter_and_in_summer_time() -> None:
    # Helsinki is two hours ahead of UTC in March and three in July.
    assert in_finland(from_datetime(datetime(2026, 3, 12, 7, 14, 5, tzinfo=UTC))) == "12.03.2026 09:14:05"
    assert in_finland(from_datetime(datetime(2026, 7, 1, 21, 30, tzinfo=UTC))) == "02.07.2026 00:30:00"
