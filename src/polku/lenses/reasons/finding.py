"""What the numbers found, before it is put into words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polku.lenses.reasons.adjusted import Odds
from polku.lenses.reasons.levels import Level

Counts = tuple[int, int, int, int]  # left_n, left_with, stayed_n, stayed_with


@dataclass(frozen=True)
class Difference:
    """A level's shares in both groups, or the medians of its feature where `medians` holds them."""

    level: Level
    effect: float
    low: float
    high: float
    counts: Counts
    chance: float
    q: float = 1.0
    medians: tuple[float, float] | None = None
    odds: Odds | None = None
    alike: tuple[Level, ...] = ()  # what nearly the same visits have


@dataclass(frozen=True)
class Together:
    """A subgroup of several levels: its share that leaves over that of all."""

    levels: tuple[Level, ...]
    share: float
    lift: float
    low: float
    high: float
    counts: Counts
    chance: float
    q: float = 1.0

    @property
    def features(self) -> set[str]:
        """The names of what they are levels of."""
        return {level.feature.name for level in self.levels}

    @property
    def has(self) -> NDArray[np.bool_]:
        """Where all of it holds."""
        both: NDArray[np.bool_] = np.logical_and.reduce([level.has for level in self.levels])
        return both


@dataclass(frozen=True)
class Found:
    """What holds against chance, best first, and how many questions were asked for it."""

    differences: list[Difference]
    together: list[Together]
    asked: int
