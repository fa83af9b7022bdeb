"""A customer's page in a real browser, before a real server with its worker: it updates by itself.

POLKU_PICTURES=folder keeps a picture of each page.
"""

import base64
import itertools
import json
import os
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from polku.lib.clock import DAY, now, to_text
from tests.browser.conftest import PATIENCE, watched
from tests.serving import Serving, serving, until

__all__ = ["serving"]
pytestmark = [pytest.mark.browser, pytest.mark.server]


class Shop:
    """A web shop that tells of its customers by HTTP, as Segment's clients do."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._headers = {
            "Authorization": "Basic " + base64.b64encode(f"{serving.new_key()}:".encode()).decode(),
            "Content-Type": "application/json",
        }
        self._told = 0
        printed = serving.run("person", "add", "sari", "--role", "administers", "--full-name", "Sari Lehto")
        self.password = printed.split()[-1]  # shown last, once

    def identify(self, who: str, name: str) -> None:
        self._tell("identify", {"userId": who, "traits": {"name": name, "email": f"{who}@posti.example"}})

    def track(self, who: str, event: str, **properties: Any) -> None:
        self._tell("track", {"userId": who, "event": event, "properties": properties})

    def read_a_guide(self, who: str, number: int, days_ago: int) -> None:
        when = to_text(now() - days_ago * DAY)
        event = {"userId": who, "event": f"Guide {number} Read", "timestamp": when}
        self._tell("track", event | {"properties": {"category": "guides"}})

    def asked(self, who: str, conversation: str, words: str) -> None:
        self.track(
            who,
            "Live Chat Message Sent",
            conversation_id=conversation,
            message_body=words,
            agent_name="Mikko",
        )

    def settled(self) -> None:
        """Return once the worker has read everything told so far."""
        until(self._serving.caught_up, "the worker to have read everything")

    def _tell(self, kind: str, message: dict[str, Any]) -> None:
        self._told += 1
        body = json.dumps(message | {"messageId": f"m-{id(self)}-{self._told}"}).encode()
        door = HTTPConnection(self._serving.url.removeprefix("http://"), timeout=PATIENCE)
        door.request("POST", f"/v1/{kind}", body, self._headers)
        assert door.getresponse().status == HTTPStatus.OK
        door.close()


@pytest.fixture(scope="module")
def shop(serving: Serving) -> Shop:
    return Shop(serving)


@pytest.fixture
def sari(serving: Serving, shop: Shop, browser: Browser) -> Iterator[Page]:
    """Sari's browser; fails at its end if the console told of an error."""
    with watched(browser, serving.url) as context:
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_label("Username").fill("sari")
        page.get_by_label("Password").fill(shop.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/")
        yield page


def find(page: Page, words: str, name: str) -> None:
    """Type into the search; the customer appears without pressing anything; open their page."""
    page.goto("/")
    page.get_by_role("searchbox").press_sequentially(words)
    page.get_by_role("link", name=name).last.click()  # who waits for us stands above what was found
    page.wait_for_url("**/customers/*")


def picture(page: Page, name: str) -> None:
    if os.environ.get("POLKU_PICTURES"):
        page.screenshot(path=Path(os.environ["POLKU_PICTURES"]) / f"{name}.png", full_page=True)


def test_an_event_appears_on_the_open_page_by_itself(shop: Shop, sari: Page) -> None:
    shop.identify("aino", "Aino Virtanen")
    shop.asked("aino", "c1", "Which socket do I need?")
    shop.settled()
    find(sari, "virt", "Aino Virtanen")
    expect(sari.locator(".encounter")).to_have_count(1)

    sari.locator(".encounter summary").click()
    expect(sari.locator(".encounter .told")).to_have_text(["Which socket do I need?"])
    sari.locator(".encounter summary").focus()
    sari.evaluate("document.querySelector('.encounter details').mine = true")
    scrolled = sari.evaluate("window.scrollTo(0, 40), window.scrollY")

    shop.asked("aino", "c1", "Is anybody there?")
    # The open encounter stays open and shows what came; the reader's focus and place stay.
    expect(sari.locator(".encounter .told")).to_have_text(["Which socket do I need?", "Is anybody there?"])
    assert sari.evaluate("document.querySelector('.encounter details[open]').mine")
    expect(sari.locator(".encounter summary")).to_be_focused()
    assert sari.evaluate("window.scrollY") == scrolled > 0

    shop.track("aino", "Order Completed", order_id="1042", total=89.5, currency="EUR")
    expect(sari.locator(".encounter")).to_have_count(2)
    expect(sari.get_by_text("€89.50").first).to_be_visible()
    expect(sari.locator("details[open] .told").first).to_have_text("Which socket do I need?")
    picture(sari, "customer-live")


def test_filters_more_and_the_keyboard_work_without_leaving_the_page(shop: Shop, sari: Page) -> None:
    shop.identify("ville", "Ville Maki")
    for number in range(35):
        shop.track("ville", f"Guide {number} Read", category="guides")
    shop.asked("ville", "c9", "What does it cost?")
    shop.settled()
    find(sari, "ville@", "Ville Maki")
    sari.get_by_role("link", name="Waiting for us", exact=True).click()
    sari.wait_for_url("**?show=waiting")
    expect(sari.locator(".encounter")).to_have_count(1)
    sari.locator(".encounter summary").press("Enter")
    expect(sari.locator(".encounter .told")).to_have_text("What does it cost?")
    sari.get_by_role("link", name="raw event").click()
    sari.wait_for_url("**/log/*")
    sari.go_back()
    expect(sari.get_by_role("link", name="Waiting for us", exact=True)).to_have_attribute(
        "aria-current", "true"
    )


def wide(page: Page) -> Locator:
    """The marks of the desk's timeline, in the order of time."""
    return page.locator(".timeline-wide .mark")


def a_long_path(shop: Shop) -> None:
    """Kerttu read six guides, asked twice, bought."""
    shop.identify("kerttu", "Kerttu Niemi")
    for number in range(6):
        shop.track("kerttu", f"Guide {number} Read", category="guides")
    shop.asked("kerttu", "k1", "Does it freeze?")
    shop.asked("kerttu", "k2", "Which colour is it?")
    shop.track("kerttu", "Order Completed", order_id="77", total=12.5, currency="EUR")
    shop.settled()


def test_hovering_the_keyboard_and_the_screen_reader_give_the_same_words(shop: Shop, sari: Page) -> None:
    a_long_path(shop)
    find(sari, "kerttu", "Kerttu Niemi")
    marks, card = wide(sari), sari.locator(".picture-card")
    # One stop by Tab, the newest; arrows walk on from it, all the way back to the first.
    assert sari.locator('.timeline-wide .mark[tabindex="0"]').count() == 1
    marks.last.focus()
    walked = []
    for _ in range(marks.count()):
        expect(card).to_be_visible()
        walked.append(card.inner_text())
        sari.keyboard.press("ArrowLeft")
    expect(marks.first).to_be_focused()
    sari.keyboard.press("End")
    expect(marks.last).to_be_focused()
    sari.keyboard.press("Escape")
    expect(card).to_be_hidden()

    listed = sari.locator(".picture-list li").all_text_contents()
    assert len(listed) == marks.count()
    assert [words.replace("\n", " ") for words in reversed(walked)] == listed
    marks.first.hover()
    assert card.inner_text() == walked[-1]
    named = sari.evaluate(
        "[...document.querySelectorAll('.timeline-wide .mark')].map(mark =>"
        " mark.getAttribute('aria-labelledby').split(' ').map(id => document.getElementById(id).textContent).join())"
    )
    assert named == listed
    picture(sari, "timeline-card")


def test_enter_on_a_mark_opens_its_encounter_and_fetches_one_that_is_not_listed(
    shop: Shop, sari: Page
) -> None:
    shop.identify("pekka", "Pekka Laine")
    for number in range(25):
        shop.read_a_guide("pekka", number, days_ago=75 - 3 * number)
    shop.settled()
    find(sari, "pekka", "Pekka Laine")
    expect(sari.locator(".encounter")).to_have_count(20)
    first = wide(sari).first
    hash_ = str(first.get_attribute("href")).partition("#")[2]
    assert sari.locator(f"#{hash_}").count() == 0

    first.focus()
    sari.keyboard.press("Enter")
    opened = sari.locator(f"#{hash_}")
    expect(opened.locator("details[open]")).to_be_visible()
    expect(opened.locator("summary")).to_be_focused()
    expect(opened.locator(".interaction")).to_have_count(1)
    # The same address without scripts: the list begins with that encounter.
    sari.reload()
    expect(sari.locator(".encounter").first).to_have_id(hash_)
    expect(sari.locator(".encounter").first.locator("details[open]")).to_be_visible()
    sari.get_by_role("link", name="The newest encounters").click()
    expect(sari.locator(".encounter")).to_have_count(20)


def test_an_event_does_not_take_the_focus_from_the_picture(shop: Shop, sari: Page) -> None:
    a_long_path(shop)
    find(sari, "kerttu", "Kerttu Niemi")
    marks = wide(sari)
    marks.first.focus()
    before = sari.locator(".picture-list li").count()
    shop.track("kerttu", "Order Completed", order_id="78", total=99, currency="EUR")
    expect(sari.get_by_text("€99.00").first).to_be_visible()
    expect(marks.first).to_be_focused()
    assert sari.locator(".picture-list li").count() >= before


def test_words_in_the_picture_do_not_touch_as_the_browser_draws_them(shop: Shop, sari: Page) -> None:
    a_long_path(shop)
    find(sari, "kerttu", "Kerttu Niemi")
    for width, look in ((1280, "timeline-wide"), (390, "timeline-narrow")):
        sari.set_viewport_size({"width": width, "height": 900})
        boxes = sari.evaluate(
            f"[...document.querySelectorAll('.{look} text')].map(text => {{ const box = text.getBBox();"
            " return [box.x, box.y, box.x + box.width, box.y + box.height, text.textContent]; })"
        )
        assert len(boxes) >= 4
        for one, other in itertools.combinations(boxes, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 0 or down <= 4, (
                one[4],
                other[4],
            )  # lines of a box stand higher than their letters


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_nothing_is_wider_than_the_screen(shop: Shop, sari: Page, dark: bool) -> None:
    shop.identify("aino", "Aino Virtanen")
    shop.settled()
    sari.set_viewport_size({"width": 390, "height": 800})
    sari.emulate_media(color_scheme="dark" if dark else "light")
    find(sari, "aino", "Aino Virtanen")
    assert sari.evaluate("document.querySelector('main').scrollWidth <= document.documentElement.clientWidth")
    picture(sari, f"customer-phone-{'dark' if dark else 'light'}")
