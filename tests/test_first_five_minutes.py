"""From an empty folder to the page of the first customer, by the very lines that the first steps show."""

import html
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

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

    def upload(self, name: str, content: str) -> str:
        """Give a file as a browser's form does; the page that follows."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/imports"))
        assert token is not None
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token[1]}\r\n',
            f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: text/csv\r\n\r\n{content}\r\n--x--\r\n",
        ]
        sent = Request(self._url + "/imports", "".join(parts).encode())  # noqa: S310 - our own server
        sent.add_header("Content-Type", "multipart/form-data; boundary=x")
        with self._browser.open(sent) as answer:
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


def workers_of(house: Serving) -> list[int]:
    """The process ids of the server's children: its worker."""
    children = Path(f"/proc/{house.process_id}/task/{house.process_id}/children")
    return [int(child) for child in children.read_text().split()]


def test_an_upload_goes_on_after_its_worker_was_killed_and_doubles_nothing(house: Serving) -> None:
    newcomer = Newcomer(house)
    rows = "".join(f"T{n};2026-01-01 10:00;p{n % 700}@posti.example;hello {n}\n" for n in range(40_000))
    page = newcomer.upload("tickets.csv", "Ticket ID;Created;Email;Message\n" + rows)
    assert "200 of the first 200 rows can be read." in page
    newcomer.send("/imports/1/accept", "/imports/1", called="Helpdesk")
    until(lambda: "rows read so far" in newcomer.get("/imports/1") and imported(newcomer) > 0, "it began", 60)
    (worker,) = workers_of(house)
    os.kill(worker, signal.SIGKILL)
    assert "coming in" in newcomer.get("/imports/1")  # a reload tells the same
    until(lambda: "all in" in newcomer.get("/imports/1"), "it came to its end", 240)
    assert workers_of(house) != [worker]
    done = newcomer.get("/imports/1")
    assert ">40,000<" in done
    assert json.loads(house.run("status", "--json"))["events"] == 40_000
    assert list((house.home / "uploads").iterdir()) == []


def imported(newcomer: Newcomer) -> int:
    """How many rows the page tells of."""
    found = re.search(r"([\d,]+) rows? read so far", newcomer.get("/imports/1"))
    return int(found[1].replace(",", "")) if found else 0


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


def test_the_python_code_as_shown_brings_the_first_customer(house: Serving) -> None:
    pytest.importorskip("segment.analytics", reason="Segment's library is not installed here")
    newcomer = Newcomer(house)
    program = line_of(newcomer.send("/start/connect/server", "/start"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    until(lambda: "Aino Virtanen" in newcomer.get("/start/arrivals"), "Aino is here")
