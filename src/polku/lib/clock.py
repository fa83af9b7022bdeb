"""Moments are integer microseconds since 1970 in UTC; durations are their differences."""

import time
from datetime import UTC, datetime, timedelta
from typing import Final

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def now() -> int:
    """The present moment in microseconds UTC."""
    return time.time_ns() // 1000


def from_datetime(moment: datetime) -> int:
    """Microseconds UTC of an aware datetime; a naive one is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return (moment - _EPOCH) // _MICROSECOND


def to_datetime(microseconds: int) -> datetime:
    """The aware UTC datetime of a moment."""
    return _EPOCH + timedelta(microseconds=microseconds)


def to_text(microseconds: int) -> str:
    """ISO 8601 in UTC, as the API writes moments."""
    return to_datetime(microseconds).isoformat().replace("+00:00", "Z")
