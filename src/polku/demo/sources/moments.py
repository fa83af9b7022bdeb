"""Moments as the sources write them. All of them count whole seconds."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

_SECOND: Final = 1_000_000
HELSINKI: Final = ZoneInfo("Europe/Helsinki")


def in_utc(moment: int | None) -> str:
    """2026-03-12T07:14:05Z; "" for none."""
    if moment is None:
        return ""
    return datetime.fromtimestamp(moment // _SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def in_finland(moment: int | None) -> str:
    """12.03.2026 09:14:05, as a Finnish ledger writes it; "" for none."""
    if moment is None:
        return ""
    return datetime.fromtimestamp(moment // _SECOND, HELSINKI).strftime("%d.%m.%Y %H:%M:%S")
