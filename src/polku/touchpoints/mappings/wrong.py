"""What is wrong with a mapping, by the line it stands on."""

from difflib import get_close_matches

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing to mend; lines count from 1."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class WrongMapping(Exception):
    """A mapping that can't be used; `problems` says each thing to mend, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(word: object, known: list[str]) -> str:
    """`; did you mean 'x'?` where something known is near, else nothing."""
    near = get_close_matches(str(word), known, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def instead(word: object, known: list[str], heading: str) -> str:
    """What could have been meant: the nearest, and all that there is under its heading."""
    near = nearest(word, known)
    return f"{near}{'' if near else '.'} {heading}: {', '.join(known)}"
