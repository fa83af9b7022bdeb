"""What lies between the marks of a lane: the encounter that goes on, and who waits for whom."""

from collections.abc import Iterable, Sequence
from typing import Final

from polku.surfaces.charts.timeline.frame import Frame
from polku.surfaces.charts.timeline.given import Act, Wait
from polku.surfaces.charts.timeline.scale import Scale
from polku.surfaces.charts.timeline.shapes import Shape

_SHORTEST: Final = 2.0  # pixels; what is shorter lies under its marks

Stretch = tuple[float, float]
Strand = tuple[int, int, int]  # lane, first moment, last moment


def lines(
    strands: Sequence[Strand], waits: Sequence[Wait], scale: Scale, tops: Sequence[int], frame: Frame
) -> list[Shape]:
    """Strands that go on, the customer's waits for us and ours for them, each lane's laid together."""
    strands_on = _together((lane, (scale.x(first), scale.x(last))) for lane, first, last in strands)
    theirs = _together((one.lane, _stretch(one, scale)) for one in waits if not one.for_us)
    ours = _together((one.lane, _stretch(one, scale)) for one in waits if one.for_us)
    return [
        Shape(
            look, " ".join(f"M{left} {tops[lane] + frame.lane // 2}H{right}" for lane, left, right in found)
        )
        for look, found in (("strand", strands_on), ("wait-theirs", theirs), ("wait-ours", ours))
        if found
    ]


def _stretch(wait: Wait, scale: Scale) -> Stretch:
    return scale.x(wait.first), scale.x(wait.last)


def going_on(acts: Sequence[Act]) -> list[Strand]:
    """Each strand that goes on in a lane after its first moment."""
    first: dict[tuple[int, int], int] = {}
    last: dict[tuple[int, int], int] = {}
    for act in acts:
        key = (act.lane, act.strand)
        first.setdefault(key, act.moment)
        last[key] = act.moment
    return [(key[0], moment, last[key]) for key, moment in first.items() if last[key] != moment]


def _together(stretches: Iterable[tuple[int, Stretch]]) -> list[tuple[int, float, float]]:
    """(lane, from, to): what overlaps in a lane as one."""
    found: list[tuple[int, float, float]] = []
    for lane, (left, right) in sorted(stretches):
        if right - left < _SHORTEST:
            continue
        if found and found[-1][0] == lane and left <= found[-1][2]:
            found[-1] = (lane, found[-1][1], max(found[-1][2], right))
        else:
            found.append((lane, left, right))
    return found
