"""The lines between cards, and out of the frame."""

from typing import Final

from polku.surfaces.charts.map.layout import GAP, WIDTH, Box

_SWING: Final = 26  # pixels that a line swings out beside cards of one stage
_HEAD: Final = 5


def way(source: Box, target: Box) -> tuple[str, str]:
    """From card to card, as an SVG path, and the head of its arrow. Those of one stage swing round on the right."""
    if target.left > source.left:
        return _across(source.right, source.middle, target.left, target.middle)
    if target.left < source.left:
        return _across(source.left, source.middle + 14, target.right, target.middle + 14)
    down = 1 if target.top > source.top else -1
    x, first, last = source.right, source.middle + 10 * down, target.middle - 10 * down
    out = x + _SWING
    return f"M{x} {first}C{out} {first} {out} {last} {x + _HEAD} {last}", _head(x, last, -1)


def _across(x: int, y: int, to_x: int, to_y: int) -> tuple[str, str]:
    """A line that leaves and arrives level; `forward` to the right, else to the left."""
    forward = 1 if to_x > x else -1
    end = to_x - _HEAD * forward
    bend = max(GAP // 2, abs(end - x) // 2) * forward
    return f"M{x} {y}C{x + bend} {y} {end - bend} {to_y} {end} {to_y}", _head(to_x, to_y, forward)


def _head(x: int, y: int, forward: int) -> str:
    back = x - (_HEAD + 3) * forward
    return f"M{x} {y}L{back} {y - 4}V{y + 4}z"


def way_out(box: Box, number: int, height: int) -> tuple[str, str]:
    """Down from a card and out of the frame; each of a stage's cards, by its number, has its own track."""
    x = box.left + 14 + (number * 10) % (WIDTH - 28)
    return f"M{x} {box.bottom}V{height - 16}", f"M{x} {height - 8}L{x - 4} {height - 16}H{x + 4}z"


def weight(share: float) -> int:
    """How strong a line is drawn: one of five."""
    return min(5, 1 + int(share * 5))
