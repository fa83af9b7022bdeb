"""What waits for us now, above the customers met last."""

import re

import pytest
from django.test import Client

from polku.lenses.customer.tests.told import customer, did, tell
from polku.lib.clock import DAY, HOUR, MINUTE, SECOND, now, to_datetime
from polku.pipeline.models import Progress
from polku.surfaces.web.pages.search.today import MOST, day_of, today

pytestmark = pytest.mark.django_db(databases="__all__")


def text_of(moment: int) -> str:
    """A moment as the test's stories write it, to the minute."""
    return to_datetime(moment).strftime("%Y-%m-%d %H:%M")


def asks(name: str, ago: int) -> int:
    """A customer who asked that long ago and has no answer."""
    person = customer(name)
    tell(person, did(text_of(now() - ago), "asked", "customer", touchpoint="mail-support", thread="t"))
    return person


def awaits(name: str, due: int, done: int | None = None) -> int:
    """A customer whom we promised an installation by a moment."""
    person = customer(name)
    told = [
        did(text_of(now() - 2 * DAY), "promised", touchpoint="installation", about="1", due_at=due,
            subject="Heat pump installed")
    ]  # fmt: skip
    if done is not None:
        told.append(did(text_of(done), "delivered", touchpoint="installation", about="1"))
    tell(person, *told)
    return person


def rows(page: str) -> list[str]:
    listed = re.search(r'<ul class="today">.*?</ul>', page, re.DOTALL)
    items = re.findall(r"<li>.*?</li>", listed[0], re.DOTALL) if listed else []
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


def test_a_day_begins_and_ends_at_midnight_where_the_company_is() -> None:
    # 2 March 2026, 23:30 in Helsinki is 21:30 UTC; that day lasted from 1 March 22:00 to 2 March 22:00 UTC.
    start, end = day_of(1_772_487_000 * SECOND)
    assert text_of(start) == "2026-03-01 22:00"
    assert text_of(end) == "2026-03-02 22:00"


def test_the_day_on_which_clocks_go_forward_has_twenty_three_hours() -> None:
    # 29 March 2026, 12:00 UTC: Helsinki went from +02:00 to +03:00 that night.
    start, end = day_of(1_774_785_600 * SECOND)
    assert end - start == 23 * HOUR


def test_a_wait_says_how_long_and_where(mikko: Client) -> None:
    aino = asks("Aino", 3 * HOUR + 5 * MINUTE)
    page = mikko.get("/").content.decode()
    (row,) = rows(page)
    assert row.startswith("Waiting for us 3 h ")
    assert row.endswith("Aino mail support")
    assert f'href="/customers/{aino}"' in page


def test_an_overdue_promise_stands_first_and_is_below_what_was_expected(mikko: Client) -> None:
    asks("Aino", 5 * DAY)
    awaits("Ville", now() - 3 * HOUR)
    page = mikko.get("/").content.decode()
    first, second = rows(page)
    assert first == "3 h overdue Ville promised: Heat pump installed"
    assert "Waiting for us 5 days Aino" in second
    assert "badge-below" in page


def test_nine_rows_are_enough_and_the_rest_is_counted(mikko: Client) -> None:
    for hour in range(1, 13):
        asks(f"One of {hour}", hour * HOUR)
    page = mikko.get("/").content.decode()
    assert len(rows(page)) == MOST == 9
    assert "Waiting for us 12 h One of 12" in rows(page)[0]
    assert "3 more wait for us." in page


def test_neither_kind_crowds_the_other_out() -> None:
    for hour in range(1, 11):
        asks(f"Asked {hour}", hour * HOUR)
        awaits(f"Promised {hour}", now() - hour * HOUR)
    found = today(now())
    assert (len(found.dues), len(found.waits)) == (4, 5)


def test_where_nobody_waits_promises_may_fill_the_rows() -> None:
    for hour in range(1, 11):
        awaits(f"Promised {hour}", now() - hour * HOUR)
    found = today(now())
    assert (len(found.dues), found.left) == (9, 0)


def test_a_quiet_day_is_told_kindly_with_what_went_well(mikko: Client) -> None:
    start, end = day_of(now())
    awaits("Aino", due=end + HOUR, done=max(start, now() - MINUTE))
    page = mikko.get("/").content.decode()
    assert "Nobody waits for us, and no promise is due today." in page
    assert "1 promise was kept today." in page


def test_none_of_a_customers_words_stand_on_the_first_page(mikko: Client) -> None:
    person = customer("Aino")
    tell(
        person,
        did(
            text_of(now() - HOUR),
            "asked",
            "customer",
            thread="t",
            subject="My heat pump",
            text="It is so cold here",
        ),
    )
    page = mikko.get("/").content.decode()
    assert len(rows(page)) == 1
    assert "so cold" not in page
    assert "My heat pump" not in page


def test_while_one_searches_only_who_was_found_is_shown(mikko: Client, part: dict[str, str]) -> None:
    asks("Aino", HOUR)
    page = mikko.get("/?q=zzz", headers=part).content.decode()
    assert "Waits for us now" not in page
    assert "Nobody goes by that" in page


def test_an_empty_house_has_nothing_to_wait_for(mikko: Client) -> None:
    assert "Waits for us now" not in mikko.get("/").content.decode()


def test_while_the_log_is_read_anew_the_page_says_that_it_is_not_whole(mikko: Client) -> None:
    asks("Aino", HOUR)
    Progress.objects.update_or_create(pk=1, defaults={"position": 40, "rebuild_until": 100})
    page = mikko.get("/").content.decode()
    assert "pages show only a part" in page
    assert '<progress max="100" value="40"' in page
