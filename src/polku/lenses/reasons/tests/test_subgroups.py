"""The search for subgroups, against pysubgroup's numbers on Rossi's recidivism data (methods of the field, 432 men).

The data is not ours to ship: the columns below have its published counts. 114 of 432 were arrested again; of the 66
under twenty 33, of the 185 without work experience 62.
"""

from itertools import combinations

import numpy as np
import pytest

from polku.lenses.reasons.subgroups import possible, subgroups

ARRESTED = np.arange(432) < 114


def holding(arrested: int, others: int) -> np.ndarray:
    """A condition that so many of the arrested, and of the others, meet."""
    return np.concatenate([np.arange(114) < arrested, np.arange(318) < others])


def test_the_quality_is_pysubgroups() -> None:
    found = subgroups(np.column_stack([holding(33, 33), holding(62, 123)]), ARRESTED, np.ones(432))
    quality = {one.conditions: one for one in found}
    assert quality[0,].quality == pytest.approx(0.036073, abs=5e-7)
    assert quality[1,].quality == pytest.approx(0.030511, abs=5e-7)
    assert (quality[0,].size, quality[0,].left) == (66, 33)
    assert (quality[0,].left / quality[0,].size) / (114 / 432) == pytest.approx(1.895, abs=5e-4)


def test_two_things_that_matter_only_together_are_found_together() -> None:
    luck = np.random.default_rng(2)
    holds = luck.random((2000, 12)) < 0.5
    left = luck.random(2000) < np.where(holds[:, 3] & holds[:, 7], 0.6, 0.1)
    best = next(one for one in subgroups(holds, left, np.ones(2000)) if len(one.conditions) == 2)
    assert best.conditions == (3, 7)


def test_rows_that_stand_for_many_count_as_many() -> None:
    holds, left = np.array([[True], [False], [True]]), np.array([True, False, False])
    (one,) = subgroups(holds, left, np.array([1.0, 5.0, 4.0]))
    # 5 of 10 hold, 1 of them leaves; 1 of 10 leaves at all: (1 − 5 · 1/10) / 10.
    assert (one.size, one.left, one.quality) == (5, 1, pytest.approx(0.05))


def test_there_are_as_many_pairs_as_there_are() -> None:
    assert possible(5) == 10


def test_of_all_there_are_the_best_are_those_that_counting_each_by_hand_finds() -> None:
    luck = np.random.default_rng(6)
    holds = luck.random((300, 9)) < luck.uniform(0.1, 0.9, 9)
    left = luck.random(300) < 0.2 + 0.2 * holds[:, 1] + 0.2 * (holds[:, 4] & ~holds[:, 5])
    weights = np.where(left, 3.0, 7.0)
    whole = sum(weights)
    share = sum(weights[left]) / whole

    def quality(conditions: tuple[int, ...]) -> float:
        inside = [row for row in range(300) if all(holds[row, one] for one in conditions)]
        size, gone = sum(weights[row] for row in inside), sum(weights[row] for row in inside if left[row])
        return float(size / whole * (gone / size - share)) if size else 0.0

    each = {conditions: quality(conditions) for size in (1, 2) for conditions in combinations(range(9), size)}
    found = {one.conditions: one.quality for one in subgroups(holds, left, weights, width=9)}
    assert found == pytest.approx(each)
    best = subgroups(holds, left, weights, width=3)[0]
    assert best.quality == pytest.approx(max(each.values()))
