from datetime import datetime
from zoneinfo import ZoneInfo

from polku.surfaces.sample.days import dated

NOW = datetime(2026, 3, 30, 10, 20, 30, tzinfo=ZoneInfo("Europe/Helsinki"))


def test_days_are_counted_from_today() -> None:
    assert dated("{-12 09:30},{3 16:00}", NOW, zoned=False) == "2026-03-18 09:30:00,2026-04-02 16:00:00"


def test_hours_are_counted_from_now() -> None:
    assert dated("{0 -3h}", NOW, zoned=False) == "2026-03-30 07:20:30"


def test_the_offset_is_that_days_own() -> None:
    # Clocks went forward on 29 March: +02:00 before, +03:00 after.
    told = dated('"{-2 12:00:05}" "{0 12:00}"', NOW, zoned=True)
    assert told == '"2026-03-28T12:00:05+02:00" "2026-03-30T12:00:00+03:00"'


def test_what_is_no_moment_stays() -> None:
    assert dated('{"type": "page", "n": {}}', NOW, zoned=True) == '{"type": "page", "n": {}}'
