"""Where everything on the map stands: pixels, from the upper left. The same map is always the same drawing."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.surfaces.charts.map.given import Card, Given
from polku.surfaces.charts.timeline.letters import width_of

WIDTH: Final = 176  # of a card
HEIGHT: Final = 92
GAP: Final = 30  # between stages: arrows go there
ROW: Final = 12  # between cards
HEAD: Final = 34
FOOT: Final = 44
NAME_SIZE: Final = 12
_NAMES: Final = 56  # the least width of the lanes' names
_LANE: Final = 8  # between lanes, besides ROW


class Box(msgspec.Struct, frozen=True):
    """A card's place."""

    left: int
    top: int

    @property
    def right(self) -> int:
        return self.left + WIDTH

    @property
    def bottom(self) -> int:
        return self.top + HEIGHT

    @property
    def middle(self) -> int:
        return self.top + HEIGHT // 2


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
    lanes, top = [], HEAD
    for number, name in enumerate(given.lanes):
        bottom = top + _depth(given.cards, number) * (HEIGHT + ROW) - ROW
        lanes.append(Lane(name, top, bottom))
        top = bottom + ROW + _LANE
    boxes = _boxes(given.cards, lefts, lanes)
    right = lefts[-1] + WIDTH + GAP // 2 if lefts else names
    return Layout(right, top - _LANE + FOOT, boxes, lefts, lanes)


def _depth(cards: Sequence[Card], lane: int) -> int:
    """How many cards stand above each other in the fullest stage of a lane."""
    stages = [card.stage for card in cards if card.lane == lane]
    return max((stages.count(stage) for stage in stages), default=1)


def _boxes(cards: Sequence[Card], lefts: list[int], lanes: list[Lane]) -> list[Box]:
    boxes, filled = [], dict.fromkeys({(card.stage, card.lane) for card in cards}, 0)
    for card in cards:
        row = filled[card.stage, card.lane]
        filled[card.stage, card.lane] = row + 1
        boxes.append(Box(lefts[card.stage], lanes[card.lane].top + row * (HEIGHT + ROW)))
    return boxes
