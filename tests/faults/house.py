"""A real house of its own for a fault test: server and worker as processes, databases looked at from outside."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final

import psycopg

POLKU: Final = (sys.executable, "-c", "from polku.surfaces.cli.main import main; main()")
SOAK: Final = bool(os.environ.get("POLKU_SOAK"))
_IN_LOG_FILE: Final = ("timeline_event", "intake_quarantined")


def until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Poll until it holds; fails with `what` when the time is up."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class House:
    """One data folder, on SQLite or on the PostgreSQL at `database_url`; any number of servers on it."""

    def __init__(self, home: Path, database_url: str = "") -> None:
        self.home = home
        self.database_url = database_url
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("POLKU_", "DJANGO_"))
        } | {"POLKU_HOME": str(home), "POLKU_DATABASE_URL": database_url}

    def polku(self, *arguments: str) -> str:
        """Run a command to its end; returns what it printed."""
        done = subprocess.run(
            [*POLKU, *arguments], env=self.environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"polku {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def new_key(self) -> str:
        """A write key of a new source that speaks Segment."""
        told = self.polku("source", "add", "load", "--mapping", "segment")
        return next(line.strip() for line in told.splitlines() if line.startswith("  ") and line.strip())

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a SELECT, read beside whatever runs."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(sql).fetchall()
        name = "log.sqlite3" if any(table in sql for table in _IN_LOG_FILE) else "polku.sqlite3"
        connection = sqlite3.connect(f"file:{self.home / name}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def caught_up(self) -> bool:
        """Whether the worker has read everything that the log holds."""
        (newest,) = self.query("SELECT COALESCE(MAX(id), 0) FROM timeline_event")[0]
        read = self.query("SELECT position FROM pipeline_progress")
        return bool(read) and read[0][0] >= newest


class Server:
    """One `polku serve` and the worker beside it."""

    def __init__(self, house: House, *more: str, port: int = 0) -> None:
        self.house = house
        self.port = port or free_port()
        self._more = more
        self._told = house.home.parent / f"server-{self.port}.txt"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        with self._told.open("ab") as told:
            self._process = subprocess.Popen(
                [*POLKU, "serve", "--port", str(self.port), *self._more],
                env=self.house.environment,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            )
        until(self.answers, 60, f"the server answers; it told: {self.told()[-2000:]}")
        return self

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """`kill -9` server and worker at once, as when the machine goes down."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def processes(self) -> list[int]:
        """The process ids of the server and of the worker beside it."""
        assert self._process is not None
        server = self._process.pid
        threads = Path(f"/proc/{server}/task").glob("*/children")
        return [server, *(int(child) for file in threads for child in file.read_text().split())]

    def told(self) -> str:
        """What it wrote to its output so far."""
        return self._told.read_text("utf-8", "replace")

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        for process in self.processes() if number is signal.SIGKILL else [self._process.pid]:
            os.kill(process, number)
        self._process.wait(60)
        self._process = None
