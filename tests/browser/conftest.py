"""A real Chromium against a real server of this process: pages, styles, scripts, live updates.

`house` serves the test databases on a port of its own; `open_page` signs a person in and opens pages, and
fails the test at its end if the browser's console told of an error or a request went to any other host.
"""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

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
SECONDS_TO_START = 15

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install the package chromium to run the browser tests")
    # Playwright's loop runs in this thread; the tests' own database calls between its calls are safe.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
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
    deadline = time.monotonic() + SECONDS_TO_START
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    server.force_exit = True  # open event streams don't hold the test up
    thread.join(SECONDS_TO_START)
    listening.close()


@pytest.fixture
def open_page(browser: Browser, house: str) -> Iterator[OpenPage]:
    """`open_page(path, person, width=1280, dark=False)`: a browser page, signed in as the person if given."""
    troubles: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(f"{message.text} ({message.location.get('url', '')})")

    def stay_at_home(request: Request) -> None:
        if not request.url.startswith((f"{house}/", "data:", "blob:")):
            troubles.append(f"a request left for {request.url}")

    def open_(path: str, person: Person | None = None, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=house,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            reduced_motion="reduce",  # no picture and no measurement in the middle of a movement
        )
        contexts.append(context)
        context.on("request", stay_at_home)
        if person:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": signed_in(person), "url": house}]
            )
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not troubles, troubles


def signed_in(person: Person) -> str:
    """The key of a new session of that person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
