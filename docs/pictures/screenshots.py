"""Photograph every page of the demo: `make screenshots` fills var/screenshots, to be looked at.

python -m docs.pictures.screenshots [--language fi] [--width 390] [--theme dark] [--page exits]   each may be given
again; a page is chosen by a part of its address.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from docs.pictures.house import CHROMIUM, FLAGS, served_demo, signed_in

CUSTOMERS: Final = 1500  # enough for intervals to be told apart
FOLDER: Final = Path(__file__).parents[2] / "var" / "screenshots"
LANGUAGES: Final = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}
WIDTHS: Final = (390, 1280)
THEMES: Final = ("light", "dark")
TALLEST: Final = 2400  # pixels kept of a page
MEASURES: Final = sorted(page.stem for page in (Path(__file__).parents[1] / "measures").glob("*.md"))
PAGES: Final = (
    "/", "/?q=aino", "/?q=zzzz", "/live", "/me", "/people", "/teams", "/sources", "/quarantine", "/mappings",
    "/mappings/new", "/mappings/segment", "/journeys", "/journeys/new", "/status", "/duplicates", "/merges", "/portfolio", "/start",
    "/imports", "/map", "/map?period=last-year&compare=before", "/map?period=last-7-days&segment=touchpoint%3Dfair",
    "/map/touchpoints/offer", "/map/touchpoints/offer/customers", "/paths", "/paths?detail=100&label=gap",
    "/paths/step?source=offer&target=contract", "/exits", "/exits?period=last-year&compare=before", "/exits/offer",
    "/exits/website", "/satisfied-but-left", "/figures", "/measures", "/measures/reasons?touchpoint=offer",
    *(f"/measures/{name}" for name in MEASURES if name != "reasons"), "/no-such-page", "/quarantine/replay",
)  # fmt: skip
COUNTING: Final = "main .progress"
LONGEST: Final = 60_000  # milliseconds that a page may count
ROWS: Final = """Tilausnumero;Päivämäärä;Summa;Sähköposti
1042;3.3.2026;8 900,00;aino.virtanen@posti.example
1043;4.3.2026;7 200,00;kerttu.niemi@posti.example
"""
# Pages of one thing: where a link to one stands, and what the link looks like.
ONE_OF: Final = (
    ("/?q=aino", r"/customers/\d+"),
    ("/customers/*", r"/customers/\d+/log"),
    ("/?q=oy", r"/organisations/\d+"),
    ("/sources", r"/sources/[\w-]+"),
    ("/people", r"/people/\d+"),
    ("/quarantine", r"/quarantine/\d+"),
    ("/journeys", r"/journeys/[\w-]+"),
    ("/journeys/*", r"/journeys/[\w-]+/versions/\d+"),
    ("/imports", r"/imports/\d+"),
    ("/live", r"/log/\d+"),
    ("/exits/offer", r"/exit-customers/offer\?.+"),
)


def main() -> None:
    """Photograph what was asked for, and write a page that shows all of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--language", action="append", choices=list(LANGUAGES))
    asked.add_argument("--width", action="append", type=int)
    asked.add_argument("--theme", action="append", choices=THEMES)
    asked.add_argument("--page", action="append", default=[], metavar="PART")
    chosen = asked.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = []
    with served_demo(CUSTOMERS) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        bring_some_rows(signed_in(browser, url, 1280))
        for language in chosen.language or LANGUAGES:
            for width in chosen.width or WIDTHS:
                for theme in chosen.theme or THEMES:
                    taken += photograph(browser, url, language, width, theme, chosen.page)
    (FOLDER / "index.html").write_text(contact_sheet(taken), "utf-8")


def photograph(
    browser: Browser, url: str, language: str, width: int, theme: str, parts: Sequence[str] = ()
) -> list[str]:
    """Every page in one language, width and theme, or those with one of the parts; the pictures' names."""
    page = signed_in(browser, url, width, LANGUAGES[language], theme == "dark")
    taken = []
    for address in [*PAGES, *addresses_of_one(page)]:
        if parts and not any(part in address for part in parts):
            continue
        page.goto(address, wait_until="load")
        page.locator(COUNTING).first.wait_for(state="detached", timeout=LONGEST)
        taken.append(f"{named(address)}-{language}-{width}-{theme}.png")
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        page.screenshot(path=FOLDER / taken[-1], full_page=True, clip=clip)  # type: ignore[arg-type]
    page.context.close()
    return taken


def bring_some_rows(page: Page) -> None:
    """Paste rows at the page for files, so that there is one to look at."""
    page.goto("/imports")
    page.locator("summary").click()
    page.locator("textarea[name=pasted]").fill(ROWS)
    page.locator("main form button.button-main").click()
    page.wait_for_url(re.compile(r"/imports/\d+$"))
    page.context.close()


def addresses_of_one(page: Page) -> list[str]:
    """The first customer, source, person and so on that a list leads to."""
    found: list[str] = []
    for listing, pattern in ONE_OF:
        # A list that stands on the page of one thing: the one found last.
        page.goto(found[-1] if listing.endswith("*") else listing)
        page.locator(COUNTING).first.wait_for(state="detached", timeout=LONGEST)
        links = page.eval_on_selector_all(
            "main a[href]", "links => links.map(link => link.getAttribute('href'))"
        )
        found += [link for link in links if re.fullmatch(pattern, link) and not link.endswith("/new")][:1]
    return found


def named(address: str) -> str:
    """An address as a file's name, without ids, so that two runs write the same files."""
    told = re.sub(r"(feature|level)=[^&]*", r"\1", address)
    return re.sub(r"[^a-z]+", "-", re.sub(r"\d+", "one", told)).strip("-") or "first"


def contact_sheet(taken: list[str]) -> str:
    """A page with all pictures side by side."""
    figures = "".join(
        f'<figure style="display:inline-block;vertical-align:top;margin:4px;width:300px"><figcaption>{name}'
        f'</figcaption><a href="{name}"><img src="{name}" width="300" loading="lazy"></a></figure>'
        for name in taken
    )
    return f'<!doctype html><meta charset="utf-8"><title>Polku, every page</title>{figures}\n'


if __name__ == "__main__":
    main()
