"""A customer's page in a real browser, before a real server with its worker: it updates by itself.

POLKU_PICTURES=folder keeps a picture of each page.
"""

import base64
import json
import os
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import Serving, serving, until

__all__ = ["serving"]
pytestmark = [pytest.mark.browser, pytest.mark.server]
SECONDS = 20


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
        until(lambda: self._behind() == 0, "the worker to have read everything")

    def _tell(self, kind: str, message: dict[str, Any]) -> None:
        self._told += 1
        body = json.dumps(message | {"messageId": f"m-{id(self)}-{self._told}"}).encode()
        door = HTTPConnection(self._serving.url.removeprefix("http://"), timeout=SECONDS)
        door.request("POST", f"/v1/{kind}", body, self._headers)
        assert door.getresponse().status == HTTPStatus.OK
        door.close()

    def _behind(self) -> float:
        status = json.loads(self._serving.run("status", "--json"))
        return 1 if status["customers"] == 0 else float(status["lag_seconds"])


@pytest.fixture(scope="module")
def shop(serving: Serving) -> Shop:
    return Shop(serving)


@pytest.fixture
def sari(serving: Serving, shop: Shop, browser: Browser) -> Iterator[Page]:
    """Sari's browser; fails at its end if the console told of an error."""
    context = browser.new_context(
        base_url=serving.url, viewport={"width": 1280, "height": 900}, locale="en-GB"
    )
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.goto("/sign-in")
    page.get_by_label("Username").fill("sari")
    page.get_by_label("Password").fill(shop.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    yield page
    context.close()
    assert not troubles, troubles


def find(page: Page, words: str, name: str) -> None:
    """Type into the search; the customer appears without pressing anything; open their page."""
    page.goto("/")
    page.get_by_role("searchbox").press_sequentially(words)
    page.get_by_role("link", name=name).click()
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
    expect(sari.locator(".encounter .told")).to_have_text(
        ["Which socket do I need?", "Is anybody there?"], timeout=SECONDS * 1000
    )
    assert sari.evaluate("document.querySelector('.encounter details[open]').mine")
    expect(sari.locator(".encounter summary")).to_be_focused()
    assert sari.evaluate("window.scrollY") == scrolled > 0

    shop.track("aino", "Order Completed", order_id="1042", total=89.5, currency="EUR")
    expect(sari.locator(".encounter")).to_have_count(2, timeout=SECONDS * 1000)
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


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_nothing_is_wider_than_the_screen(shop: Shop, sari: Page, dark: bool) -> None:
    shop.identify("aino", "Aino Virtanen")
    shop.settled()
    sari.set_viewport_size({"width": 390, "height": 800})
    sari.emulate_media(color_scheme="dark" if dark else "light")
    find(sari, "aino", "Aino Virtanen")
    assert sari.evaluate("document.querySelector('main').scrollWidth <= document.documentElement.clientWidth")
    picture(sari, f"customer-phone-{'dark' if dark else 'light'}")
