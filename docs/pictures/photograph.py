"""Photograph two of the demo's pages for the README: `make pictures`."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from docs.pictures.house import CHROMIUM, FLAGS, served_demo, signed_in

FOLDER: Final = Path(__file__).parent


def photograph(page: Page) -> None:
    """Aino's page, and the first page with what waits for us."""
    page.screenshot(path=FOLDER / "first-page.png")
    page.goto("/?q=aino")
    page.get_by_role("link", name="Aino Virtanen").first.click()
    page.get_by_role("heading", name="Aino Virtanen").wait_for()
    page.screenshot(path=FOLDER / "customer.png")


def main() -> None:
    """Serve the demo from a folder of its own and photograph it."""
    with served_demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        photograph(signed_in(browser, url, 1280))
        browser.close()


if __name__ == "__main__":
    main()
