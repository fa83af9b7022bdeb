"""The briefing in a real browser: [why] opens by mouse and by keyboard, and stays open when the page changes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_customer_page import Shop, find, sari, serving, shop

__all__ = ["sari", "serving", "shop"]
pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_why_opens_what_is_behind_a_sentence_and_stays_open(shop: Shop, sari: Page) -> None:
    shop.identify("kerttu", "Kerttu Niemi")
    shop.track("kerttu", "Order Completed", order_id="1043", total=7200, currency="EUR")
    shop.asked("kerttu", "c1", "Where are the installers?")
    shop.settled()
    find(sari, "niemi", "Kerttu Niemi")
    lines = sari.locator(".briefing-lines > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("1 order, €7,200.00")
    expect(lines.nth(1)).to_contain_text("“Where are the installers?”")

    lines.nth(1).locator("summary").click()
    expect(lines.nth(1).locator(".told")).to_have_text(["Where are the installers?"])
    lines.nth(0).locator("summary").focus()
    sari.keyboard.press("Enter")
    expect(lines.nth(0).locator(".interaction-did")).to_have_text(["ordered"])

    shop.track("kerttu", "Product Reviewed", product_id="p", rating=3, review_body="Still waiting")
    # A sentence more, above the open one: what is open stays so, and so does the reader's focus.
    expect(lines).to_have_count(3)
    expect(sari.locator("#know-asks-1 .told")).to_be_visible()
    expect(sari.locator("#know-standing-1 summary")).to_be_focused()


def test_a_phone_reads_it_without_scrolling_sideways(shop: Shop, sari: Page) -> None:
    shop.identify("onni", "Onni Laine")
    shop.asked("onni", "c2", "x" * 300)
    shop.settled()
    sari.set_viewport_size({"width": 390, "height": 800})
    find(sari, "laine", "Onni Laine")
    sari.locator(".why summary").last.click()
    expect(sari.locator(".why-inside .told")).to_be_visible()
    assert sari.evaluate("document.documentElement.scrollWidth") <= 390
