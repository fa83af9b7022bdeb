"""From an empty folder to the page of the first customer, by the very lines that the first steps show."""

import html
import re
import subprocess
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.serving import Serving, served, until

pytestmark = [pytest.mark.server, pytest.mark.slow]
PASSWORD = re.compile(r"with the password (\S+)")


class Newcomer:
    """Somebody with a browser, signed in with the password that the first start told."""

    def __init__(self, serving: Serving) -> None:
        self._url = serving.url
        self._browser = build_opener(HTTPCookieProcessor(CookieJar()))
        found = PASSWORD.search("".join(serving.output))
        assert found is not None, serving.output
        self.send("/sign-in", username="admin", password=found[1])

    def get(self, path: str) -> str:
        with self._browser.open(self._url + path) as answer:
            return str(answer.read().decode())

    def send(self, path: str, form: str = "", **values: str) -> str:
        """Send a form of the page `form` (else of `path` itself)."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(form or path))
        assert token is not None
        body = urlencode({"csrfmiddlewaretoken": token[1], **values}).encode()
        with self._browser.open(self._url + path, body) as answer:
            return str(answer.read().decode())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Serving]:
    with served(tmp_path / "home") as running:
        yield running


def line_of(page: str) -> str:
    """What stands in the page to be copied."""
    found = re.search(r'<pre id="line"[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_the_curl_line_as_shown_brings_the_first_customer(house: Serving) -> None:
    newcomer = Newcomer(house)
    assert 'href="/start"' in newcomer.get("/")
    newcomer.send("/start/name", "/start", name="Tuulahdus Oy")
    page = newcomer.send("/start/connect/terminal", "/start")
    assert "Nothing has come yet" in page
    done = subprocess.run(["bash", "-c", line_of(page)], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    until(lambda: "Aino Virtanen" in newcomer.get("/start/arrivals"), "Aino is here")
    address = re.search(r'href="(/customers/\d+)"', newcomer.get("/start"))
    assert address is not None
    assert "€89.90" in newcomer.get(address[1])
