"""A served demo company in a folder of its own, and a photographer signed in to it."""

import json
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page

POLKU: Final = (sys.executable, "-c", "from polku.surfaces.cli.main import main; main()")
PASSWORD: Final = secrets.token_urlsafe()
CHROMIUM: Final = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)


@contextmanager
def served_demo(customers: int = 300, seed: int = 1) -> Iterator[str]:
    """The address of a running Polku with the demo company, and with one thing in quarantine."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"POLKU_HOME": home, "PATH": "/usr/bin:/bin"}

        def run(*words: str, **more: Any) -> str:
            return subprocess.run(
                [*POLKU, *words], env=environment, check=True, text=True, stdout=subprocess.PIPE, **more
            ).stdout

        run("demo", "--customers", str(customers), "--seed", str(seed))
        add = ("person", "add", "photographer", "--role", "administers", "--full-name", "Sari Lehto")
        run(*add, "--password-stdin", input=PASSWORD)
        key = re.findall(r"^  ([\w-]{43})$", run("source", "add", "Web shop"), re.MULTILINE)[0]
        with subprocess.Popen(
            [*POLKU, "serve", "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
        ) as server:
            line = next(line for line in server.stdout or () if "answers at" in line)
            (url,) = re.findall(r"http://\S+", line)
            _send_what_can_not_be_read(url, key)
            yield url
            server.terminate()


def signed_in(browser: Browser, url: str, width: int, language: str = "en-GB", dark: bool = False) -> Page:
    """A page in a window of that width, in which the photographer is signed in."""
    return sign_in(window(browser, url, width, language, dark), url)


def window(browser: Browser, url: str, width: int, language: str, dark: bool) -> Page:
    """A page in a window of its own."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 860},
        color_scheme="dark" if dark else "light",
        locale=language,
        reduced_motion="reduce",
    )
    return context.new_page()


def sign_in(page: Page, url: str) -> Page:
    """The page, in which the photographer is signed in now."""
    page.goto(f"{url}/sign-in")
    page.locator("input[name=username]").fill("photographer")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[class=button-main]").click()
    page.wait_for_url(f"{url}/")
    return page


def _send_what_can_not_be_read(url: str, key: str) -> None:
    body = json.dumps({"type": "track", "event": "Order Completed", "properties": {"total": 89}}).encode()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    try:
        urlopen(Request(f"{url}/v1/track", body, headers), timeout=10)  # noqa: S310
    except HTTPError as refused:
        print(f"Refused, as it should be: {refused.code}", file=sys.stderr)  # noqa: T201
