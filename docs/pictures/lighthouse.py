"""Lighthouse's scores of the main pages, with local Chromium as a slow phone: `python -m docs.pictures.lighthouse`.

Prints a line a page: performance, accessibility, best practices (0 to 100), first and largest contentful paint.
Lighthouse comes from the npm registry into a folder outside the repository; nothing of it is in `make test`.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from docs.pictures.house import CHROMIUM, FLAGS, served_demo, sign_in

HERE: Final = Path(__file__).parent / "node"
PARTS: Final = ("package.json", "package-lock.json", ".npmrc")
PAGES: Final = (
    "/", "/live", "/map", "/paths", "/exits", "/exits/offer", "/measures/edges", "/sources", "/quarantine", "/duplicates",
    "/status", "/start",
)  # fmt: skip
WANTED: Final = ("performance", "accessibility", "best-practices")
PAINTS: Final = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
# Of each row found: how many interactions its last cell tells, and where its link leads.
LONGEST: Final = """(rows, link) => rows.filter(row => row.querySelector(link)).map(row =>
  [parseInt(row.lastElementChild.textContent.replace(/\\D/g, "")), row.querySelector(link).getAttribute("href")])"""
TRIES: Final = 3  # the one in the middle counts; on a busy machine Lighthouse misses a paint now and then


def main() -> None:
    """Score the pages of a served demo, a customer's page among them."""
    program = installed()
    with served_demo() as url, sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        # Lighthouse opens its pages in this window: what a page fetches by itself is signed in as well.
        port = free_port()
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, base_url=url, args=[*FLAGS, f"--remote-debugging-port={port}"]
        )
        others = others_of(sign_in(browser.new_page(), url))
        for path in (*PAGES, *others):
            sys.stdout.write(f"{path:20} {line(program, f'{url}{path}', port)}\n")
        browser.close()


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def line(program: Path, address: str, port: int) -> str:
    """The scores of the run in the middle of TRIES by performance, and its paints."""
    reports = [scored(program, address, port) for _ in range(TRIES)]
    report = sorted(reports, key=lambda one: one["categories"]["performance"]["score"] or 0)[TRIES // 2]
    scores = [round((report["categories"][name]["score"] or 0) * 100) for name in WANTED]
    return f"{scores}  {', '.join(report['audits'][name].get('displayValue', '?') for name in PAINTS)}"


def installed() -> Path:
    """Lighthouse's program, installed once and kept between runs."""
    folder = Path(os.environ.get("POLKU_TEST_CACHE", tempfile.gettempdir())) / "polku-lighthouse"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            shutil.copy(HERE / part, folder / part)
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=folder, check=True, capture_output=True)
        (folder / "installed").touch()
    return folder / "node_modules" / ".bin" / "lighthouse"


def others_of(page: Page) -> list[str]:
    """A customer with a long path, an organisation, and Aino, who is on the README's picture."""
    others = []
    for asked, found in (("aino", "a[href^='/customers/']"), ("oy", "a[href^='/organisations/']")):
        page.goto(f"/?q={asked}")
        rows = page.locator("main tbody tr").evaluate_all(LONGEST, found)
        others += [address for _, address in sorted(rows)[-1:]]
    page.goto("/?q=aino")
    return [*others, page.get_by_role("link", name="Aino Virtanen").first.get_attribute("href") or "/"]


def scored(program: Path, address: str, port: int) -> dict[str, Any]:
    """Lighthouse's report of one page, as its JSON tells it."""
    command = [
        str(program), address, "--quiet", "--output=json", f"--only-categories={','.join(WANTED)}",
        f"--port={port}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    main()
