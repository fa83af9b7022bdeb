"""What is taken already, row by row, so that nothing is written over something else."""


class Room:
    """Taken stretches of rows, in pixels. Stretches that only touch are free of each other."""

    def __init__(self) -> None:
        self.rows: dict[int, list[tuple[float, float]]] = {}

    def free(self, row: int, left: float, right: float) -> bool:
        """Whether nothing in this row lies between `left` and `right`."""
        return all(right <= begin or end <= left for begin, end in self.rows.get(row, ()))

    def take(self, row: int, left: float, right: float) -> None:
        """Keep this stretch for oneself, whoever has it already."""
        self.rows.setdefault(row, []).append((left, right))

    def claim(self, row: int, left: float, right: float) -> bool:
        """Take the stretch if it is free; whether it was."""
        free = self.free(row, left, right)
        if free:
            self.take(row, left, right)
        return free
