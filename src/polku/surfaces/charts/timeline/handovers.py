"""Handovers as slanted lines, from the lane of the one who passed on to the lane of the one who took over."""

from collections.abc import Sequence
from typing import Final

from polku.surfaces.charts.timeline.frame import Frame
from polku.surfaces.charts.timeline.given import Handover
from polku.surfaces.charts.timeline.letters import width_of
from polku.surfaces.charts.timeline.room import Room
from polku.surfaces.charts.timeline.scale import Scale
from polku.surfaces.charts.timeline.shapes import SIZES, Label, Mark, Shape

_LEAST: Final = 10.0  # pixels sideways, so that the line is slanted
_MOST: Final = 12  # handovers that are drawn; with more of them the latest


def slanted(
    handovers: Sequence[Handover], scale: Scale, tops: Sequence[int], frame: Frame, room: Room
) -> list[Mark]:
    """The latest handovers' marks, with their words where a lane has room for them."""
    first = max(0, len(handovers) - _MOST)
    return [
        _mark(number, handovers[number], scale, tops, frame, room) for number in range(first, len(handovers))
    ]


def _mark(number: int, one: Handover, scale: Scale, tops: Sequence[int], frame: Frame, room: Room) -> Mark:
    half = frame.lane // 2
    begin, y = scale.x(one.moment), tops[one.lane] + half
    end, to_y = max(scale.x(one.until), begin + _LEAST), tops[one.to_lane] + half
    if one.lane == one.to_lane:
        begin, end, y, to_y = begin - 4, begin + 4, y + half - 2, y - half + 2
    d = f"M{round(begin, 1)} {y}L{round(end, 1)} {to_y}"
    top, bottom = min(y, to_y), max(y, to_y)
    for lane in range(min(one.lane, one.to_lane), max(one.lane, one.to_lane) + 1):
        room.take(lane, begin - 2, end + 2)
    label = _label(one, end + 6, frame, tops, room)
    return Mark("handovers", one.moment, (number,), round(begin, 1), top, round(end - begin, 1), max(bottom - top, 1), (Shape("handover", d),), label)  # fmt: skip


def _label(one: Handover, left: float, frame: Frame, tops: Sequence[int], room: Room) -> Label | None:
    for words in one.labels:
        right = left + width_of(words, SIZES["note"])
        for lane in (one.to_lane, one.lane):
            if right <= frame.width and room.free(lane, left - 2, right + 2):
                room.take(lane, left - 2, right + 2)
                return Label("note", words, left, tops[lane] + frame.lane // 2 + 4)
    return None
