"""One reason: what differs, by how much, and between how many."""

from enum import StrEnum

import msgspec


class Manner(StrEnum):
    """How it was found."""

    DIFFERENCE = "difference"  # the two groups set beside each other
    ADJUSTED = "adjusted"  # the same with the other differences held equal
    SUBGROUP = "subgroup"  # two things together
    STATED = "stated"  # what those who left said


class Reason(msgspec.Struct, frozen=True):
    """`effect` lies between `low` and `high` (95 %) and is of `unit`: share (a difference of shares), a feature's own
    unit (a difference of medians), odds ratio, or lift; for what was stated, the share of those who said anything.

    `left_with` of `left_n` visits that ended the path had it, `stayed_with` of `stayed_n` after which it went on.
    `q` is that of the difference or the subgroup; None for what was adjusted, whose interval says it, and for what was stated.
    """

    feature: str
    level: str
    manner: str
    effect: float
    low: float
    high: float
    unit: str
    q: float | None
    left_n: int
    left_with: int
    stayed_n: int | None  # None where nobody who went on could have it: of what was stated
    stayed_with: int | None
    sentence: str
