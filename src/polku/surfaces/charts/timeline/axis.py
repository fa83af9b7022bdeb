"""The dates under a timeline: the first, those after a silence, then years, months and days where there is room."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from polku.lib.clock import DAY, from_datetime, to_datetime
from polku.surfaces.charts.timeline.given import Words
from polku.surfaces.charts.timeline.letters import width_of
from polku.surfaces.charts.timeline.scale import Scale, Silent
from polku.surfaces.charts.timeline.shapes import SIZES, Label

ROW: Final = 22  # pixels
_APART: Final = 10.0  # pixels between two dates
_FEW_DAYS: Final = 90


def dates(
    moments: tuple[int, int, int],
    silent: Sequence[Silent],
    scale: Scale,
    words: Words,
    ends: tuple[float, float],
    y: float,
) -> list[Label]:
    """Today and dates that do not touch. `moments` are the first, the last and now; `ends` the frame's, in pixels."""
    first, last, now = moments
    today = _inside(Label("date", words.today, scale.x(now), y, "middle"), ends)
    taken = [(today.box[0], today.box[2], today)]
    for moment, written in _candidates(first, last, silent, words):
        if any(one.first < moment < one.last for one in silent):
            continue
        label = Label("date", written, scale.x(moment), y)
        left, _, right, _ = label.box
        clear = all(right + _APART <= begin or end + _APART <= left for begin, end, _ in taken)
        if right <= ends[1] and clear:
            taken.append((left, right, label))
    return [label for _, _, label in sorted(taken, key=lambda one: one[0])]


def _inside(label: Label, ends: tuple[float, float]) -> Label:
    """Moved to where it can be read whole."""
    half = width_of(label.text, SIZES[label.look]) / 2
    return Label(
        label.look, label.text, round(min(max(label.x, ends[0] + half), ends[1] - half), 1), label.y, "middle"
    )


def _candidates(first: int, last: int, silent: Sequence[Silent], words: Words) -> Iterator[tuple[int, str]]:
    """The coarser take their place first."""
    begin, end = (to_datetime(moment).astimezone(words.zone) for moment in (first, last))
    # The first date always stands: without it nobody knows which year the others are of.
    yield first, words.date(begin, "full")
    for one in silent:
        day = to_datetime(one.last).astimezone(words.zone)
        yield one.last, words.date(day, "full" if day.year != begin.year else "day")
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    for year in range(begin.year + 1, end.year + 1):
        yield (
            _at(midnight.replace(year=year, month=1, day=1)),
            words.date(midnight.replace(year=year, month=1, day=1), "year"),
        )
    yield from _months(midnight, begin, end, words)
    if last - first <= _FEW_DAYS * DAY:
        for number in range(1, (end - begin).days + 1):
            day = midnight + timedelta(days=number)
            yield _at(day), words.date(day, "day")


def _months(midnight: datetime, begin: datetime, end: datetime, words: Words) -> Iterator[tuple[int, str]]:
    for year in range(begin.year, end.year + 1):
        for month in range(1, 13):
            day = midnight.replace(year=year, month=month, day=1)
            if begin < day <= end:
                yield _at(day), words.date(day, "month")


def _at(day: datetime) -> int:
    return from_datetime(day)
