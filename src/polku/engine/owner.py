"""Who owns the engine's file: one process at a time, the server while it runs (decision 0019)."""

import fcntl
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import duckdb
import pyarrow as pa
from django.conf import settings
from django.db import connections

from polku.engine.door import REBUILD, Door, EngineError
from polku.engine.file import EngineFile
from polku.engine.kept import Kept
from polku.engine.on_spark import Cluster
from polku.engine.parquet import Parquet
from polku.engine.ship import ship, ship_whole

log = logging.getLogger(__name__)
PAUSE: Final = 0.5  # seconds between two shipments
BUSY: Final = 0.1  # where so much comes that one took longer than a pause
SPARK: Final = "spark://"
FRESH: Final = b"fresh_to"  # the key of an answer's freshness in its Arrow schema


def folder() -> Path:
    """Where the engine's files are."""
    return Path(settings.HOME) / "engine"


def parquet_folder() -> Path:
    """Where a cluster finds the copy."""
    chosen: Path | None = settings.CHOSEN["engine_parquet"]
    return chosen or folder() / "parquet"


class Owner:
    """The process that holds the file: it ships, and answers."""

    def __init__(self, lock: IO[str]) -> None:
        self._lock = lock
        self._shipping = threading.Lock()
        self.file = EngineFile(folder() / "copy.duckdb")
        self.parquet = Parquet(parquet_folder())
        self._kept = Kept()

    def ship(self, at_once: bool = True) -> bool:
        """Bring the copy up to the store, and what a cluster reads up to the copy; whether anything had changed.

        Files for a cluster may wait a while where they need not be brought `at_once`.
        """
        with self._shipping:
            changed = ship(self.file)
            if settings.CHOSEN["engine"].startswith(SPARK):
                self._write(at_once)
            else:
                self.parquet.remove()
            return changed

    def ship_whole(self) -> None:
        """Make the copy anew."""
        with self._shipping:
            ship_whole(self.file)
            if settings.CHOSEN["engine"].startswith(SPARK):
                self._write(at_once=True)

    def answer(self, question: bytes) -> pa.Table:
        """The rows of a SELECT, their freshness in the schema's metadata; or the copy made anew.

        A SELECT for a cluster stands below the cluster's address.
        """
        if question == REBUILD:
            self.ship_whole()
            return pa.table({})
        sql = question.decode()
        if sql.startswith(SPARK):
            fresh_to, found = self._of_cluster(*sql.split("\n", 1))
        else:
            fresh_to, version = self.file.fresh_to, self.file.version
            found = self._kept.answer(sql, version, self.file.answer)
        return found.replace_schema_metadata({FRESH: str(fresh_to).encode()})

    def _write(self, at_once: bool) -> None:
        try:
            self.parquet.bring(self.file, at_once)
        except (OSError, duckdb.IOException) as error:
            raise EngineError(
                f"The copy for the cluster can't be written to {self.parquet.folder}: {error}. Grant the right to it,"
                " make room, or name another folder in POLKU_ENGINE_PARQUET."
            ) from error

    def _of_cluster(self, address: str, sql: str) -> tuple[int, pa.Table]:
        manifest = self.parquet.current
        if manifest is None:
            raise EngineError(
                f"The server has written no copy for {address}. Its POLKU_ENGINE is {settings.CHOSEN['engine']}: choose"
                " the same for both. If it is the same, the server's log says what hinders it."
            )
        return manifest.fresh_to, Cluster(address, self.parquet.folder).answer(sql, manifest)

    def close(self) -> None:
        """Let go of the file."""
        with self._shipping:
            self.file.close()
        self._lock.close()


class Shipping:
    """The server's thread that owns the engine: it ships and opens the door, until it is stopped.

    While another process owns the engine it stands by, and takes over when that one is gone.
    """

    def __init__(self) -> None:
        self.owner: Owner | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._own, name="polku-engine", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, close the door, let go of the file."""
        self._stop.set()
        self._thread.join()

    def _own(self) -> None:
        try:
            while not self._stop.is_set():
                if taken := take():
                    self._ship_with(taken)
                self._stop.wait(PAUSE)
        finally:
            connections.close_all()

    def _ship_with(self, owner: Owner) -> None:
        with suppress_and_log():
            owner.ship()
        door = Door(folder() / "door.json", owner.answer)
        self.owner = owner
        pause = PAUSE
        while not self._stop.wait(pause):
            began = time.monotonic()
            with suppress_and_log():
                owner.ship(at_once=False)
            pause = PAUSE if time.monotonic() - began < PAUSE else BUSY
        self.owner = None
        door.close()
        owner.close()


@contextmanager
def suppress_and_log() -> Iterator[None]:
    """Whatever fails now is tried again a moment later; the server goes on."""
    try:
        yield
    except Exception:
        log.exception("the engine's copy could not be brought up to the store")


def take() -> Owner | None:
    """The engine's owner from now on; None where another process is."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as opened:
        lock = opened.enter_context((folder() / "owner.lock").open("a"))
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            owner = Owner(lock)
            opened.pop_all()  # the owner closes it
            return owner
    return None
