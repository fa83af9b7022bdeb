"""Where places stand and how the steps run between them: the layered layout. The only file that knows graphlay.

From above downwards; the same flow always gets the same layout (docs/decisions/0021).
"""

from collections.abc import Sequence
from typing import Any, Final

import graphlay
import msgspec

from polku.surfaces.charts.flow.given import END, START, Flow

Point = tuple[float, float]
_EDGE: Final = 12.0  # pixels kept free around the picture
_OPTIONS: Final = {
    "direction": "topbottom",
    "effort": "fast",
    "cycles": {"strategy": "follow_flow"},
    "routing": {"port_sides": "facing_only"},
    "self_loops": {"side": "cross_negative"},  # at the left; customers leave at the right
    "spacing": {"layer_gap": 44.0, "node_gap": 40.0, "edge_label_margin": 8.0},
}
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
    told = {
        "nodes": [_node(place.kind, size) for place, size in zip(flow.places, sizes, strict=True)],
        "edges": [
            {
                "source": step.source,
                "target": step.target,
                "weight": float(max(step.walks, 1)),
                "thickness": width,
                "label_size": {"width": label[0], "height": label[1]} if label[0] else None,
            }
            for step, width, label in zip(flow.steps, thick, labels, strict=True)
        ],
    }
    found = graphlay.layout(told, preset="process_map", options=_OPTIONS)
    return _moved(found.raw, flow, sizes, labels)


def _node(kind: str, size: Size) -> dict[str, Any]:
    margin = {"cross_neg": size.left, "cross_pos": size.right}  # across the flow
    card = {"width": size.width, "height": size.height}
    return {"size": card, "margin": margin, "rank": _RANKS.get(kind, "free")}


def _moved(
    found: dict[str, Any], flow: Flow, sizes: Sequence[Size], labels: Sequence[tuple[float, float]]
) -> Placed:
    """With its left upper corner where the picture begins."""
    corners = [
        (node["center"]["x"] - node["size"]["width"] / 2, node["center"]["y"] - node["size"]["height"] / 2)
        for node in found["nodes"]
    ]
    low, high = found["bounds"]["min"], found["bounds"]["max"]
    boxes = list(zip(corners, sizes, strict=True))
    halves = [
        (edge["label_anchor"], label[0] / 2)
        for edge, label in zip(found["edges"], labels, strict=True)
        if edge["label_anchor"]
    ]
    left = min(low["x"], *(at["x"] - half for at, half in halves), *(x for x, _ in corners)) - _EDGE
    right = max(high["x"], *(at["x"] + half for at, half in halves), *(x + size.width + size.right for (x, _), size in boxes))  # fmt: skip
    top = low["y"] - _EDGE
    below = max(high["y"], *(y + size.height for (_, y), size in boxes))

    def move(point: dict[str, float]) -> Point:
        return (round(point["x"] - left, 1), round(point["y"] - top, 1))

    return Placed(
        tuple((round(x - left, 1), round(y - top, 1)) for x, y in corners),
        tuple(
            Way(
                tuple(map(move, edge["points"])),
                move(edge["label_anchor"]) if edge["label_anchor"] else None,
                corners[step.target][1] <= corners[step.source][1],
            )
            for step, edge in zip(flow.steps, found["edges"], strict=True)
        ),
        round(right - left + _EDGE, 1),
        round(below - top + _EDGE, 1),
    )
