"""What is wrong with a declaration that somebody edits on a page, beside the lines it is about."""

from collections.abc import Iterable

import msgspec

from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.mappings.wrong import Problem


class Fault(msgspec.Struct, frozen=True):
    """A problem with the line it is about; lines count from 1."""

    line: int
    message: str
    excerpt: str


def faults(problems: Iterable[Problem], text: str) -> tuple[Fault, ...]:
    """Each problem, in the reader's language, with the text of its line."""
    lines = text.splitlines()
    return tuple(
        Fault(
            problem.line,
            spoken(problem.message),
            lines[problem.line - 1] if problem.line <= len(lines) else "",
        )
        for problem in problems
    )
