"""Who owns the engine's file: one process at a time, the server while it runs (decision 0019)."""

import fcntl
import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
from django.conf import settings
from django.db import connections

from polku.engine.door import REBUILD, Door
from polku.engine.file import EngineFile
from polku.engine.ship import ship, ship_whole

log = logging.getLogger(__name__)
PAUSE: Final = 0.5  # seconds between two shipments
FRESH: Final = b"fresh_to"  # the key of an answer's freshness in its Arrow schema


def folder() -> Path:
    """Where the engine's files are."""
    return Path(settings.HOME) / "engine"


class Owner:
    """The process that holds the file: it ships, and answers."""

    def __init__(self, lock: IO[str]) -> None:
        self._lock = lock
        self._shipping = threading.Lock()
        self.file = EngineFile(folder() / "copy.duckdb")

    def ship(self) -> bool:
        """Bring the copy up to the store; whether anything had changed."""
        with self._shipping:
            return ship(self.file)

    def ship_whole(self) -> None:
        """Make the copy anew."""
        with self._shipping:
            ship_whole(self.file)

    def answer(self, question: bytes) -> pa.Table:
        """The rows of a SELECT, their freshness in the schema's metadata; or the copy made anew."""
        if question == REBUILD:
            self.ship_whole()
            return pa.table({})
        fresh_to = self.file.fresh_to
        found = self.file.answer(question.decode())
        return found.replace_schema_metadata({FRESH: str(fresh_to).encode()})

    def close(self) -> None:
        """Let go of the file."""
        with self._shipping:
            self.file.close()
        self._lock.close()


class Shipping:
    """The server's owner, shipping in a thread and answering at its door, until it is stopped."""

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self._stop = threading.Event()
        self._door = Door(folder() / "door.json", owner.answer)
        self._thread = threading.Thread(target=self._ship, name="polku-engine", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, close the door, let go of the file."""
        self._stop.set()
        self._thread.join()
        self._door.close()
        self.owner.close()

    def _ship(self) -> None:
        try:
            while not self._stop.wait(PAUSE):
                try:
                    self.owner.ship()
                except Exception:  # whatever fails now is tried again; the server goes on
                    log.exception("the engine's copy could not be brought up to the store")
                    self._stop.wait(10 * PAUSE)
        finally:
            connections.close_all()


def take() -> Owner | None:
    """The engine's owner from now on; None where another process is."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (folder() / "owner.lock").open("a")
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return Owner(lock)
    lock.close()
    return None
