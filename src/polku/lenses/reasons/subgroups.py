"""Subgroups in which more leave than elsewhere, looked for by a beam search.

Quality: WRAcc = n/N · (share that leaves in it − share that leaves at all) (Lavrač, Flach and Zupan 1999). A beam keeps
the best of one condition and adds to each every other one. pysubgroup does the same, but pins numpy below 2.
"""

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

WIDTH: Final = 20
DEPTH: Final = 2


@dataclass(frozen=True)
class Subgroup:
    """Where all `conditions` (columns) hold: `size` rows, `left` of them leave; `quality` is its WRAcc."""

    conditions: tuple[int, ...]
    size: float
    left: float
    quality: float


def subgroups(
    holds: NDArray[np.bool_], left: NDArray[np.bool_], weights: NDArray[np.float64], width: int = WIDTH
) -> list[Subgroup]:
    """Those of up to DEPTH conditions that the beam came by, best first.

    `holds`: rows × conditions. `weights`: how many rows each stands for.
    """
    found: dict[tuple[int, ...], Subgroup] = {}
    beam: list[tuple[int, ...]] = [()]
    for _ in range(DEPTH):
        tried = _with_one_more(beam, holds, left, weights)
        fresh = [one for conditions, one in sorted(tried.items()) if conditions not in found]
        found |= {one.conditions: one for one in fresh}
        fresh.sort(key=lambda one: (-one.quality, one.conditions))
        beam = [one.conditions for one in fresh[:width]]
    return sorted(found.values(), key=lambda one: (-one.quality, one.conditions))


def _with_one_more(
    beam: list[tuple[int, ...]],
    holds: NDArray[np.bool_],
    left: NDArray[np.bool_],
    weights: NDArray[np.float64],
) -> dict[tuple[int, ...], Subgroup]:
    """Each of the beam with each condition, all counted in two products of matrices."""
    inside = np.column_stack([holds[:, conditions].all(axis=1) for conditions in beam])
    gone, stayed = (counted(inside, holds, weights, group) for group in (left, ~left))
    sizes, whole = gone + stayed, weights.sum()
    qualities = (gone - sizes * weights[left].sum() / whole) / whole
    return {
        (key := tuple(sorted({*conditions, more}))): Subgroup(
            key, float(sizes[row, more]), float(gone[row, more]), float(qualities[row, more])
        )
        for row, conditions in enumerate(beam)
        for more in range(holds.shape[1])
    }


def counted(
    one: NDArray[np.bool_], other: NDArray[np.bool_], weights: NDArray[np.float64], among: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """How much weight lies where a column of the one and of the other hold both, of some rows.

    Rows of equal weight are counted together: halves of numbers hold counts exactly, and are multiplied twice as fast.
    """
    found = np.zeros((one.shape[1], other.shape[1]))
    for weight in np.unique(weights[among]):
        rows = among & (weights == weight)
        found += weight * (one[rows].astype(np.float32).T @ other[rows].astype(np.float32))
    return found


def possible(conditions: int) -> int:
    """How many subgroups of two conditions or more there could be."""
    return sum(comb(conditions, depth) for depth in range(2, DEPTH + 1))


def sharpens(one: Subgroup, found: dict[tuple[int, ...], Subgroup], low: float) -> bool:
    """Whether every condition adds something: each part alone has a smaller share than `low`."""
    parts = [
        found[part]
        for size in range(1, len(one.conditions))
        for part in combinations(one.conditions, size)
        if part in found
    ]
    return all(part.left < low * part.size for part in parts)
