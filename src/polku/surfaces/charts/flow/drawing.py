"""The whole flow: everything in its place. The same flow is always the same drawing."""

from polku.surfaces.charts.flow import ways
from polku.surfaces.charts.flow.cards import Card
from polku.surfaces.charts.flow.given import Flow
from polku.surfaces.charts.flow.labels import free_places
from polku.surfaces.charts.flow.leaving import Exits
from polku.surfaces.charts.flow.placing import Placed, Size, placed
from polku.surfaces.charts.flow.shapes import Drawing, Mark


def drawing(flow: Flow) -> Drawing:
    """Lay out and draw what `choosing.shown` left of a flow."""
    cards = [Card(place) for place in flow.places]
    exits = [Exits([one for one in flow.leavings if one.place == number]) for number in range(len(cards))]
    most = max((step.walks for step in flow.steps), default=1)
    thick = [ways.thickness(step, most) for step in flow.steps]
    words = [ways.label_size(step) for step in flow.steps]
    loops = {
        step.source: ways.loop_room(width, wide)
        for step, width, (wide, _high) in zip(flow.steps, thick, words, strict=True)
        if step.source == step.target
    }
    sizes = [
        Size(card.width, card.height, loops.get(number, 0.0), out.width)
        for number, (card, out) in enumerate(zip(cards, exits, strict=True))
    ]
    laid = placed(flow, sizes, thick, words)
    boxes = [
        (x, y, x + card.width + out.width, y + card.height)
        for (x, y), card, out in zip(laid.corners, cards, exits, strict=True)
    ]
    middles = free_places(laid.ways, words, thick, boxes)
    going = [
        ways.mark(step, way, width, middle)
        for step, way, width, middle in zip(flow.steps, laid.ways, thick, middles, strict=True)
    ]
    return Drawing(laid.width, laid.height, tuple(_in_order(laid, cards, exits, going)))


def _in_order(laid: Placed, cards: list[Card], exits: list[Exits], going: list[Mark]) -> list[Mark]:
    """Card by card from above, each with who leaves there and the steps that go out from it."""
    marks: list[Mark] = []
    for number in sorted(range(len(cards)), key=lambda one: (laid.corners[one][1], laid.corners[one][0])):
        left, top = laid.corners[number]
        card = cards[number]
        marks.append(card.mark(number, left, top))
        marks += exits[number].marks(left + card.width, top, card.height)
        marks += [mark for mark in going if mark.source == number]
    return marks
