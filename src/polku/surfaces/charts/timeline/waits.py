"""What lies between the marks of a lane: the encounter that goes on, and who waits for whom."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from polku.surfaces.charts.timeline.frame import Frame
from polku.surfaces.charts.timeline.given import Act, Wait
from polku.surfaces.charts.timeline.scale import Scale
from polku.surfaces.charts.timeline.shapes import Shape

_SHORTEST: Final = 2.0  # pixels; what is shorter lies under its marks

Stretch = tuple[float, float]


def lines(
    acts: Sequence[Act], waits: Sequence[Wait], scale: Scale, tops: Sequence[int], frame: Frame
) -> list[Shape]:
    """Strands that go on, the customer's waits for us and ours for them, each lane's laid together."""
    going_on = _together((lane, span) for lane, span in _strands(acts, scale))
    theirs = _together((one.lane, _stretch(one, scale)) for one in waits if not one.for_us)
    ours = _together((one.lane, _stretch(one, scale)) for one in waits if one.for_us)
    return [
        Shape(
            look, " ".join(f"M{left} {tops[lane] + frame.lane // 2}H{right}" for lane, left, right in found)
        )
        for look, found in (("strand", going_on), ("wait-theirs", theirs), ("wait-ours", ours))
        if found
    ]


def _stretch(wait: Wait, scale: Scale) -> Stretch:
    return scale.x(wait.first), scale.x(wait.last)


def _strands(acts: Sequence[Act], scale: Scale) -> Iterator[tuple[int, Stretch]]:
    first: dict[tuple[int, int], int] = {}
    last: dict[tuple[int, int], int] = {}
    for act in acts:
        strand = (act.lane, act.strand)
        first.setdefault(strand, act.moment)
        last[strand] = act.moment
    for strand, moment in first.items():
        if last[strand] != moment:
            yield strand[0], (scale.x(moment), scale.x(last[strand]))


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
