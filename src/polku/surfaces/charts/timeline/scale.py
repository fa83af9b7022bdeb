"""Where a moment stands: gaps grow slower than time does, and silence has one small width, whatever its length."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from polku.lib.clock import DAY, HOUR

SILENCE: Final = 30 * DAY  # a gap of this and more is drawn as silence
_FEW: Final = 6  # who is seldom in touch is not silent each time: with more gaps, only longer ones count
_LEASTS: Final = tuple(days * DAY for days in (30, 45, 60, 90, 120, 180, 270, 365, 730, 1460))
_LONGEST: Final = 45 * DAY  # of other gaps: until a due time far ahead
_POWER: Final = 0.4  # a day takes 3.6 times the room of an hour, a month 3.9 times that of a day
_MOST_SHARE: Final = 0.4  # of the width, for all silences together
_HOUR_AT_MOST: Final = (
    60.0  # pixels that one hour takes beside silence, so that a short talk does not fill the picture
)


class Silent(msgspec.Struct, frozen=True):
    """A stretch of time without anything told."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first


def silences(moments: Sequence[int], now: int) -> list[Silent]:
    """The longest gaps between these ordered moments, and until now: of SILENCE and more, and no more than a few."""
    ended = [*moments, now] if moments and moments[-1] < now else moments
    gaps = [Silent(first, last) for first, last in pairwise(ended) if last - first >= SILENCE]
    for least in _LEASTS:
        found = [one for one in gaps if one.length >= least]
        if len(found) <= _FEW:
            return found
    return []


class Elapsed:
    """What lies between a path's moments, whatever the width it is drawn in."""

    def __init__(self, moments: Iterable[int], silent: Sequence[Silent]) -> None:
        edges = (edge for one in silent for edge in (one.first, one.last))
        self.silent = silent
        self.moments = sorted({*moments, *edges})
        self.gaps = [_gap(first, last) for first, last in pairwise(self.moments)]
        self.quiet = _quiet(self.moments, silent)
        self.active = sum(g for g, q in zip(self.gaps, self.quiet, strict=True) if not q)


class Scale:
    """Maps moments onto `width` pixels from `left` on, in order and without a jump."""

    def __init__(self, elapsed: Elapsed, left: float, width: float, hush: float) -> None:
        self._moments = elapsed.moments
        hush, unit = _shares(elapsed.active, elapsed.silent, width, hush)
        self._places = places = [left]
        for gap, share in zip(elapsed.gaps, elapsed.quiet, strict=True):
            places.append(places[-1] + (hush * share if share else gap * unit))
        self._known = dict(zip(self._moments, (round(place, 1) for place in places), strict=False))

    def places(self, moments: Iterable[int]) -> list[float]:
        """The places of many moments that the scale was made of."""
        known = self._known
        return [known[moment] for moment in moments]

    def x(self, moment: int) -> float:
        """The place of a moment in pixels, to a tenth; one outside the path stands at its end."""
        known = self._known.get(moment)
        return round(self._between(moment), 1) if known is None else known

    def _between(self, moment: int) -> float:
        after = bisect_right(self._moments, moment)
        if after in {0, len(self._moments)}:
            return self._places[0 if after == 0 else -1]
        earlier, later = self._moments[after - 1], self._moments[after]
        share = (moment - earlier) / (later - earlier)
        return self._places[after - 1] + share * (self._places[after] - self._places[after - 1])


def _gap(first: int, last: int) -> float:
    """How much a gap takes, in those of an hour."""
    return float((min(last - first, _LONGEST) / HOUR) ** _POWER)


def _quiet(moments: Sequence[int], silent: Sequence[Silent]) -> list[float]:
    """Of each gap, which share of its silence it is; 0 for none."""
    found = []
    ahead = iter(silent)
    one = next(ahead, None)
    for first, last in pairwise(moments):
        while one and one.last <= first:
            one = next(ahead, None)
        inside = one is not None and one.first <= first and last <= one.last
        found.append((last - first) / one.length if one and inside else 0.0)
    return found


def _shares(active: float, silent: Sequence[Silent], width: float, hush: float) -> tuple[float, float]:
    """The width of one silence, and of an hour's gap."""
    if not silent:
        return 0.0, width / active if active else 0.0
    hush = min(hush, width * _MOST_SHARE / len(silent))
    unit = min((width - hush * len(silent)) / active, _HOUR_AT_MOST) if active else 0.0
    return (width - unit * active) / len(silent), unit
