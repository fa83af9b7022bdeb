"""What a timeline is made of: shapes, words and marks, each with its place. Units are pixels."""

from typing import Final

import msgspec

from polku.surfaces.charts.timeline.letters import width_of

SIZES: Final = {
    "name": 13,
    "name-above": 11,
    "stage": 13,
    "date": 12,
    "note": 12,
    "length": 11,
    "count": 11,
    "title": 11,
}


class Shape(msgspec.Struct, frozen=True, gc=False):
    """A path as SVG writes it, and its class."""

    look: str
    d: str


class Label(msgspec.Struct, frozen=True):
    """Words on one line; `y` is their baseline, `anchor` start, middle or end."""

    look: str
    text: str
    x: float
    y: float
    anchor: str = "start"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom: at least as large as the words come out in the fonts we know."""
        size = SIZES[self.look]
        width = width_of(self.text, size)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return (left, self.y - size * 0.8, left + width, self.y + size * 0.25)


class Mark(msgspec.Struct, frozen=True):
    """What can be pointed at and walked to: `members` number what it stands for in that kind's list."""

    kind: str  # acts, handovers, promises, ratings, silences
    moment: int
    members: tuple[int, ...]
    left: float
    top: float
    width: float
    height: float
    shapes: tuple[Shape, ...]
    label: Label | None = None


class Drawing(msgspec.Struct, frozen=True):
    """The whole picture. Lines lie under marks; marks stand in the order of time."""

    width: int
    height: int
    lines: list[Shape]
    marks: list[Mark]
    labels: list[Label]

    @property
    def words(self) -> list[Label]:
        """All labels, those of marks too."""
        return [*self.labels, *(mark.label for mark in self.marks if mark.label)]
