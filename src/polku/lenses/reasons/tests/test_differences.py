"""Intervals and chances against published numbers, by hand, and against scipy."""

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from polku.lenses.reasons.clusters import worth_of
from polku.lenses.reasons.differences import (
    chance,
    median_difference,
    rank_chance,
    share_difference,
    wilson_of,
)


def four(*counts: float) -> list[np.ndarray]:
    return [np.array([float(count)]) for count in counts]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_newcombes_first_table(
    part: int, whole: int, low: float, high: float
) -> None:
    assert wilson_of(part, whole) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_newcombes_interval_of_a_difference_is_the_published_one() -> None:
    found = [float(end[0]) for end in share_difference(*four(56, 70, 48, 80))]
    assert found == pytest.approx([0.2, 0.0524, 0.3339], abs=5e-5)


def test_fishers_chance_is_that_of_the_lady_tasting_tea() -> None:
    # Three of four cups right: (16 + 1) / 70 in the tail, twice; four of four: 1 / 70, twice.
    assert chance(*four(3, 4, 1, 4))[0] == pytest.approx(2 * 17 / 70)
    assert chance(*four(4, 4, 0, 4))[0] == pytest.approx(2 / 70)
    assert chance(*four(5, 10, 5, 10))[0] == 1.0


def test_the_rank_tests_chance_is_scipys() -> None:
    luck = np.random.default_rng(5)
    one, other = luck.integers(0, 9, 40).astype(float), luck.integers(2, 11, 70).astype(float)
    theirs = mannwhitneyu(one, other, use_continuity=False, method="asymptotic").pvalue
    assert rank_chance(one, other, (40, 70)) == pytest.approx(theirs, rel=0.02)
    assert rank_chance(np.ones(9), np.ones(9), (9, 9)) == 1.0


def test_the_interval_of_a_difference_of_medians_holds_the_truth_about_as_often_as_it_says() -> None:
    luck = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        # Medians of the exponential: ln 2 times the scale, so 3 ln 2 − 2 ln 2 apart.
        one, other = luck.exponential(3, 60), luck.exponential(2, 90)
        _, low, high = median_difference(one, other, (60, 90))
        held += low <= np.log(2) <= high
    assert 0.92 <= held / 400 <= 0.99


def test_visits_of_one_customer_that_are_all_alike_are_worth_one() -> None:
    # Fifty customers with four visits each, all four the same: 200 rows are worth 50.
    has = np.repeat(np.arange(50) % 2, 4)[:, None].astype(float)
    assert worth_of(has, np.ones_like(has), np.repeat(np.arange(50), 4))[0] == pytest.approx(50)


def test_visits_of_as_many_customers_are_worth_what_they_are() -> None:
    has = (np.arange(30) % 3 == 0)[:, None].astype(float)
    assert worth_of(has, np.ones_like(has), np.arange(30))[0] == 30


def test_where_nobody_has_it_visits_of_one_customer_still_count_as_one() -> None:
    has = np.zeros((20, 1))
    assert worth_of(has, np.ones_like(has), np.repeat(np.arange(10), 2))[0] == 10


def middle(values: list[float], at: float) -> float:
    """The value at a share of the way through the ordered values, between two by straight line."""
    place = at * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return sorted(values)[below] + (place - below) * (sorted(values)[above] - sorted(values)[below])


@pytest.mark.parametrize("worth", [1.0, 0.4])
def test_medians_and_their_interval_are_what_ordering_by_hand_says(worth: float) -> None:
    luck = np.random.default_rng(8)
    one, other = luck.exponential(3, 41).tolist(), luck.exponential(2, 90).tolist()
    ends = []
    for values in (one, other):
        half = 1.959963984540054 * 0.5 / (worth * len(values)) ** 0.5
        ends.append([middle(values, at) for at in (0.5, 0.5 - half, 0.5 + half)])
    (here, low, high), (there, other_low, other_high) = ends
    down = ((here - low) ** 2 + (other_high - there) ** 2) ** 0.5
    up = ((high - here) ** 2 + (there - other_low) ** 2) ** 0.5
    told = median_difference(np.array(one), np.array(other), (worth * 41, worth * 90))
    assert told == pytest.approx((here - there, here - there - down, here - there + up))
