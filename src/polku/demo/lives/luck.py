"""Chance, the same each time: every concern of a life has draws of its own.

So switching a truth off, which takes other turns in one concern, does not shake up what it does not touch.
"""

from math import exp
from random import Random
from typing import Final

CONCERNS: Final = (
    "people",
    "website",
    "lead",
    "sale",
    "work",
    "leaving",
    "support",
    "later",
    "ratings",
    "words",
)
# Shifts the seeds, so that seed 1 is a company in which chance hides none of what was planted.
_FIRST: Final = 5
_NUMBERS: Final = {concern: number for number, concern in enumerate(CONCERNS)}


def luck_of(seed: int, number: int, concern: str) -> Random:
    return Random(((seed + _FIRST) << 44 | number) << 4 | _NUMBERS[concern])  # noqa: S311, for it is a simulation


def one_of(things: tuple[str, ...], luck: Random) -> str:
    return things[int(luck.random() * len(things))]


def about(median: float, spread: float, luck: Random) -> float:
    """Log-normal around a median: most are near it, a few take long."""
    return median * exp(spread * luck.gauss(0.0, 1.0))
