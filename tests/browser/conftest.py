"""A real Chromium against a real server of this process: pages, styles, scripts, live updates.

`house` serves the test databases on a port of its own; `open_page` signs a person in and opens pages. Each context
of a browser is `watched`: it fails the test at its end if the console told of an error or a request went to any
other host. Whatever is waited for may take as long as PATIENCE: the gate's machine has other work too.
"""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

import pytest
import uvicorn
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from polku.surfaces.asgi import application
from polku.workspace.models import Person
from tests.browser.full_house import sari

__all__ = ["sari"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE: Final = 120  # seconds

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install the package chromium to run the browser tests")
    # Playwright's loop runs in this thread; the tests' own database calls between its calls are safe.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def house(transactional_db: None) -> Iterator[str]:
    """The address of a running server on the test databases."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    server.force_exit = True  # open event streams don't hold the test up
    thread.join(PATIENCE)
    listening.close()


@contextmanager
def watched(browser: Browser, url: str, width: int = 1280, **options: Any) -> Iterator[BrowserContext]:
    """A context of the browser for that server; its end tells of errors in the console and of requests elsewhere."""
    troubles: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(f"{message.text} ({message.location.get('url', '')})")

    def stay_at_home(request: Request) -> None:
        if not request.url.startswith((f"{url}/", "data:", "blob:")):
            troubles.append(f"a request left for {request.url}")

    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": 900}, locale="en-GB", **options
    )
    context.set_default_timeout(PATIENCE * 1000)
    context.on("console", note)
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    context.on("request", stay_at_home)
    try:
        yield context
    finally:
        context.close()
    assert not troubles, troubles


@pytest.fixture
def open_page(browser: Browser, house: str) -> Iterator[OpenPage]:
    """`open_page(path, person, width=1280, dark=False)`: a browser page, signed in as the person if given."""
    with ExitStack() as opened:

        def open_(path: str, person: Person | None = None, width: int = 1280, dark: bool = False) -> Page:
            looks: dict[str, Any] = {
                "color_scheme": "dark" if dark else "light",
                "reduced_motion": "reduce",  # no picture and no measurement in the middle of a movement
            }
            context = opened.enter_context(watched(browser, house, width, **looks))
            if person:
                context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": signed_in(person), "url": house}]
                )
            page = context.new_page()
            page.goto(path)
            return page

        yield open_


def signed_in(person: Person) -> str:
    """The key of a new session of that person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
