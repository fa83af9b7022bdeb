"""What encounters were about, written above their first mark where there is room: the newest first."""

from collections.abc import Sequence
from typing import Final

from polku.surfaces.charts.timeline.frame import Frame
from polku.surfaces.charts.timeline.lanes import Cluster
from polku.surfaces.charts.timeline.letters import width_of
from polku.surfaces.charts.timeline.room import Room
from polku.surfaces.charts.timeline.shapes import SIZES, Label

_LENGTHS: Final = (34, 20)  # letters: whole, or cut with a mark
_APART: Final = 6.0


def titles(
    found: Sequence[Cluster], words: Sequence[str], tops: Sequence[int], frame: Frame, room: Room
) -> list[Label]:
    """The titles of encounters that stand alone; each once, at its beginning."""
    firsts: dict[int, Cluster] = {}
    for one in found:
        if not one.grouped:
            firsts.setdefault(next(iter(one.strands)), one)
    labels = (
        _title(one, words[strand], tops[one.lane], frame, room)
        for strand, one in reversed(firsts.items())
        if words[strand]
    )
    return [label for label in labels if label]


def _title(one: Cluster, words: str, top: int, frame: Frame, room: Room) -> Label | None:
    left = one.right + 3
    for cut in dict.fromkeys(_cut(words, length) for length in _LENGTHS):
        right = left + width_of(cut, SIZES["title"])
        if right <= frame.width and room.free(one.lane, left, right + _APART):
            room.take(one.lane, left, right + _APART)
            return Label("title", cut, round(left, 1), top + frame.lane // 2 - 4)
    return None


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
