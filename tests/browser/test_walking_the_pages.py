"""Every page in a real browser, narrow and wide: no errors in the console, nothing wider than the screen.

POLKU_PICTURES=folder keeps a picture of each page.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from polku.intake.keep import Refusal, keep
from polku.intake.keys import make_key
from polku.intake.models import Quarantined
from polku.intake.sources import add_source
from polku.lib.clock import now
from polku.pipeline.drain import drain
from polku.timeline.models import Event
from polku.touchpoints.mappings import load
from polku.touchpoints.models import MappingVersion
from polku.workspace.models import Person, Team
from tests.browser.conftest import OpenPage
from tests.people import AINO, colleague, lead
from tests.story import tell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases="__all__", transaction=True)]
WIDTHS = [390, 1280]
PAGES = (
    "/",
    "/me",
    "/people",
    "/people/{person}",
    "/teams",
    "/sources",
    "/sources/web-shop",
    "/quarantine",
    "/quarantine/{refused}",
    "/mappings",
    "/mappings/new",
    "/mappings/segment",
    "/mappings/segment/versions/{version}",
    "/log/{event}",
    "/status",
    "/duplicates",
    "/merges",
)


@pytest.fixture
def sari(house: str) -> Person:
    """A house with something on every page, and Sari, who may open all."""
    person, mikko = lead(), colleague()
    mikko.team = Team.objects.create(name="Asiakaspalvelutilanteet ja toimitusaikataulut")
    mikko.save()
    source = add_source("Web shop", "segment")
    make_key(source, "production")
    tell(AINO.story)
    drain()
    body = b'{"type": "track", "event": "Order Completed", "properties": {"total": "a lot"}}'
    keep(
        [],
        [
            Refusal(
                source.pk,
                "segment/track",
                body,
                "it names nobody: neither userId nor anonymousId",
                "body",
                now(),
            )
        ],
    )
    text = load.text("segment").replace("touchpoint: website", "touchpoint: web-shop")
    MappingVersion.objects.create(name="segment", text=text, saved_by=person)
    return person


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_opens_without_errors_and_fits(
    open_page: OpenPage, sari: Person, width: int, dark: bool
) -> None:
    if width == WIDTHS[0]:  # the narrowest with the longest words
        Person.objects.filter(pk=sari.pk).update(language="fi")
    page = open_page("/me", sari, width=width, dark=dark)
    ids = ids_of_what_there_is(sari)
    for template in PAGES:
        address = template.format_map(ids)
        page.goto(address, wait_until="load")
        keep_picture(page, f"{named(template)}-{width}{'-dark' if dark else ''}")
        assert page.locator("h1").first.is_visible(), address
        overhang = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overhang <= 0, f"{address} is {overhang} px wider than {width}"


def test_the_keyboard_reaches_the_content_first(open_page: OpenPage, sari: Person) -> None:
    page = open_page("/people", sari)
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


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


def ids_of_what_there_is(person: Person) -> dict[str, int]:
    return {
        "person": person.pk,
        "refused": Quarantined.objects.latest("pk").pk,
        "version": MappingVersion.objects.filter(name="segment").latest("pk").pk,
        "event": Event.objects.latest("pk").pk,
    }


def named(address: str) -> str:
    return re.sub(r"[^a-z]+", "-", address).strip("-") or "first"


def keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("POLKU_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
