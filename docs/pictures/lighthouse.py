"""Lighthouse's scores of the main pages, with local Chromium as a slow phone: `python -m docs.pictures.lighthouse`.

Prints a line a page: performance, accessibility, best practices (0 to 100), first and largest contentful paint.
Lighthouse comes from the npm registry into a folder outside the repository; nothing of it is in `make test`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from docs.pictures.house import CHROMIUM, FLAGS, served_demo, signed_in

HERE: Final = Path(__file__).parent / "node"
PARTS: Final = ("package.json", "package-lock.json", ".npmrc")
PAGES: Final = ("/", "/live", "/sources", "/quarantine", "/duplicates", "/status", "/start")
WANTED: Final = ("performance", "accessibility", "best-practices")
PAINTS: Final = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
TRIES: Final = 3  # on a busy machine Lighthouse now and then misses the first paint, and then gives no score


def main() -> None:
    """Score the pages of a served demo, a customer's page among them."""
    program = installed()
    with served_demo() as url:
        session, customer = signed_in_at(url)
        for path in (*PAGES, customer):
            report = scored(program, f"{url}{path}", session)
            scores = [round((report["categories"][name]["score"] or 0) * 100) for name in WANTED]
            paints = [report["audits"][name].get("displayValue", "?") for name in PAINTS]
            sys.stdout.write(f"{path:20} {scores}  {', '.join(paints)}\n")


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


def signed_in_at(url: str) -> tuple[str, str]:
    """The photographer's session cookie, and the address of a customer's page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = signed_in(browser, url, 1280)
        page.goto("/?q=aino")
        customer = page.get_by_role("link", name="Aino Virtanen").first.get_attribute("href") or "/"
        cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
        browser.close()
    return f"sessionid={cookies['sessionid']}", customer


def scored(program: Path, address: str, session: str) -> dict[str, Any]:
    """Lighthouse's report of one page, as its JSON tells it."""
    command = [
        str(program), address, "--quiet", "--output=json", f"--only-categories={','.join(WANTED)}",
        f"--extra-headers={json.dumps({'Cookie': session})}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": CHROMIUM or ""}
    report: dict[str, Any] = {}
    for _ in range(TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        report = json.loads(done.stdout)
        if report["categories"]["performance"]["score"] is not None:
            break
    return report


if __name__ == "__main__":
    main()
