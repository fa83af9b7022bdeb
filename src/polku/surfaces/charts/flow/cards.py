"""Cards: how large a place's card has to be for its words, and how it looks."""

from typing import Final

from polku.surfaces.charts.flow.given import Place
from polku.surfaces.charts.flow.shapes import SIZES, Label, Mark, Shape
from polku.surfaces.charts.timeline.letters import width_of

_LEAST: Final = 96.0
_MOST: Final = 190.0
_SIDE: Final = 10.0  # free at each side of the words
_ROW: Final = 16.0
_TOP: Final = 8.0
_ROUND: Final = 6.0


class Card:
    """One place's card: its lines of words, cut where even two lines do not hold them, and its size."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.titles = _lines(place.title, SIZES["title"], _MOST - 2 * _SIDE)
        line = _cut(place.line, SIZES["line"], _MOST - 2 * _SIDE)
        widths = [width_of(text, SIZES["title"]) for text in self.titles]
        self.line = line
        self.width = max(_LEAST, *widths, width_of(line, SIZES["line"])) + 2 * _SIDE
        self.height = 2 * _TOP + _ROW * (len(self.titles) + bool(line))

    def mark(self, number: int, left: float, top: float) -> Mark:
        """As it stands with its left upper corner there."""
        place, middle = self.place, round(left + self.width / 2, 1)
        look = f"place {place.kind or ('strange' if place.strange else 'known')}"
        round_ = self.height / 2 if place.kind else _ROUND
        d = _box(left, top, self.width, self.height, round_)
        labels = [
            Label("title", text, middle, top + _TOP + 12 + _ROW * row) for row, text in enumerate(self.titles)
        ]
        if self.line:
            labels.append(Label("line", self.line, middle, top + _TOP + 11.5 + _ROW * len(self.titles)))
        hit = Shape("hit", d)
        return Mark("place", place.said, place.address, number, number, hit, (Shape(look, d),), tuple(labels))


def _box(left: float, top: float, width: float, height: float, corner: float) -> str:
    across, down = width - 2 * corner, height - 2 * corner
    turn = f"a{corner:g} {corner:g} 0 0 1"
    return (
        f"M{left + corner:g} {top:g}h{across:g}{turn} {corner:g} {corner:g}v{down:g}{turn} {-corner:g} {corner:g}"
        f"h{-across:g}{turn} {-corner:g} {-corner:g}v{-down:g}{turn} {corner:g} {-corner:g}z"
    )


def _lines(text: str, size: int, room: float) -> tuple[str, ...]:
    """The words on one line or two: broken between words where that is possible, within a word where not."""
    if width_of(text, size) <= room:
        return (text,)
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        first = " ".join(words[:count])
        if width_of(first, size) <= room:
            return (first, _cut(" ".join(words[count:]), size, room))
    fitting = next(count for count in range(len(text), 0, -1) if width_of(text[:count] + "-", size) <= room)
    return (f"{text[:fitting]}-", _cut(text[fitting:], size, room))


def _cut(text: str, size: int, room: float) -> str:
    if width_of(text, size) <= room:
        return text
    fitting = next(count for count in range(len(text), -1, -1) if width_of(text[:count] + "…", size) <= room)
    return f"{text[:fitting].rstrip()}…"
