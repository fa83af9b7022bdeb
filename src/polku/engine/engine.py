"""Ask the engine: this process's own, or that of the process which owns it."""

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


def start() -> None:
    """Own the engine in this process until `stop`, as soon as no other does. For the server."""
    if not _running:
        _running.append(owner.Shipping())


def stop() -> None:
    """Let go of it."""
    while _running:
        _running.pop().stop()
    session.close()


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
    for running in _running:
        if running.owner:
            return running.owner.answer(question)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with _taken() as taken:
            if taken:
                taken.ship()
                return taken.answer(question)
        found = ask_at(owner.folder() / "door.json", question)
        if found is not None:
            return found
        time.sleep(_PAUSE)
    raise EngineError(_why())


def _why() -> str:
    """Why nobody answers."""
    percent = so_far(owner.folder())
    if percent is None:
        return (
            f"Another process holds {owner.folder()} and does not answer. Stop it, or wait until it is done."
        )
    return f"What is counted from is still being copied: {percent} % of the interactions are there. Ask again soon."


@contextmanager
def _taken() -> Iterator[owner.Owner | None]:
    taken = owner.take()
    try:
        yield taken
    finally:
        if taken:
            taken.close()
