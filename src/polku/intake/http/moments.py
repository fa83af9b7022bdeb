"""When a message happened: its own time, mended for the sender's clock as the Segment specification says."""

from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from polku.intake.http.parsed import Teller, Unfit
from polku.lib.clock import DAY, from_datetime

LATEST_AHEAD: Final = DAY  # a time further ahead of our clock than this is absurd


def moment(value: Any, time_zone: str, where: str) -> int | None:
    """Microseconds UTC of an ISO 8601 text; None where there is none; Unfit where it can't be read."""
    if value is None or value == "":
        return None
    if type(value) is not str:
        raise Unfit("it must be a time as text, as in 2026-05-13T09:12:00Z", where)
    try:
        read = datetime.fromisoformat(value)
        return from_datetime(read if read.tzinfo else read.replace(tzinfo=_zone(time_zone)))
    except (ValueError, OverflowError):
        raise Unfit("it must be an ISO 8601 time, as in 2026-05-13T09:12:00Z", where) from None


def sent(value: Any, time_zone: str) -> int | None:
    """The sender's clock as it sent; None where it tells nothing that a clock could show."""
    try:
        shown = moment(value, time_zone, "sentAt")
    except Unfit:
        return None
    return shown if shown is not None and shown >= 0 else None


def occurred(message: dict[str, Any], batch_sent: int | None, teller: Teller) -> int:
    """When a Segment message happened: timestamp + (received − sentAt), or `received` where it tells no time.

    `batch_sent` is the moment its batch was sent; its own `sentAt` wins. A message that another Segment
    server received and corrected already (it has `receivedAt`) keeps its `timestamp`. Unfit where the time
    told, or the corrected time, can't be.
    """
    zone = teller.time_zone
    told, field = moment(message.get("timestamp"), zone, "timestamp"), "timestamp"
    sent_at = sent(message["sentAt"], zone) if "sentAt" in message else batch_sent
    if told is not None and message.get("receivedAt") is not None:
        sent_at = None
    elif "originalTimestamp" in message:
        original = moment(message["originalTimestamp"], zone, "originalTimestamp")
        if original is not None and (told is None or sent_at is not None):
            told, field = original, "originalTimestamp"
    if told is None:
        return teller.received_at
    if sent_at is not None:
        told += teller.received_at - sent_at
    return plausible(told, teller, field)


def plausible(occurred_at: int, teller: Teller, where: str) -> int:
    """The moment itself; Unfit where nothing can have happened then."""
    if occurred_at < 0:
        raise Unfit("the time is before 1970", where)
    if occurred_at > teller.received_at + LATEST_AHEAD:
        raise Unfit("the time is more than a day in the future", where)
    return occurred_at


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
