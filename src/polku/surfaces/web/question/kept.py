"""Answers that took long, told again for a while: each says how fresh it is, and is counted anew behind the page."""

import threading
import time
from typing import Final

import msgspec
from django.utils.translation import get_language

from polku.lenses.asked import Asked
from polku.lenses.measure import Answer, Measure
from polku.surfaces.web.question.soon import PATIENCE, answer_soon

LONG: Final = 0.5  # seconds that an answer may take without being kept
FRESH: Final = 60.0  # seconds for which a kept answer is told as it is
_OLD: Final = 600.0  # seconds after which it is not told any more
_MOST: Final = 256

_Key = tuple[str, bytes, str, str]
_kept: dict[_Key, tuple[Answer, float]] = {}  # with the moment at which it was there
_began: dict[_Key, float] = {}
_lock = threading.Lock()


def answer_kept(
    measure: Measure, asked: Asked, patience: float = PATIENCE, declared: str = ""
) -> Answer | None:
    """The measure's answer, an older one where counting takes long; None where there is none yet.

    One older than FRESH is told once more at once, while the next is being counted. `declared` is what people said
    that the answer depends on, too: once they say something else, nothing older is told.
    """
    key = (measure.name, msgspec.json.encode(asked), get_language() or "", declared)
    present = time.monotonic()
    with _lock:
        found, since = _kept.get(key, (None, 0.0))
    age = present - since
    if found and age < FRESH:
        return found
    old = found if age < _OLD else None
    with _lock:
        began = _began.setdefault(key, present)
    fresh = answer_soon(measure, asked, 0.0 if old else patience)
    if fresh is None:
        return old
    _keep(key, fresh, began)
    return fresh


def _keep(key: _Key, answer: Answer, began: float) -> None:
    present = time.monotonic()
    with _lock:
        _began.pop(key, None)
        _kept.pop(key, None)
        if present - began > LONG:
            _kept[key] = (answer, present)
        while len(_kept) > _MOST:
            _kept.pop(next(iter(_kept)))
        while len(_began) > _MOST:
            _began.pop(next(iter(_began)))


def let_go() -> None:
    """Of all that is kept; for tests."""
    with _lock:
        _kept.clear()
        _began.clear()
