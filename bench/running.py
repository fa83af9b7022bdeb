"""A running house under measurement: its server, clients that send at a rate, and somebody who watches a page."""

import re
import subprocess
import sys
import threading
import time
from base64 import b64encode
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from polku.identity.models import Identifier
from polku.pipeline import progress
from polku.timeline.log.read import last_position
from polku.workspace.models import Person, Role

POLKU = [sys.executable, "-c", "from polku.surfaces.cli.main import main; main()", "serve", "--port", "0"]


class Running:
    """`polku serve` with its worker on a data folder."""

    def __init__(self, home: str, key: str) -> None:
        self._home, self._key = home, key

    def __enter__(self) -> "Running":
        self._server = subprocess.Popen(POLKU, stdout=subprocess.PIPE, text=True)
        assert self._server.stdout is not None
        found = None
        while found is None:
            line = self._server.stdout.readline()
            assert line, "the server ended"
            found = re.search(r"answers at http://[^:]+:(\d+)", line)
        self.port, self.pid = int(found[1]), self._server.pid
        self._cookie = _signed_in()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.terminate()
        self._server.wait(60)

    def wait_for_the_engine(self) -> None:
        """Until the columnar copy of what was laid down stands: its owner opens the door then."""
        while not (Path(self._home) / "engine" / "door.json").exists():
            time.sleep(0.1)

    def start_sending(self, rate: int, seconds: int, people: int) -> "subprocess.Popen[str]":
        """A client process that is ready, and sends from now on."""
        arguments = [str(self.port), self._key, str(rate), str(seconds), str(people)]
        client = subprocess.Popen(
            [sys.executable, "-m", "bench.paced", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert client.stdin is not None
        assert client.stdout is not None
        assert client.stdout.readline() == "ready\n"
        client.stdin.write("go\n")
        client.stdin.flush()
        return client

    def send(self, rate: int, seconds: int, people: int) -> dict[str, Any]:
        """Send for so long; what bench.paced prints."""
        return _told(self.start_sending(rate, seconds, people))

    def seconds_behind(self) -> float:
        """How long the worker needs from now until it has read the whole log."""
        end, started = last_position(), perf_counter()
        while progress.position() < end:
            time.sleep(0.02)
        return perf_counter() - started

    def ages(self, rate: int, seconds: int, people: int) -> list[float]:
        """Seconds from sending an event until the customer's page shows it, under load; ascending."""
        ages: list[float] = []
        ended = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(ages, ended))
        client = self.start_sending(rate, seconds, people)
        watcher.start()
        _told(client)
        ended.set()
        watcher.join()
        return sorted(ages)

    def _watch(self, ages: list[float], ended: threading.Event) -> None:
        connection = HTTPConnection("127.0.0.1", self.port)
        number = 0
        run = f"{time.time_ns():x}"
        self._tell(connection, f"{run} begins")
        while not (customer := _watched()):
            time.sleep(0.02)
        while not ended.is_set() or not ages:
            number += 1
            marker = f"{run} {number:06}"
            started = perf_counter()
            self._tell(connection, marker)
            while marker not in self.page(connection, f"/customers/{customer}"):
                assert perf_counter() - started < 120, "the event did not come to the page in two minutes"
                time.sleep(0.02)
            ages.append(perf_counter() - started)

    def _tell(self, connection: HTTPConnection, marker: str) -> None:
        told = {"type": "identify", "userId": "watched", "traits": {"name": marker}, "messageId": marker}
        credentials = b64encode(f"{self._key}:".encode()).decode()
        headers = {"Authorization": f"Basic {credentials}", "Content-Type": "application/json"}
        connection.request("POST", "/v1/identify", msgspec.json.encode(told), headers)
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        answer.read()

    def page(self, connection: HTTPConnection, path: str) -> str:
        connection.request("GET", path, headers={"Cookie": self._cookie})
        answer = connection.getresponse()
        body = answer.read().decode()
        assert answer.status == 200, (answer.status, body[:500])
        return body


def memory(server: int) -> dict[str, float]:
    """Resident megabytes of the server, of the worker beside it, and of the process that reads SQLite for the engine."""
    files = Path(f"/proc/{server}/task").glob("*/children")
    children = {int(child) for file in files for child in file.read_text().split()}
    return {"server": _resident(server)} | {_called(child): _resident(child) for child in children}


def _called(process: int) -> str:
    told = Path(f"/proc/{process}/cmdline").read_text()
    return "engine's reader" if "sqlite_reader" in told else "worker"


def _resident(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _told(client: "subprocess.Popen[str]") -> dict[str, Any]:
    told, _ = client.communicate()
    assert client.returncode == 0, told
    found: dict[str, Any] = msgspec.json.decode(told)
    return found


def _watched() -> int | None:
    return (
        Identifier.objects.filter(namespace="user_id", value="watched")
        .values_list("customer_id", flat=True)
        .first()
    )


def _signed_in() -> str:
    """The cookie of somebody who may open every page."""
    person = Person.objects.filter(username="bench").first() or Person.objects.create_user(
        "bench", password="only for measuring", role=Role.ADMINISTERS
    )
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
