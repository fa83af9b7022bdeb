"""Where everything on the map stands: pixels, from the upper left. The same map is always the same drawing."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.surfaces.charts.map.given import Card, Given
from polku.surfaces.charts.timeline.letters import width_of

WIDTH: Final = 176  # of a card
HEIGHT: Final = 92  # with a title of one line
EDGE: Final = 9  # between a card's border and its words
INNER: Final = WIDTH - 2 * EDGE  # for its words
TITLE_SIZE: Final = 13
TIGHT_SIZE: Final = 10.5  # of a title's line that is one long word
TITLE_LINE: Final = 15  # what a title's second line adds
GAP: Final = 30  # between stages: arrows go there
ROW: Final = 12  # between cards
HEAD: Final = 34
FOOT: Final = 44
NAME_SIZE: Final = 12
_NAMES: Final = 56  # the least width of the lanes' names
_LANE: Final = 8  # between lanes, besides ROW
_ASIDE: Final = 26  # right of the last stage: its lines swing out there


class Box(msgspec.Struct, frozen=True):
    """A card's place, and the lines of its title."""

    left: int
    top: int
    title: tuple[str, ...]

    @property
    def right(self) -> int:
        return self.left + WIDTH

    @property
    def height(self) -> int:
        return HEIGHT + TITLE_LINE * (len(self.title) - 1)

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


class Lane(msgspec.Struct, frozen=True):
    """A channel's band across the stages."""

    name: str
    top: int
    bottom: int


class Layout(msgspec.Struct, frozen=True):
    """The places: `boxes` of the cards, `lefts` of the stages."""

    width: int
    height: int
    boxes: list[Box]
    lefts: list[int]
    lanes: list[Lane]


def laid_out(given: Given) -> Layout:
    """Stages in columns, channels in bands as high as the fullest stage needs."""
    names = max([_NAMES, *(int(width_of(name, NAME_SIZE)) + 12 for name in given.lanes)])
    lefts = [names + number * (WIDTH + GAP) for number in range(len(given.columns))]
    boxes: dict[int, Box] = {}
    lanes, top = [], HEAD
    for number, name in enumerate(given.lanes):
        boxes |= _boxes(given.cards, number, lefts, top)
        bottom = max((boxes[n].bottom for n in boxes if given.cards[n].lane == number), default=top + HEIGHT)
        lanes.append(Lane(name, top, bottom))
        top = bottom + ROW + _LANE
    right = lefts[-1] + WIDTH + _ASIDE if lefts else names
    return Layout(right, top - _LANE + FOOT, [boxes[n] for n in range(len(boxes))], lefts, lanes)


def _boxes(cards: Sequence[Card], lane: int, lefts: list[int], top: int) -> dict[int, Box]:
    """The places of a lane's cards, by their numbers: below each other in each stage, in rows across the stages."""
    rows: list[list[int]] = []
    filled = dict.fromkeys(range(len(lefts)), 0)
    for number, card in enumerate(cards):
        if card.lane == lane:
            rows += [[]] if filled[card.stage] == len(rows) else []
            rows[filled[card.stage]].append(number)
            filled[card.stage] += 1
    boxes: dict[int, Box] = {}
    for row in rows:
        placed = {n: Box(lefts[cards[n].stage], top, title_lines(cards[n].title)) for n in row}
        top = max(box.bottom for box in placed.values()) + ROW
        boxes |= placed
    return boxes


def title_lines(title: str) -> tuple[str, ...]:
    """A card's title in one line, or in two if it is long; what does not fit even so ends in an ellipsis.

    A line may be wider than the card if it is one long word, as Finnish has them: it is set smaller then.
    """
    if width_of(title, TITLE_SIZE) <= INNER:
        return (title,)
    words = title.split()
    fitting = [n for n in range(1, len(words)) if width_of(" ".join(words[:n]), TITLE_SIZE) <= INNER]
    cut = fitting[-1] if fitting else 1
    return tuple(_fitted(line) for line in (" ".join(words[:cut]), " ".join(words[cut:])) if line)


def _fitted(line: str) -> str:
    return shortened(line, TITLE_SIZE if " " in line else TIGHT_SIZE, INNER)


def shortened(text: str, size: float, room: float) -> str:
    """As much of the words as fits, with an ellipsis where some had to go."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
