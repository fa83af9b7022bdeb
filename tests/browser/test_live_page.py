"""The live page in a real browser: what arrives appears by itself, a pause holds it, and a lost server is told."""

import pytest
from playwright.sync_api import Page, expect

from polku.intake.keep import keep
from polku.workspace.models import Person
from tests.browser.conftest import OpenPage
from tests.people import AINO, KERTTU
from tests.story import drain, messages, story_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__", transaction=True)]


def arrive(story: str) -> None:
    """The story's events are kept and read."""
    keep(list(messages(story, story_source().pk)))
    drain()


def newest(page: Page) -> str:
    return page.locator(".arrivals li").first.inner_text()


def test_what_arrives_appears_by_itself_and_a_pause_holds_it(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/live", sari)
    before = newest(page)
    arrive("onni mon 12:00 thanked web-shop\nonni mon 12:01 complained phone-support")
    expect(page.locator(".arrivals li").first).to_contain_text("onni")
    assert newest(page) != before
    assert "complained" in newest(page)

    page.get_by_role("link", name="Pause").click()
    expect(page.get_by_text("Paused at")).to_be_visible()
    arrive("saara tue 08:00 thanked web-shop")
    page.wait_for_timeout(1500)  # longer than the stream waits between two looks
    assert "saara" not in page.locator(".arrivals").inner_text()

    page.get_by_role("link", name="Go on").click()
    expect(page.locator(".arrivals li").first).to_contain_text("saara")


def test_the_keyboard_stays_where_it_is_while_lines_arrive(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/live", sari)
    page.get_by_role("link", name="Pause").focus()
    arrive("onni mon 12:00 thanked web-shop")
    expect(page.locator(".arrivals li").first).to_contain_text("onni")
    expect(page.get_by_role("link", name="Pause")).to_be_focused()


def test_nothing_moves_where_one_asked_for_less_motion(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/live?since=1", sari)
    assert page.locator(".fresh").count() > 0
    assert page.locator(".fresh").first.evaluate("line => getComputedStyle(line).animationName") == "none"


def test_a_lost_connection_is_told_until_it_is_back(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/me", sari)
    told = page.get_by_text("Polku can't be reached just now.")
    expect(told).to_be_hidden()
    page.context.set_offline(True)
    expect(told).to_be_visible()
    page.context.set_offline(False)
    expect(told).to_be_hidden()


def test_more_than_one_story_stays_in_its_order(open_page: OpenPage, sari: Person) -> None:
    arrive(AINO.story.replace("aino", "veikko"))
    arrive(KERTTU.story.replace("kerttu", "elias"))
    page = open_page("/live", sari)
    lines = page.locator(".arrivals li").all_inner_texts()
    assert "elias" in lines[0]
    last_of_elias = max(number for number, line in enumerate(lines) if "elias" in line)
    first_of_veikko = min(number for number, line in enumerate(lines) if "veikko" in line)
    assert last_of_elias < first_of_veikko
