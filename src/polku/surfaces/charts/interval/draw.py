"""One small picture: the interval fades to its ends, the estimate is a stroke, what it is held against a dashed line.

The words beside it say the same, so it is hidden from screen readers. Shapes tell the parts apart, not colours.
"""

from typing import Final

WIDTH: Final = 160  # pixels
HEIGHT: Final = 14
_MIDDLE: Final = HEIGHT // 2


def interval_svg(
    value: float, low: float, high: float, start: float = 0, end: float = 1, against: float | None = None
) -> str:
    """The picture of `value` within `low` and `high` on a line from `start` to `end`; `against` is dashed.

    What reaches beyond the line is drawn to its end, and points onward there.
    """
    ends = _at(low, start, end), _at(high, start, end)
    at = _at(value, start, end)
    middle = (ends[0] + at) / 2, (ends[1] + at) / 2
    onward = _pointer(low < start, 0, 5) + _pointer(high > end, WIDTH, WIDTH - 5)
    return (
        f'<svg class="interval" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<path class="interval-axis" d="M0 {_MIDDLE}H{WIDTH}"/>'
        f'<rect class="interval-fade" x="{ends[0]:.1f}" y="4" width="{ends[1] - ends[0]:.1f}" height="6"/>'
        f'<rect class="interval-sure" x="{middle[0]:.1f}" y="4" width="{middle[1] - middle[0]:.1f}" height="6"/>'
        f'{onward}{_against(against, start, end)}<path class="interval-value" d="M{at:.1f} 1V13"/></svg>'
    )


def _against(value: float | None, start: float, end: float) -> str:
    if value is None:
        return ""
    return f'<path class="interval-against" d="M{_at(value, start, end):.1f} 0V{HEIGHT}"/>'


def _pointer(beyond: bool, tip: int, foot: int) -> str:
    return f'<path class="interval-onward" d="M{foot} 2L{tip} {_MIDDLE}L{foot} 12Z"/>' if beyond else ""


def _at(value: float, start: float, end: float) -> float:
    """Pixels from the left, within the picture."""
    return min(max((value - start) / (end - start), 0.0), 1.0) * WIDTH
