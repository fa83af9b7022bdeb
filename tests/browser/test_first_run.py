"""The whole first run in a real browser before a real server: an empty folder, a keyboard, a phone's width.

POLKU_PICTURES=folder keeps a picture of each page.
"""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from polku.touchpoints.mappings.guess.tests import tables
from tests.browser.conftest import PATIENCE, watched
from tests.serving import Serving, served

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
PHONE = 390


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Serving]:
    with served(tmp_path / "home") as running:
        yield running


@pytest.fixture
def newcomer(house: Serving, browser: Browser) -> Iterator[Page]:
    """A phone's browser at the sign-in page; fails at its end if the console told of an error."""
    with watched(browser, house.url, PHONE) as context:
        page = context.new_page()
        page.goto("/")
        yield page


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so; fails where the keyboard does not get there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText ?? ''").strip().startswith(name):
            return
        if page.evaluate("document.activeElement.labels?.[0]?.innerText ?? ''").strip().startswith(name):
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def sign_in(page: Page, house: Serving) -> None:
    told = re.search(r"with the password (\S+)", "".join(house.output))
    assert told is not None
    tab_to(page, "Username")
    page.keyboard.type("admin")
    page.keyboard.press("Tab")
    page.keyboard.type(told[1])
    page.keyboard.press("Enter")
    expect(page.get_by_text("Take the first steps")).to_be_visible()


def picture(page: Page, name: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    if os.environ.get("POLKU_PICTURES"):
        page.screenshot(path=Path(os.environ["POLKU_PICTURES"]) / f"first-run-{name}.png", full_page=True)


def name_the_company(page: Page) -> None:
    tab_to(page, "Take the first steps")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start")
    picture(page, "start")
    tab_to(page, "Your company's name")
    page.keyboard.type("Tuulahdus Oy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_text("Tuulahdus Oy")).to_be_visible()


def test_from_an_empty_folder_to_a_customers_page_by_a_pasted_table(newcomer: Page, house: Serving) -> None:
    sign_in(newcomer, house)
    name_the_company(newcomer)
    tab_to(newcomer, "Choose a file")
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_url("**/imports")
    picture(newcomer, "imports")
    tab_to(newcomer, "Or paste some rows")
    newcomer.keyboard.press("Enter")
    newcomer.keyboard.press("Tab")
    newcomer.keyboard.insert_text(tables.FINNISH_SHOP.text.strip())
    tab_to(newcomer, "Look at it")
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_url("**/imports/*")
    expect(newcomer.get_by_text("4 of the first 4 rows can be read.")).to_be_visible()
    picture(newcomer, "reading")

    tab_to(newcomer, "Tuote: Tells")
    assert newcomer.evaluate("document.activeElement.value") == "subject"
    newcomer.keyboard.type("a detail")  # a select is chosen by typing its words
    expect(newcomer.locator("#line-6")).to_contain_text("you chose it")
    expect(newcomer.locator("#role-6")).to_be_focused()  # the change did not take the keyboard's place away

    tab_to(newcomer, "Bring all rows in")
    newcomer.keyboard.press("Enter")
    expect(newcomer.get_by_role("link", name="Aino Virtanen")).to_be_visible()
    picture(newcomer, "in")
    tab_to(newcomer, "Aino Virtanen")
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_url("**/customers/*")
    expect(newcomer.get_by_text("€1,189.90").first).to_be_visible()
    picture(newcomer, "customer")


def test_the_line_is_copied_run_and_the_customer_appears_by_itself(newcomer: Page, house: Serving) -> None:
    sign_in(newcomer, house)
    name_the_company(newcomer)
    tab_to(newcomer, "Show the line")
    newcomer.keyboard.press("Enter")
    expect(newcomer.get_by_role("button", name="Copy the line")).to_be_focused()
    picture(newcomer, "line")
    line = newcomer.locator("#line").inner_text()
    subprocess.run(["bash", "-c", line], check=True, capture_output=True, timeout=PATIENCE)
    expect(newcomer.get_by_role("link", name="Aino Virtanen")).to_be_visible()
    newcomer.goto("/start")
    expect(newcomer.locator("#step-see")).to_contain_text("done")
    picture(newcomer, "done")


@contextmanager
def page_elsewhere(content: str) -> Iterator[str]:
    """The address of a page that another server of this machine gives: another origin."""

    class OnePage(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *told: object) -> None:
            """Not in the tests' output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), OnePage)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/pumps"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_websites_snippet_runs_on_a_page_of_another_origin(
    newcomer: Page, house: Serving, browser: Browser
) -> None:
    """As somebody pastes it, with the lines in it that wait for somebody to sign in."""
    sign_in(newcomer, house)
    newcomer.goto("/start")
    newcomer.get_by_role("button", name="Show the snippet").click()
    snippet = newcomer.locator("#line").inner_text().replace("// polku(", "polku(")
    with page_elsewhere(f"<!doctype html><title>Shop</title>{snippet}") as address:
        other = browser.new_page()
        other.goto(address)
        expect(newcomer.get_by_role("link", name="Aino Virtanen")).to_be_visible()
        other.close()
