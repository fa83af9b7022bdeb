"""Ask the engine: this process's own, or that of the process which owns it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import ibis
import msgspec
import pyarrow as pa
from django.conf import settings

from polku.engine import owner
from polku.engine.copying import so_far
from polku.engine.dialects import in_duckdb, in_spark
from polku.engine.door import REBUILD, EngineError, ask_at
from polku.lib.spark import session

_PATIENCE: Final = 10.0  # seconds to wait for an owner that is coming or going
_PAUSE: Final = 0.05
_running: list[owner.Shipping] = []


class Answered(msgspec.Struct, frozen=True):
    """The rows, everything told until `fresh_to` being in them, and the SQL that gave them."""

    rows: pa.Table
    fresh_to: int
    sql: str


class Shared:
    """The owner that this process's threads share while any of them asks: none waits for another's turn."""

    def __init__(self) -> None:
        self._owner: owner.Owner | None = None
        self._askers = 0
        self._changing = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[owner.Owner | None]:
        """The owner; None where another process is, or this one's server."""
        with self._changing:
            self._owner = shared = self._owner or owner.take()
            self._askers += shared is not None
        try:
            yield shared
        finally:
            if shared:
                self._let_go()

    def _let_go(self) -> None:
        with self._changing:
            self._askers -= 1
            if self._owner and not self._askers:
                self._owner.close()
                self._owner = None


_shared = Shared()


def start() -> None:
    """Own the engine in this process until `stop`, as soon as no other does. For the server."""
    if not _running:
        _running.append(owner.Shipping())


def stop() -> None:
    """Let go of it."""
    while _running:
        _running.pop().stop()
    session.close()


@contextmanager
def opened() -> Iterator[None]:
    """While several questions are asked: a process without a server opens the file once for all of them."""
    if _running:
        yield
    else:
        with _shared.taken():
            yield


def ask(question: ibis.Table | str) -> Answered:
    """The answer to an Ibis expression over the engine's tables (tables.table), or to what it was compiled to."""
    sql = question if isinstance(question, str) else compiled(question)
    return _answered(sql if of_copy() else f"{settings.CHOSEN['engine']}\n{sql}", sql)


def ask_copy(question: ibis.Table) -> Answered:
    """The answer of the copy in this house, wherever lenses are answered."""
    sql = in_duckdb(question)
    return _answered(sql, sql)


def of_copy() -> bool:
    """Whether lenses are answered by the copy itself, and by no cluster."""
    return not settings.CHOSEN["engine"].startswith(owner.SPARK)


def compiled(question: ibis.Table) -> str:
    """The SQL of an expression, as it is run and as people are shown it: up to 0.3 s of Python's time."""
    return in_duckdb(question) if of_copy() else in_spark(question)


def _answered(question: str, sql: str) -> Answered:
    found = _told(question.encode())
    return Answered(found, int((found.schema.metadata or {})[owner.FRESH]), sql)


def rebuild() -> None:
    """Make the copy anew; the answers stay the same."""
    _told(REBUILD)


def _told(question: bytes) -> pa.Table:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        found = _told_here(question)
        if found is None:
            found = ask_at(owner.folder() / "door.json", question)
        if found is not None:
            return found
        time.sleep(_PAUSE)
    raise EngineError(_why())


def _told_here(question: bytes) -> pa.Table | None:
    """By this process; None where another owns the file, or where this one's server does not yet."""
    for running in _running:
        return running.owner.answer(question) if running.owner else None
    with _shared.taken() as taken:
        if taken is None:
            return None
        taken.ship()
        return taken.answer(question)


def _why() -> str:
    """Why nobody answers."""
    percent = so_far(owner.folder())
    if percent is None:
        return (
            f"Another process holds {owner.folder()} and does not answer. Stop it, or wait until it is done."
        )
    return f"What is counted from is still being copied: {percent} % of the interactions are there. Ask again soon."
