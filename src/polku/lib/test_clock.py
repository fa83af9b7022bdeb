from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.lib import clock


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_comes_back_as_it_went(moment: datetime) -> None:
    assert clock.to_datetime(clock.from_datetime(moment)) == moment


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    helsinki = datetime(2026, 3, 29, 4, 30, tzinfo=timezone(timedelta(hours=3)))
    assert clock.from_datetime(helsinki) == clock.from_datetime(datetime(2026, 3, 29, 1, 30, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.from_datetime(datetime(2026, 1, 1))  # noqa: DTZ001


def test_moments_are_written_as_iso_8601_in_utc() -> None:
    assert clock.to_text(0) == "1970-01-01T00:00:00Z"
    assert clock.to_text(clock.DAY + 1) == "1970-01-02T00:00:00.000001Z"


def test_the_present_is_between_two_looks_at_the_clock() -> None:
    before = clock.from_datetime(datetime.now(UTC))
    assert before - clock.SECOND <= clock.now() <= clock.from_datetime(datetime.now(UTC)) + clock.SECOND
