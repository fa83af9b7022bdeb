"""Where a moment stands in the picture: the logarithm of each gap, a week at most, so that silence is short."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import log2
from typing import Final

import msgspec

from polku.lib.clock import DAY, MINUTE

_UNIT: Final = 10 * MINUTE  # gaps far below it stand close together, far above it grow by their logarithm
_WIDEST: Final = 10.0  # a step that every gap of a week and more takes
SILENCE: Final = 30 * DAY  # a gap without any encounter that is worth saying


class Scale:
    """Maps the moments of a path onto `width` pixels, in order and without a jump."""

    def __init__(self, moments: Iterable[int], width: float) -> None:
        self._moments = sorted(set(moments))
        places = [0.0]
        for earlier, later in zip(self._moments, self._moments[1:], strict=False):
            places.append(places[-1] + min(log2(1 + (later - earlier) / _UNIT), _WIDEST))
        stretch = width / places[-1] if places[-1] else 0.0
        self._places = [place * stretch for place in places]

    def x(self, moment: int) -> float:
        """The place of a moment in pixels, to a tenth; one outside the path stands at its end."""
        return round(self._x(moment), 1)

    def _x(self, moment: int) -> float:
        after = bisect_right(self._moments, moment)
        if after == 0:
            return 0.0
        if after == len(self._moments):
            return self._places[-1] if self._moments else 0.0
        earlier, later = self._moments[after - 1], self._moments[after]
        share = (moment - earlier) / (later - earlier)
        return self._places[after - 1] + share * (self._places[after] - self._places[after - 1])


class Silence(msgspec.Struct, frozen=True):
    """A stretch of the path in which nothing happened; `length` in microseconds."""

    x: float
    width: float
    length: int


def silences(spans: Sequence[tuple[int, int]], now: int, scale: Scale) -> list[Silence]:
    """The gaps between encounters (first, last moment) of SILENCE and more, the last one until now."""
    found = []
    reached: int | None = None
    for first, last in [*sorted(spans), (now, now)]:
        if reached is not None and first - reached >= SILENCE:
            x = scale.x(reached)
            found.append(Silence(x, scale.x(first) - x, first - reached))
        reached = last if reached is None else max(reached, last)
    return found
