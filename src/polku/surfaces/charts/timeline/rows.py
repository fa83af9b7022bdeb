"""How the rows of a timeline lie one below the other, and their names."""

from collections.abc import Sequence

from polku.surfaces.charts.timeline.frame import ABOVE, Frame
from polku.surfaces.charts.timeline.letters import width_of
from polku.surfaces.charts.timeline.shapes import SIZES, Label

_GAP = 14.0  # between the longest name and the path


class Rows:
    """Hands out rows from the top on, and keeps their names."""

    def __init__(self, frame: Frame) -> None:
        self.bottom = 1
        self.names: list[Label] = []
        self._frame = frame

    def add(self, name: str, height: int) -> int:
        """The top of one row more, below its name where that stands above."""
        if self._frame.beside:
            self.names.append(Label("name", name, 0, self.bottom + height // 2 + 4))
        else:
            self.names.append(Label("name-above", name, 2, self.bottom + ABOVE - 3))
            self.bottom += ABOVE
        top = self.bottom
        self.bottom += height
        return top


def beginning(names: Sequence[str], frame: Frame) -> float:
    """Where time begins: right of the names, or at the frame's left."""
    if not frame.beside:
        return 8.0
    return round(max((width_of(name, SIZES["name"]) for name in names), default=0.0) + _GAP, 1)
