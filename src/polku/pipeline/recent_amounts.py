"""The amounts as a page may show them every few seconds, however much there is to count.

Counting row by row takes a fifth of a second for a million events. So it is done at each asking while it is quick; once
it was slow, whoever asks gets the last count and when it was made, and a new one is made beside, a twentieth of the time.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec
from django.db import connections

from polku.lib import clock
from polku.pipeline.status import amounts

QUICK: Final = 0.03  # seconds that a count may take in front of whoever asks
_SHARE: Final = 20  # a count that took a second stands for twenty


class Counted(msgspec.Struct, frozen=True):
    """The amounts, when they were counted (microseconds UTC), and how many seconds that took."""

    amounts: dict[str, Any]
    counted_at: int
    took: float


class Counting:
    """Counts for one process, one count at a time. `count` gives the amounts."""

    def __init__(self, count: Callable[[], dict[str, Any]]) -> None:
        self._count = count
        self._last: Counted | None = None
        self._busy = threading.Lock()

    def latest(self) -> Counted:
        """Counted now where that is quick, or nothing was counted before; else what was counted last."""
        last = self._last
        if last is None or last.took <= QUICK:
            return self._counted()
        age = (clock.now() - last.counted_at) / clock.SECOND
        if age > last.took * _SHARE and self._busy.acquire(blocking=False):
            if self._last is last:
                threading.Thread(target=self._count_beside, name="polku-counting", daemon=True).start()
            else:  # another count ended since it was looked at
                self._busy.release()
        return last

    def _counted(self) -> Counted:
        began, moment = time.perf_counter(), clock.now()
        self._last = found = Counted(self._count(), moment, time.perf_counter() - began)
        return found

    def _count_beside(self) -> None:
        try:
            self._counted()
        finally:
            connections.close_all()
            self._busy.release()


_COUNTING: Final = Counting(amounts)


def recent_amounts() -> Counted:
    """This process's latest count."""
    return _COUNTING.latest()
