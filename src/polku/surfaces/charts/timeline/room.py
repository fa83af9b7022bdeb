"""What is taken already, row by row, so that nothing is written over something else."""

from bisect import bisect_left, bisect_right


class Room:
    """Taken stretches of rows, in pixels. Stretches that only touch are free of each other."""

    def __init__(self) -> None:
        self._rows: dict[int, tuple[list[float], list[float]]] = {}  # where stretches begin, where they end

    @property
    def rows(self) -> int:
        """How many rows have something in them, the empty ones above it counted."""
        return max(self._rows, default=-1) + 1

    def free(self, row: int, left: float, right: float) -> bool:
        """Whether nothing in this row lies between `left` and `right`."""
        begins, ends = self._rows.get(row, ((), ()))
        after = bisect_right(ends, left)
        return after == len(ends) or begins[after] >= right

    def take(self, row: int, left: float, right: float) -> None:
        """Keep this stretch for oneself, whoever has it already."""
        begins, ends = self._rows.setdefault(row, ([], []))
        first, last = bisect_left(ends, left), bisect_right(begins, right)
        if first < last:
            left, right = min(left, begins[first]), max(right, ends[last - 1])
        begins[first:last], ends[first:last] = [left], [right]

    def claim(self, row: int, left: float, right: float) -> bool:
        """Take the stretch if it is free; whether it was."""
        free = self.free(row, left, right)
        if free:
            self.take(row, left, right)
        return free
