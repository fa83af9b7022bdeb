"""The lines of steps: as wide as they are walked, with round corners, an arrow's head and a label beside them."""

from math import hypot, sqrt
from typing import Final

from polku.surfaces.charts.flow.given import Step
from polku.surfaces.charts.flow.placing import LOOP, Point, Way
from polku.surfaces.charts.flow.shapes import SIZES, Label, Mark, Shape
from polku.surfaces.charts.timeline.letters import width_of

_THIN, _THICK = 1.2, 8.0
_HEIGHT: Final = 16.0
_CORNER: Final = 7.0


def thickness(step: Step, most: int) -> float:
    """Pixels: the area of ink goes with the walks."""
    return round(_THIN + (_THICK - _THIN) * sqrt(step.walks / max(most, 1)), 1)


def label_size(step: Step) -> tuple[float, float]:
    """Width and height that its label takes; nothing where it has none."""
    return (width_of(step.label, SIZES["label"]) + 6, _HEIGHT) if step.label else (0.0, 0.0)


def loop_room(width: float, label: float) -> float:
    """Pixels that a step to the same place takes at the left of its card."""
    return LOOP + width / 2 + label


def mark(step: Step, way: Way, width: float, middle: Point | None) -> Mark:
    """The step as it runs. A step back, and one to the same place, has a look of its own."""
    look = "back" if way.back else "on"
    head = 4.0 + width
    line = _line(_shortened(way.points, head - 1))
    shapes = (Shape(f"way {look}", line, width), Shape(f"head {look}", _head(way.points, head)))
    labels: tuple[Label, ...] = ()
    if middle:
        labels = (Label(f"label {look}", step.label, middle[0], round(middle[1] + 4, 1)),)
    return Mark(
        "step", step.said, step.address, step.source, step.target, Shape("hit line", line), shapes, labels
    )


def _shortened(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    """So that the line ends within the arrow's head."""
    (fx, fy), (tx, ty) = points[-2], points[-1]
    length = hypot(tx - fx, ty - fy) or 1.0
    share = min(by / length, 1.0)
    return (*points[:-1], (round(tx - (tx - fx) * share, 1), round(ty - (ty - fy) * share, 1)))


def _line(points: tuple[Point, ...]) -> str:
    """Straight pieces with round corners."""
    (x, y), *rest = points
    parts = [f"M{x:g} {y:g}"]
    for at, corner in enumerate(rest[:-1]):
        before, after = points[at], rest[at + 1]
        room = min(_CORNER, _apart(before, corner) / 2, _apart(corner, after) / 2)
        (ax, ay), (bx, by) = _toward(corner, before, room), _toward(corner, after, room)
        parts.append(f"L{ax:g} {ay:g}Q{corner[0]:g} {corner[1]:g} {bx:g} {by:g}")
    x, y = points[-1]
    return "".join([*parts, f"L{x:g} {y:g}"])


def _head(points: tuple[Point, ...], size: float) -> str:
    (fx, fy), (tx, ty) = points[-2], points[-1]
    length = hypot(tx - fx, ty - fy) or 1.0
    dx, dy = (tx - fx) / length, (ty - fy) / length
    bx, by = tx - dx * size, ty - dy * size
    half = size * 0.55
    return (
        f"M{tx:g} {ty:g}L{bx - dy * half:.1f} {by + dx * half:.1f}L{bx + dy * half:.1f} {by - dx * half:.1f}z"
    )


def _apart(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _toward(one: Point, other: Point, by: float) -> Point:
    length = _apart(one, other) or 1.0
    return (round(one[0] + (other[0] - one[0]) * by / length, 1), round(one[1] + (other[1] - one[1]) * by / length, 1))  # fmt: skip
