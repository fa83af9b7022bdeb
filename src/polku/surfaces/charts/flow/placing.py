"""Where places stand and how the steps run between them: the layered layout. The only file that knows graphlay.

From above downwards; the same flow always gets the same layout (docs/decisions/0021).
"""

from collections.abc import Sequence
from typing import Any, Final

import graphlay
import msgspec

from polku.surfaces.charts.flow.given import END, START, Flow, Step

Point = tuple[float, float]
_EDGE: Final = 12.0  # pixels kept free around the picture
_OPTIONS: Final = {
    "direction": "topbottom",
    "effort": "fast",
    "cycles": {"strategy": "follow_flow"},
    "routing": {"port_sides": "facing_only"},
}
_SPACING: Final = {"layer_gap": 44.0, "edge_label_margin": 8.0}
_GAP: Final = 24.0  # between two cards at least
_HALF: Final = 60.0  # a label is no wider than twice this
LOOP: Final = 16.0  # how far a step to the same place goes out
_RANKS: Final = {START: "first", END: "last"}


class Size(msgspec.Struct, frozen=True):
    """A place's card in pixels, and what is kept free at its left for steps to itself, at its right for who leaves."""

    width: float
    height: float
    left: float = 0.0
    right: float = 0.0


class Way(msgspec.Struct, frozen=True):
    """How a step runs, and where the middle of its label stands; `back`: to a place above, or the same."""

    points: tuple[Point, ...]
    label: Point | None
    back: bool


class Placed(msgspec.Struct, frozen=True):
    """The left upper corner of each place's card, each step's way, and the size of it all."""

    corners: tuple[Point, ...]
    ways: tuple[Way, ...]
    width: float
    height: float


def placed(
    flow: Flow, sizes: Sequence[Size], thick: Sequence[float], labels: Sequence[tuple[float, float]]
) -> Placed:
    """Lay the flow out. `thick` is each step's width, `labels` the width and height of its label; 0 for none."""
    if not flow.places:
        return Placed((), (), 0.0, 0.0)
    going = [number for number, step in enumerate(flow.steps) if step.source != step.target]
    told = {
        "nodes": [_node(place.kind, size) for place, size in zip(flow.places, sizes, strict=True)],
        "edges": [_edge(flow.steps[number], thick[number], labels[number]) for number in going],
    }
    # The layout keeps lines out of a node's margins, but not other nodes: those stand far enough apart for any two.
    apart = max(_GAP, max(one.left for one in sizes) + max(one.right for one in sizes))
    options = _OPTIONS | {"spacing": _SPACING | {"node_gap": apart, "isolated_gap": apart}}
    found = graphlay.layout(told, preset="process_map", options=options).raw
    return _Laid(found, flow, sizes, dict(zip(going, found["edges"], strict=True))).placed()


def _node(kind: str, size: Size) -> dict[str, Any]:
    margin = {"cross_neg": size.left, "cross_pos": size.right}  # across the flow
    box = {"width": size.width, "height": size.height}
    return {"size": box, "margin": margin, "rank": _RANKS.get(kind, "free")}


def _edge(step: Step, width: float, label: tuple[float, float]) -> dict[str, Any]:
    size = {"width": label[0], "height": label[1]} if label[0] else None
    ends = {"source": step.source, "target": step.target}
    return ends | {"weight": float(max(step.walks, 1)), "thickness": width, "label_size": size}


class _Laid:
    """A layout, moved so that its left upper corner is where the picture begins."""

    def __init__(
        self, found: dict[str, Any], flow: Flow, sizes: Sequence[Size], edges: dict[int, dict[str, Any]]
    ) -> None:
        self.flow, self.sizes, self.edges = flow, sizes, edges
        low, high = found["bounds"]["min"], found["bounds"]["max"]
        middles = [(node["center"]["x"], node["center"]["y"]) for node in found["nodes"]]
        sides = list(zip(middles, sizes, strict=True))
        self.left = min(low["x"], *(x - size.width / 2 - size.left for (x, _), size in sides)) - _EDGE
        right = max(high["x"], *(x + size.width / 2 + size.right for (x, _), size in sides)) + _EDGE
        anchors = [(at["x"], _HALF) for edge in edges.values() if (at := edge["label_anchor"])]
        self.left = min([self.left, *(x - half for x, half in anchors)])
        right = max([right, *(x + half for x, half in anchors)])
        self.top = low["y"] - _EDGE
        self.width, self.height = round(right - self.left, 1), round(high["y"] - self.top + _EDGE, 1)
        self.corners = tuple(
            (round(x - size.width / 2 - self.left, 1), round(y - size.height / 2 - self.top, 1))
            for (x, y), size in sides
        )

    def placed(self) -> Placed:
        ways = tuple(
            self._way(step, self.edges[number]) if number in self.edges else self._loop(step.source)
            for number, step in enumerate(self.flow.steps)
        )
        return Placed(self.corners, ways, self.width, self.height)

    def _way(self, step: Step, edge: dict[str, Any]) -> Way:
        points = tuple(self._moved(point) for point in edge["points"])
        label = self._moved(edge["label_anchor"]) if edge["label_anchor"] else None
        return Way(points, label, self.corners[step.target][1] <= self.corners[step.source][1])

    def _loop(self, place: int) -> Way:
        """To the same place: out at the card's left and in again."""
        (x, y), size = self.corners[place], self.sizes[place]
        out, first, last = x - LOOP, round(y + 10, 1), round(y + size.height - 10, 1)
        label = (round(x - (LOOP + size.left) / 2, 1), round(y + size.height / 2, 1))
        return Way(((x, first), (out, first), (out, last), (x, last)), label, True)

    def _moved(self, point: dict[str, float]) -> Point:
        return (round(point["x"] - self.left, 1), round(point["y"] - self.top, 1))
