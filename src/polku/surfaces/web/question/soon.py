"""Answers that are waited for a second: what takes longer is worked on, and asked for again by the page."""

import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import Final

import msgspec
from django.db import connections
from django.utils.translation import get_language, override

from polku.lenses.asked import Asked
from polku.lenses.measure import Answer, Measure, answer

PATIENCE: Final = 1.0  # seconds after which a page says that it is counting
_AT_ONCE: Final = 4
_KEPT: Final = 64  # answers that nobody came back for

_Key = tuple[str, bytes, str]
_pool = ThreadPoolExecutor(_AT_ONCE, "polku-answer")
_running: dict[_Key, Future[Answer]] = {}
_lock = threading.Lock()


def answer_soon(measure: Measure, asked: Asked, patience: float = PATIENCE) -> Answer | None:
    """The measure's answer; None where it is not there yet. Asked again, it is the same work that is waited for."""
    found = answers_soon(measure, [asked], patience)
    return found[0] if found else None


def answers_soon(
    measure: Measure, questions: Sequence[Asked], patience: float = PATIENCE
) -> list[Answer] | None:
    """The measure's answer to each question; None where not all are there yet. Asked again, the same work is waited for.

    WrongQuestion and EngineError as `answer` raises them.
    """
    language = get_language() or ""
    keys = [(measure.name, msgspec.json.encode(asked), language) for asked in questions]
    with _lock:
        working = [_begun(key, measure, asked) for key, asked in zip(keys, questions, strict=True)]
    wait(working, patience, FIRST_EXCEPTION)
    failed = any(one.done() and one.exception() for one in working)
    if not failed and not all(one.done() for one in working):
        return None
    with _lock:
        for key in keys:
            _running.pop(key, None)
    return [one.result() for one in working if not failed or (one.done() and one.exception())]


def _begun(key: _Key, measure: Measure, asked: Asked) -> Future[Answer]:
    if key not in _running:
        while len(_running) >= _KEPT:
            _running.pop(next(iter(_running)))
        _running[key] = _pool.submit(_answer, measure, asked, key[2])
    return _running[key]


def _answer(measure: Measure, asked: Asked, language: str) -> Answer:
    """In a thread of the pool: its database connections are closed again, for nobody else would."""
    try:
        with override(language):
            return answer(measure, asked)
    finally:
        connections.close_all()
