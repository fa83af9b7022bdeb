"""The band on top: how the path went through the stages."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.surfaces.charts.timeline.given import Entered
from polku.surfaces.charts.timeline.letters import width_of
from polku.surfaces.charts.timeline.scale import Scale
from polku.surfaces.charts.timeline.shapes import SIZES, Label, Mark, Shape

ROW: Final = 24  # pixels
_BAR: Final = 20
_POINT: Final = 6  # how far a piece's point reaches into the next one
_LEAST: Final = 14.0  # a stay shorter than this becomes part of the one after it


class _Stay(msgspec.Struct):
    """A stay in a stage: from where on, and the entries that make it up; the last one says which stage."""

    left: float
    entries: list[int]


def band(stages: Sequence[Entered], scale: Scale, until: float, top: int) -> list[Mark]:
    """One piece for each stay in a stage; its title where it fits."""
    stays: list[_Stay] = []
    for number, one in enumerate(stages):
        x = scale.x(one.moment)
        if stays and x - stays[-1].left < _LEAST:
            stays[-1].entries.append(number)
        else:
            stays.append(_Stay(x, [number]))
        if len(stays) > 1 and stages[stays[-2].entries[-1]].number == one.number:
            back = stays.pop()
            stays[-1].entries += back.entries
    rights = [stay.left for stay in stays[1:]]
    return [
        _piece(stages, stay, right, top)
        for stay, right in zip(stays, [*rights, max(until, stays[-1].left + _LEAST)], strict=True)
    ]


def _piece(stages: Sequence[Entered], stay: _Stay, right: float, top: int) -> Mark:
    left, width = stay.left, round(right - stay.left - 2, 1)
    one = stages[stay.entries[-1]]
    fits = width_of(one.title, SIZES["stage"]) + 2 * _POINT + 2 <= width
    label = Label("stage", one.title, left + _POINT + 4, top + 15) if fits else None
    half = _BAR // 2
    d = f"M{left} {top}h{width}l{_POINT} {half}l{-_POINT} {half}h{-width}l{_POINT} {-half}z"
    look = "stage" if one.number % 2 else "stage stage-even"
    moment = stages[stay.entries[0]].moment
    return Mark("stages", moment, tuple(stay.entries), left, top, width, _BAR, (Shape(look, d),), label)
