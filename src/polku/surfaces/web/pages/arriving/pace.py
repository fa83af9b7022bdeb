"""How fast each source speaks just now: the last minute in steps of five seconds, out of the newest events."""

from typing import Final

import msgspec
from django.db import connections

from polku.intake.sources import SourceLine, source_lines
from polku.lib.clock import MINUTE, SECOND
from polku.timeline.log.read import last_position
from polku.timeline.log.router import log_alias

NEWEST: Final = 20_000  # events looked at, so that a full log costs no more than a young one
STEP: Final = 5 * SECOND
STEPS: Final = MINUTE // STEP
_HIGHEST: Final = 20
_APART: Final = 11


class Bar(msgspec.Struct, frozen=True):
    """A step as drawn, in pixels."""

    x: int
    y: int
    height: int


class Pace(msgspec.Struct, frozen=True):
    """One source just now; `steps` are the events of each step of the last minute, the oldest step first."""

    line: SourceLine
    steps: list[int]
    lag: int  # how long its oldest unread event has waited for the worker, microseconds; 0: all is read

    @property
    def in_the_last_minute(self) -> int:
        return sum(self.steps)

    @property
    def bars(self) -> list[Bar]:
        """One for each step that brought something; the highest is 20 pixels, the lowest never invisible."""
        most = max(self.steps, default=0)
        return [_bar(step, -(-_HIGHEST * count // most)) for step, count in enumerate(self.steps) if count]


class Now(msgspec.Struct, frozen=True):
    """All sources in force; `whole` is False where the last minute brought more than was looked at."""

    sources: list[Pace]
    whole: bool


def paces(moment: int, position: int) -> Now:
    """Every source that is not retired, by name, at `moment`; `position` is how far the worker has read."""
    counted, oldest = _counted(moment), _unread_since(position)
    whole = sum(sum(steps) for steps in counted.values()) < NEWEST
    lines = [line for line in source_lines() if line.source.retired_at is None]
    return Now([_pace(line, counted, oldest, moment) for line in lines], whole)


def _pace(line: SourceLine, counted: dict[int, list[int]], oldest: dict[int, int], moment: int) -> Pace:
    steps = counted.get(line.source.pk, [0] * STEPS)
    return Pace(line, steps, max(0, moment - oldest.get(line.source.pk, moment)))


def _unread_since(position: int) -> dict[int, int]:
    """Source id → when its first event behind the position came, among the newest."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT source_id, MIN(received_at) FROM timeline_event WHERE id > %s GROUP BY source_id",
            [max(position, last_position() - NEWEST)],
        )
        return dict(cursor.fetchall())


def _bar(step: int, height: int) -> Bar:
    return Bar(step * _APART, _HIGHEST + 1 - height, height)


def _counted(moment: int) -> dict[int, list[int]]:
    """Source id → its steps. Steps begin at whole multiples of five seconds, so that bars move but don't flicker."""
    last = moment // STEP
    first = last - STEPS + 1
    with connections[log_alias()].cursor() as cursor:
        cursor.execute(
            f"SELECT source_id, received_at / {STEP}, COUNT(*) FROM timeline_event"
            " WHERE id > %s AND received_at >= %s GROUP BY 1, 2",
            [last_position() - NEWEST, first * STEP],
        )
        rows: list[tuple[int, int, int]] = cursor.fetchall()
    counted: dict[int, list[int]] = {}
    for source_id, step, count in rows:
        # A clock that went back leaves events of the future; they count as just now.
        counted.setdefault(source_id, [0] * STEPS)[min(step, last) - first] += count
    return counted
