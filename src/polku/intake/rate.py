"""How fast each source may send: a token bucket per source, in this process."""

from math import ceil

import msgspec


class Share(msgspec.Struct, frozen=True):
    """How much of its limit a source has used. `wait` is seconds until it may send again, 0 when it may."""

    limit: int
    remaining: int
    wait: int

    @property
    def used(self) -> float:
        return round(1 - self.remaining / self.limit, 3)


class Rates:
    """The buckets. A bucket holds one second's events; a batch may overdraw it and is then waited for."""

    def __init__(self) -> None:
        self._buckets: dict[int, tuple[float, float]] = {}  # source id → tokens, at which second

    def spend(self, source_id: int, limit: int, events: int, now: float) -> Share:
        """Take `events` from the source's bucket if anything is left in it; `now` in seconds of any clock."""
        tokens, before = self._buckets.get(source_id, (float(limit), now))
        tokens = min(float(limit), tokens + (now - before) * limit)
        passes = tokens > 0
        if passes:
            tokens -= events
        self._buckets[source_id] = (tokens, now)
        wait = 0 if passes else max(1, ceil((1 - tokens) / limit))
        return Share(limit, max(0, int(tokens)), wait)
