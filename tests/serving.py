"""A real `polku serve` on a free port with a data folder of its own, for tests that come in from outside.

from tests.serving import serving  # the fixture: one server for a module's tests

def test_something(serving: Serving) -> None:
    key = serving.new_key()
    requests.get(serving.url + "/healthz")
    serving.run("status", "--json")
"""

import atexit
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

POLKU: Final = (sys.executable, "-c", "from polku.surfaces.cli.main import main; main()")
_IN_LOG_FILE: Final = ("timeline_event", "intake_quarantined")
START_SECONDS: Final = 180  # on a machine with other work


def until(holds: Callable[[], bool], what: str, seconds: float = 120) -> None:
    """Poll until it holds; fails with `what` when the time is up."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


class Serving:
    """A running server: its address, its data folder, and commands run on the same folder."""

    def __init__(self, home: Path, settings: Mapping[str, str]) -> None:
        self.home = home
        self.url = ""
        self.output: list[str] = []  # the server's lines, as they come
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("POLKU_", "DJANGO_"))
        }
        self._environment = {**kept, "POLKU_HOME": str(home), **settings}
        self._process: subprocess.Popen[str] | None = None
        self._sources = 0

    def run(self, *arguments: str) -> str:
        """Run `polku ARGUMENTS` to its end; returns what it printed, and fails where it failed."""
        done = subprocess.run(
            [*POLKU, *arguments], env=self._environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"polku {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def fails(self, *arguments: str) -> str:
        """Run `polku ARGUMENTS`, which must fail; returns what it said."""
        done = subprocess.run(
            [*POLKU, *arguments], env=self._environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode != 0, done.stdout
        return done.stdout + done.stderr

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a SELECT, read beside whatever runs."""
        name = "log.sqlite3" if any(table in sql for table in _IN_LOG_FILE) else "polku.sqlite3"
        with closing(sqlite3.connect(f"file:{self.home / name}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute(sql).fetchall()

    def caught_up(self) -> bool:
        """Whether the worker has read everything that the log holds."""
        (newest,) = self.query("SELECT COALESCE(MAX(id), 0) FROM timeline_event")[0]
        read = self.query("SELECT position FROM pipeline_progress")
        return bool(read) and read[0][0] >= newest

    @property
    def process_id(self) -> int:
        """The server's process id."""
        assert self._process is not None
        return self._process.pid

    def new_key(self, mapping: str = "segment") -> str:
        """The write key of a new source."""
        self._sources += 1
        printed = self.run("source", "add", f"Source {self._sources}", "--mapping", mapping)
        return next(line.strip() for line in printed.splitlines() if re.fullmatch(r"  [\w-]{43}", line))

    def start(self, *options: str) -> None:
        """Start the server and wait until it answers."""
        self._process = subprocess.Popen(
            [*POLKU, "serve", "--port", "0", *options],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        until(lambda: bool(self.url) or self._ended(), "the server's address", START_SECONDS)
        assert self.url, "".join(self.output)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Stop the server and wait for its end."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(180)
            self._process = None
        self.url = ""

    def _ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self.output.append(line)
                if found := re.search(r"answers at (\S+)", line):
                    self.url = found[1]


def move_in(home: Path) -> Path:
    """Lay the empty tables in that folder as copies: to make them takes longer than most of what is told then."""
    if not home.exists():
        shutil.copytree(_empty_house(), home, copy_function=shutil.copyfile)
        home.chmod(0o700)
    return home


@cache
def _empty_house() -> Path:
    """A data folder as the first command leaves it, without its secret."""
    home = Path(tempfile.mkdtemp(prefix="polku-empty-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    Serving(home, {}).run("status")
    (home / "secret-key").unlink(missing_ok=True)
    return home


@contextmanager
def served(home: Path, **settings: str) -> Iterator[Serving]:
    """A server on that data folder; settings are environment variables."""
    running = Serving(home, settings)
    running.start()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One running server for the module's tests."""
    with served(move_in(tmp_path_factory.mktemp("served") / "home")) as running:
        yield running
