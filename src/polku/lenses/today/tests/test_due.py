"""Promises due or overdue, over all customers."""

import pytest

from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lenses.today.due import kept_since, promises_due

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY, TOMORROW = at("2026-11-20 00:00"), at("2026-11-21 00:00")
A_WEEK_AGO = at("2026-11-13 00:00")


def promised(name: str, *due: str, done: str = "", withdrawn: str = "") -> int:
    """A customer whom we promised an installation; several dates are re-datings."""
    person = customer(name)
    told = [
        did(f"2026-11-0{day} 10:00", "promised", touchpoint="installation", about="1", due_at=at(moment))
        for day, moment in enumerate(due, 1)
    ]
    if done:
        told.append(did(done, "delivered", touchpoint="installation", about="1"))
    tell(person, *told)
    return person


def names(since: int = A_WEEK_AGO, until: int = TOMORROW, limit: int = 9) -> list[str]:
    return [one.name for one in promises_due(since, until, limit)]


def test_what_is_overdue_stands_before_what_is_due_today() -> None:
    promised("Due today", "2026-11-20 16:00")
    promised("Overdue since Wednesday", "2026-11-18 12:00")
    assert names() == ["Overdue since Wednesday", "Due today"]


def test_tomorrow_is_not_today() -> None:
    promised("Due at midnight", "2026-11-21 00:00")
    assert names() == []


def test_what_is_long_overdue_is_not_of_this_week() -> None:
    promised("Overdue since October", "2026-10-18 12:00")
    assert names() == []
    assert names(since=at("2026-10-01 00:00")) == ["Overdue since October"]


def test_what_was_kept_is_not_due() -> None:
    promised("Kept", "2026-11-20 16:00", done="2026-11-19 12:00")
    assert names() == []


def test_a_redated_promise_is_due_at_its_new_date_and_still_tells_its_first() -> None:
    promised("Moved to today", "2026-11-10 12:00", "2026-11-20 12:00")
    promised("Moved away", "2026-11-20 12:00", "2026-12-02 12:00")
    (found,) = promises_due(TODAY, TOMORROW, 9)
    assert (found.name, found.due_at) == ("Moved to today", at("2026-11-20 12:00"))
    assert found.original_due_at == at("2026-11-10 12:00")


def test_no_more_are_shown_than_wanted() -> None:
    for hour in (10, 11, 12):
        promised(f"At {hour}", f"2026-11-20 {hour}:00")
    assert names(limit=2) == ["At 10", "At 11"]


def test_what_was_kept_today_is_counted_by_its_first_date() -> None:
    promised("Kept in time", "2026-11-20 16:00", done="2026-11-20 12:00")
    promised("Kept late", "2026-11-19 16:00", done="2026-11-20 12:00")
    promised("Kept yesterday", "2026-11-20 16:00", done="2026-11-19 12:00")
    assert kept_since(TODAY) == 1
