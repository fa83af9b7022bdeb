"""When they left: whole months of the house's time zone, those between with nobody too."""

from datetime import UTC, datetime

from polku.surfaces.web.pages.exits.months import befores, months


def hour(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp()) // 3600  # type: ignore[misc,arg-type]


def test_months_follow_each_other_and_have_their_years() -> None:
    rows = [{"hour": hour(2025, 12, 5), "left": 3}, {"hour": hour(2026, 2, 1), "left": 6}]
    found = months(rows, "UTC")
    assert [(one.words, one.left, one.of) for one in found] == [
        ("December 2025", 3, 6), ("January 2026", 0, 6), ("February 2026", 6, 6),
    ]  # fmt: skip


def test_an_evening_in_utc_is_the_next_month_in_helsinki() -> None:
    rows = [{"hour": hour(2026, 1, 31, 23), "left": 1}]
    assert [one.words for one in months(rows, "Europe/Helsinki")] == ["February 2026"]


def test_the_latest_two_years_are_shown() -> None:
    rows = [{"hour": hour(year, 6, 1), "left": 1} for year in (2020, 2026)]
    found = months(rows, "UTC")
    assert (len(found), found[-1].words, found[0].words) == (24, "June 2026", "July 2024")


def test_nobody_left_so_there_is_no_month() -> None:
    assert months([], "UTC") == []


def test_steps_of_few_customers_are_not_told() -> None:
    rows = [{"step": "chat", "customers": 9}, {"step": "", "customers": 6}, {"step": "offer", "customers": 4}]
    found = befores(rows, "chat", {})
    assert [(one.touchpoint, one.customers, one.again) for one in found] == [
        ("chat", 9, True),
        ("", 6, False),
    ]
