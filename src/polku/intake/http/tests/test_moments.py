"""Clock-skew correction, worked by hand: occurred = timestamp + (received − sentAt)."""

from typing import Any

import pytest

from polku.intake.http.moments import moment, occurred, sent
from polku.intake.http.parsed import Teller, Unfit
from polku.lib.clock import DAY, HOUR, MINUTE, SECOND, to_text

# 2026-05-13T09:00:00Z
NINE = 1_778_662_800 * SECOND
HELSINKI = Teller(1, "Europe/Helsinki", NINE, 32_768)


def at(message: dict[str, Any], sent_at: Any = None) -> str:
    return to_text(occurred(message, sent(sent_at, "UTC"), HELSINKI))


def test_a_slow_clock_is_mended_by_what_it_showed_when_sending() -> None:
    # The device is 10 minutes behind: it says 08:47 and sends at 08:50, which is 09:00 here. So 08:57.
    told = {"timestamp": "2026-05-13T08:47:00Z", "sentAt": "2026-05-13T08:50:00Z"}
    assert at(told) == "2026-05-13T08:57:00Z"


def test_a_fast_clock_is_mended_too_and_the_batch_may_tell_when_it_was_sent() -> None:
    # Two days ahead: 15 May 08:00 told, sent 15 May 09:00, that is now. So an hour ago.
    assert at({"timestamp": "2026-05-15T08:00:00Z"}, "2026-05-15T09:00:00Z") == "2026-05-13T08:00:00Z"


def test_a_device_that_woke_up_in_1970_is_mended() -> None:
    told = {"timestamp": "1970-01-01T00:04:00Z", "sentAt": "1970-01-01T00:05:00Z"}
    assert at(told) == "2026-05-13T08:59:00Z"


def test_a_message_without_a_time_happened_when_it_came() -> None:
    assert at({}) == at({"sentAt": "2026-05-13T08:50:00Z"}) == at({"timestamp": None}) == to_text(NINE)


def test_a_time_without_sent_at_is_believed() -> None:
    assert at({"timestamp": "2026-05-13T11:30:00+03:00"}) == "2026-05-13T08:30:00Z"


def test_a_time_without_a_zone_is_the_sources_own() -> None:
    assert at({"timestamp": "2026-05-13T11:30:00.123456789"}) == "2026-05-13T08:30:00.123456Z"


@pytest.mark.parametrize("sent_at", ["yesterday", 17, "", None, "1969-12-31T23:00:00Z", {}])
def test_a_sent_at_that_no_clock_shows_mends_nothing(sent_at: Any) -> None:
    assert at({"timestamp": "2026-05-13T08:00:00Z", "sentAt": sent_at}) == "2026-05-13T08:00:00Z"


def test_original_timestamp_is_the_devices_time() -> None:
    # 08:47 on the device, sent at 08:50 there = 09:00 here; the already corrected timestamp is not used again.
    told = {
        "originalTimestamp": "2026-05-13T08:47:00Z",
        "timestamp": "2026-05-13T08:56:59Z",
        "sentAt": "2026-05-13T08:50:00Z",
    }
    assert at(told) == "2026-05-13T08:57:00Z"
    assert at({"originalTimestamp": "2026-05-13T08:47:00Z"}) == "2026-05-13T08:47:00Z"


def test_a_message_passed_on_by_another_segment_server_is_not_corrected_twice() -> None:
    told = {
        "originalTimestamp": "2026-05-01T08:47:00Z",
        "sentAt": "2026-05-01T08:50:00Z",
        "receivedAt": "2026-05-01T09:00:00Z",
        "timestamp": "2026-05-01T08:57:00Z",
    }
    assert at(told) == "2026-05-01T08:57:00Z"


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"timestamp": "1969-12-31T23:59:59Z"}, "timestamp"),
        ({"timestamp": "2026-05-14T09:00:01Z"}, "timestamp"),
        ({"timestamp": "9999-12-31T23:59:59Z"}, "timestamp"),
        ({"timestamp": "0001-01-01T00:00:00+23:59"}, "timestamp"),
        ({"timestamp": "in May"}, "timestamp"),
        ({"timestamp": "2026-02-30T00:00:00Z"}, "timestamp"),
        ({"timestamp": 1_778_662_800}, "timestamp"),
        ({"originalTimestamp": []}, "originalTimestamp"),
        # A clock three days fast told 2 January 1970: corrected, that is before 1970.
        ({"timestamp": "1970-01-02T00:00:00Z", "sentAt": "2026-05-16T09:00:00Z"}, "timestamp"),
    ],
)
def test_an_absurd_time_is_refused_by_name(told: dict[str, Any], where: str) -> None:
    with pytest.raises(Unfit) as refused:
        occurred(told, None, HELSINKI)
    assert refused.value.where == where


def test_a_day_ahead_is_still_taken() -> None:
    assert occurred({"timestamp": "2026-05-14T09:00:00Z"}, None, HELSINKI) == NINE + DAY


def test_moments_are_read_to_the_microsecond() -> None:
    assert moment("2026-05-13T09:00:00Z", "UTC", "time") == NINE
    assert moment("2026-05-13T10:01:00.000001Z", "UTC", "time") == NINE + HOUR + MINUTE + 1
