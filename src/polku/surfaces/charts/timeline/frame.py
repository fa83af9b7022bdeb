"""The two frames a timeline is drawn in: for a desk's width, and for a phone's."""

from typing import Final

import msgspec


class Frame(msgspec.Struct, frozen=True):
    """Sizes in pixels. `beside`: row names stand left of the rows; else in a line of their own above each."""

    width: int
    beside: bool
    lane: int  # the height of a row, without its name where that stands above
    mark: int  # the height of a mark
    least: float  # the least width of a mark
    apart: float  # the least gap between two marks of a lane
    hush: float  # the width of a silence
    broadest: float = 36.0  # the greatest width of a mark of several encounters; then another one begins
    titles: bool = True  # whether encounters are named where there is room
    edge: float = 44.0  # kept free at the right, for what stands at the last moment


WIDE: Final = Frame(width=1200, beside=True, lane=28, mark=14, least=5.0, apart=2.0, hush=66.0)
NARROW: Final = Frame(
    width=358, beside=False, lane=20, mark=14, least=6.0, apart=2.0, hush=40.0, edge=34.0, titles=False
)
ABOVE: Final = 14  # the height of a name's own line
