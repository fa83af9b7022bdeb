"""Every page in a real browser, narrow and wide, light and dark: it opens, fits, and can be read by everybody.

POLKU_PICTURES=folder keeps a picture of each page.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from polku.workspace.models import Person
from tests.browser import axe
from tests.browser.conftest import OpenPage
from tests.browser.full_house import ERRORS, addresses, named

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(databases="__all__", transaction=True),
]
WIDTHS = [390, 1280]
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(
    ("width", "language"),
    # The narrowest with the longest words; on PostgreSQL every page opens once.
    [pytest.param(390, "fi", marks=pytest.mark.looks), (1280, "en")],
)
def test_every_page_opens_fits_and_can_be_read_by_everybody(
    open_page: OpenPage, sari: Person, width: int, language: str
) -> None:
    Person.objects.filter(pk=sari.pk).update(language=language)
    page = open_page("/me", sari, width=width)
    found = {}
    for address in addresses(sari):
        page.emulate_media(color_scheme="light")
        page.goto(address, wait_until="load")
        assert page.locator("h1").count() == 1, address
        assert page.evaluate(OVERHANG) <= 0, f"{address} is wider than {width}"
        found[f"{address}, light"] = axe.faults(page)
        page.emulate_media(color_scheme="dark")
        found[f"{address}, dark"] = axe.faults(page, "color-contrast")
        keep_picture(page, f"{named(address)}-{width}-dark")
    assert {where: faults for where, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_errors_and_the_front_door_can_be_read_by_everybody(
    open_page: OpenPage, sari: Person, width: int
) -> None:
    outside = open_page("/sign-in", width=width)
    assert axe.faults(outside) == []
    inside = open_page("/me", sari, width=width)
    for address in ERRORS:
        # The console tells of every answer that is an error; here it is what was asked for.
        answer = inside.request.get(address)
        inside.set_content(answer.text().replace('href="/', f'href="{outside.url.removesuffix("sign-in")}'))
        assert axe.faults(inside) == [], address
        assert inside.evaluate(OVERHANG) <= 0, address


def test_the_open_menu_can_be_read_by_everybody(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/quarantine", sari, width=390)
    page.get_by_role("button", name="Menu").click()
    assert axe.faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.faults(page, "color-contrast") == []


def test_on_a_phone_the_menu_opens_without_scripts_of_ours(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/people", sari, width=390)
    assert not page.get_by_role("link", name="Sources").is_visible()
    page.get_by_role("button", name="Menu").click()
    keep_picture(page, "menu-390")
    page.get_by_role("link", name="Sources").click()
    page.wait_for_url("**/sources")
    assert page.locator("h1").inner_text() == "Sources"


def test_an_event_is_tried_in_place(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/mappings/segment", sari)
    page.get_by_role("button", name="Try", exact=True).click()
    page.locator("#tried .card").first.wait_for()
    keep_picture(page, "mappings-tried-1280")
    assert "ordered" in page.locator("#tried").inner_text()


def test_colours_are_switched_by_hand(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/me", sari)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark colours").click()
    page.get_by_role("button", name="Light colours").wait_for()
    assert page.evaluate(ground) != light


def keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("POLKU_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
