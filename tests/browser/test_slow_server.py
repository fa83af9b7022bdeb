"""A server that answers late, or not: the reader types on, or goes elsewhere, and neither is an error.

`open_page` fails a test at its end where the browser's console told of an error.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from polku.workspace.models import Person
from tests.browser.conftest import OpenPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(databases="__all__", transaction=True),
]
LONGER_THAN_THE_FIELD_WAITS = 300  # milliseconds for another letter, see search.html


@contextmanager
def searches_held_back(page: Page) -> Iterator[list[Route]]:
    """Keep the page's searches from the server, in the order they were made; they go on afterwards."""
    held: list[Route] = []
    page.route("**/?q=*", lambda route: held.append(route))
    yield held
    page.unroute("**/?q=*")


def type_slowly(page: Page, *parts: str) -> None:
    """Each part at once: letter by letter, a busy machine pauses where the reader does not."""
    field = page.get_by_role("searchbox")
    for letters in parts:
        field.fill(field.input_value() + letters)
        page.wait_for_timeout(LONGER_THAN_THE_FIELD_WAITS)


def test_who_types_on_while_the_search_is_under_way_gets_the_last_words(
    open_page: OpenPage, sari: Person
) -> None:
    page = open_page("/", sari)
    with searches_held_back(page) as held:
        with page.expect_request("**/?q=no"):
            type_slowly(page, "no")
        type_slowly(page, "bo", "dy")
        assert len(held) == 1  # one at a time: a slow server isn't asked for what nobody waits for
    expect(page.get_by_text("Nobody goes by that")).to_be_visible()
    page.wait_for_url("**/?q=nobody")
    expect(page.get_by_role("searchbox")).to_have_value("nobody")


def test_who_goes_elsewhere_while_the_search_is_under_way_arrives_there(
    open_page: OpenPage, sari: Person
) -> None:
    page = open_page("/", sari)
    with searches_held_back(page) as held:
        with page.expect_request("**/?q=ker"):
            type_slowly(page, "ker")
        page.get_by_role("link", name="Kerttu").last.click()
        page.wait_for_url("**/customers/*")
        expect(page.get_by_role("heading", level=1)).to_contain_text("kerttu", ignore_case=True)
        assert len(held) == 1


def test_a_customers_page_drawn_anew_late_does_not_undo_what_was_chosen_meanwhile(
    open_page: OpenPage, sari: Person
) -> None:
    page = open_page("/", sari)
    page.get_by_role("link", name="Kerttu").last.click()
    page.wait_for_url("**/customers/*")
    all_of_it = page.url
    page.route(all_of_it, lambda route: None)
    with page.expect_request(all_of_it):
        page.evaluate("htmx.trigger('#live', 'customer-changed')")
    chosen = page.locator("#encounters .chip").nth(1)
    chosen.click()
    page.wait_for_url("**?show=*")
    expect(chosen).to_have_attribute("aria-current", "true")
    with page.expect_response("**?show=*"):  # what changed is drawn, as it was chosen
        page.unroute(all_of_it)
    expect(chosen).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile("show="))


def test_a_server_that_does_not_answer_in_time_is_told(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/", sari)
    told = page.get_by_text("Polku can't be reached just now.")
    with searches_held_back(page):
        # The console tells of it too; here it is what was asked for.
        page.evaluate("console.error = () => {}, htmx.config.defaultTimeout = 100")
        type_slowly(page, "aino")
        expect(told).to_be_visible()
    page.evaluate("htmx.config.defaultTimeout = 0")
    type_slowly(page, "o")
    expect(told).to_be_hidden()
