"""Moments as sources write them: ISO 8601, dates, seconds or milliseconds since 1970, declared formats."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from polku.lib.clock import from_datetime

EARLIEST: Final = from_datetime(datetime(1900, 1, 1, tzinfo=UTC))
LATEST: Final = from_datetime(datetime(2200, 1, 1, tzinfo=UTC))
# Which unit a bare number counts: what is below the bound, read in that unit, ends in the 23rd century.
# A number below the first bound would be a day before March 1973: a year or a filler, not a time.
_FEWEST_SECONDS: Final = 1e8
EXCEL: Final = "excel"  # among a mapping's formats: days since 1899, as a spreadsheet's cells hold them
_SERIAL: Final = re.compile(r"\d{4,5}(?:[.,]\d+)?")
_UNITS: Final = ((1e10, 1_000_000), (1e13, 1_000), (1e16, 1))


def to_moment(value: Any, zone: tzinfo, formats: tuple[str, ...] = ()) -> int:
    """Microseconds UTC of a value as told; a time without a zone is read in `zone`. ValueError says why not."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, datetime)):
        raise ValueError(f"{_shown(value)} is not a time")
    if isinstance(value, datetime):
        moment = _zoned(value, zone)
    elif EXCEL in formats and _SERIAL.fullmatch(str(value).strip()):
        moment = _from_serial(float(str(value).strip().replace(",", ".")), zone)
    elif isinstance(value, str):
        moment = _from_text(value.strip(), zone, formats)
    else:
        moment = _from_number(float(value))
    if not EARLIEST <= moment < LATEST:
        raise ValueError(f"{_shown(value)} lies outside the years 1900 to 2199")
    return moment


def _from_text(text: str, zone: tzinfo, formats: tuple[str, ...]) -> int:
    for form in formats:
        try:
            return _zoned(datetime.strptime(text, form), zone)  # noqa: DTZ007 - the zone is added at once
        except ValueError:
            continue
    try:
        return _zoned(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        pass
    try:
        return _from_number(float(text))
    except (ValueError, OverflowError):
        raise ValueError(
            f"{_shown(text)} is not a time; a time is written as in 2026-11-24T09:30:00+02:00"
        ) from None


def _from_serial(days: float, zone: tzinfo) -> int:
    moment = datetime(1899, 12, 30, tzinfo=zone) + timedelta(days=days)
    return from_datetime((moment + timedelta(milliseconds=500)).replace(microsecond=0))


def _from_number(number: float) -> int:
    for bound, factor in _UNITS:
        if _FEWEST_SECONDS <= number < bound:
            return round(number * factor)
    raise ValueError(f"{number:g} is not seconds, milliseconds or microseconds since 1970")


def _zoned(moment: datetime, zone: tzinfo) -> int:
    return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


_zones: dict[str, ZoneInfo] = {}


def zone_named(name: str) -> ZoneInfo:
    """The IANA time zone; ValueError where there is none of that name."""
    if (zone := _zones.get(name)) is None:
        try:
            zone = _zones[name] = ZoneInfo(name)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(
                f"{name!r} is not a time zone; a time zone is written as in Europe/Helsinki"
            ) from error
    return zone
