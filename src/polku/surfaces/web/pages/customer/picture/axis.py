"""The dates under the picture: years first, then months and days where there is room between them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from polku.lib.clock import DAY, from_datetime, to_datetime
from polku.surfaces.web.pages.customer.picture.scale import Scale

_LETTER: Final = 7.0  # pixels that a letter takes at most, on the whole
_APART: Final = 10.0  # pixels between two dates
_FEW_DAYS: Final = 90


class Tick(msgspec.Struct, frozen=True):
    """A date at its place."""

    x: float
    words: str
    anchor: str = "start"  # "end": too near the picture's edge to be written after its place

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it is written, in pixels."""
        length = len(self.words) * _LETTER
        return (self.x - length, self.x) if self.anchor == "end" else (self.x, self.x + length)

    def clears(self, other: "Tick") -> bool:
        """Whether both can be read beside each other."""
        begin, end = self.reach
        other_begin, other_end = other.reach
        return end + _APART <= other_begin or other_end + _APART <= begin


def ticks(first: int, last: int, today: int, scale: Scale, width: float) -> list[Tick]:
    """Today, and dates between two moments that do not overlap, in the company's time zone."""
    now = Tick(scale.x(today), _("today"))
    taken = [now if now.reach[1] <= width else msgspec.structs.replace(now, anchor="end")]
    for day, written in _candidates(first, last):
        tick = Tick(scale.x(from_datetime(day)), date_format(day, written))
        if tick.reach[1] <= width and all(tick.clears(one) for one in taken):
            taken.append(tick)
    return sorted(taken, key=lambda one: one.x)


def _candidates(first: int, last: int) -> Iterator[tuple[datetime, str]]:
    """Years, then months, then days, each with how it is written: the coarser take their place first."""
    begin, end = (timezone.localtime(to_datetime(moment)) for moment in (first, last))
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    # The path's first date always stands: without it nobody knows which year the others are of.
    yield begin, "j M Y"
    for year in range(begin.year + 1, end.year + 1):
        yield midnight.replace(year=year, month=1, day=1), "Y"
    for year in range(begin.year, end.year + 1):
        for month in range(1, 13):
            day = midnight.replace(year=year, month=month, day=1)
            if begin < day <= end:
                yield day, "M"
    if last - first <= _FEW_DAYS * DAY:
        for number in range(1, (end - begin).days + 1):
            day = midnight + timedelta(days=number)
            yield day, "j M"
