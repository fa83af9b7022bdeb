"""Acts as marks in their lanes; those too close to tell apart are one mark, with the number of encounters in it."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import msgspec

from polku.surfaces.charts.timeline.frame import Frame
from polku.surfaces.charts.timeline.given import Act
from polku.surfaces.charts.timeline.letters import width_of
from polku.surfaces.charts.timeline.scale import Scale
from polku.surfaces.charts.timeline.shapes import SIZES, Label, Mark, Shape

MOST: Final = 240  # marks in a picture; with more of them, those farther apart come together too
_WIDER: Final = (1, 4, 8, 16, 32)  # times the frame's gap, until no more than MOST are left
_MANY: Final = (400, 1200)  # acts from which on the narrower gaps need not be tried
_APART: Final = 2.0  # pixels between marks, whatever they hold
_EDGES: Final = 3  # pixels at the top of a counted mark for the customer's acts, at the bottom for ours


class Cluster(msgspec.Struct):
    """Acts of one lane at one place."""

    lane: int
    left: float
    right: float
    acts: list[int]
    strands: set[int]
    theirs: bool = False
    ours: bool = False
    complaint: bool = False

    @property
    def grouped(self) -> bool:
        return len(self.strands) > 1


def clusters(acts: Sequence[Act], scale: Scale, frame: Frame) -> list[Cluster]:
    """The clusters of all lanes, in the order in which they begin."""
    places = scale.places([act.moment for act in acts])
    found: list[Cluster] = []
    for wider in _WIDER[bisect_right(_MANY, len(acts)) :]:
        found = _clusters(acts, places, frame, frame.apart * wider)
        if len(found) <= MOST:
            break
    return found


def _clusters(acts: Sequence[Act], places: Sequence[float], frame: Frame, apart: float) -> list[Cluster]:
    found: list[Cluster] = []
    latest: dict[int, Cluster] = {}
    least, broadest = frame.least, max(frame.broadest, apart)
    for number, (act, x) in enumerate(zip(acts, places, strict=True)):
        one = latest.get(act.lane)
        if one is None or x >= one.right + apart or (x + least > one.left + broadest and one.grouped):
            left = x if one is None else max(x, one.right + _APART)
            one = latest[act.lane] = Cluster(act.lane, left, left + least, [number], {act.strand})
            found.append(one)
        else:
            one.acts.append(number)
            if x + least > one.right:
                one.right = x + least
            if act.strand not in one.strands:
                one.strands.add(act.strand)
                one.right = max(one.right, one.left + _room(len(one.strands)))
        if act.ours:
            one.ours = True
        else:
            one.theirs = True
        if act.complaint:
            one.complaint = True
    return found


def _room(count: int) -> float:
    return width_of(str(count), SIZES["count"]) + 7


def marks(found: Sequence[Cluster], acts: Sequence[Act], tops: Sequence[int], frame: Frame) -> list[Mark]:
    """A mark for each cluster; `tops` are the lanes' own tops."""
    return [_mark(one, acts[one.acts[0]].moment, tops[one.lane], frame) for one in found]


def _mark(one: Cluster, moment: int, top: int, frame: Frame) -> Mark:
    middle = top + frame.lane // 2
    up = middle - frame.mark // 2
    width = round(min(one.right, frame.width) - one.left, 1)
    label = Label("count", str(len(one.strands)), one.left + width / 2, middle + 4, "middle")
    shapes = _counted(one, up, width, frame.mark) if one.grouped else _single(one, up, width, frame.mark)
    if one.complaint:
        shapes.append(Shape("complaint", f"M{one.left - 1} {up - 6}h8l-4 5z"))
    return Mark(
        "acts",
        moment,
        tuple(one.acts),
        one.left,
        up,
        width,
        frame.mark,
        tuple(shapes),
        label if one.grouped else None,
    )


def _single(one: Cluster, up: int, width: float, height: int) -> list[Shape]:
    """The upper half is what the customer did, the lower half what we did."""
    look = "act act-complaint" if one.complaint else "act"
    if one.theirs and one.ours:
        return [Shape(look, _bar(one.left, up, width, height))]
    half = height // 2
    if one.theirs:
        return [Shape(look, _bar(one.left, up, width, half))]
    return [Shape("act act-ours", _bar(one.left, up + half, width, height - half))]


def _counted(one: Cluster, up: int, width: float, height: int) -> list[Shape]:
    shapes = [Shape("counted", _bar(one.left, up, width, height))]
    if one.theirs:
        shapes.append(Shape("act", _bar(one.left, up, width, _EDGES)))
    if one.ours:
        shapes.append(Shape("act act-ours", _bar(one.left, up + height - _EDGES, width, _EDGES)))
    return shapes


def _bar(left: float, top: float, width: float, height: float) -> str:
    return f"M{left} {top}h{width}v{height}h{-width}z"
