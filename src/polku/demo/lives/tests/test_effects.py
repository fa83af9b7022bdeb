"""The intervals, against figures worked out elsewhere."""

from math import exp, log, sqrt

import pytest

from polku.demo.lives.tests import effects


def flags(yes: int, of: int) -> list[bool]:
    return [True] * yes + [False] * (of - yes)


def test_a_share_has_wilsons_interval() -> None:
    # 81 of 263 at z = 2.576: middle (81 + 3.318) / (263 + 6.636) = 0.3127, half 2.576 / 269.636 · sqrt(56.05 + 1.659).
    found = effects.share(flags(81, 263))
    assert found.estimate == pytest.approx(81 / 263)
    assert (found.low, found.high) == (pytest.approx(0.2401, abs=2e-4), pytest.approx(0.3853, abs=2e-4))


def test_none_of_many_begins_at_nought_exactly() -> None:
    found = effects.share(flags(0, 20))
    assert found.low == 0
    assert 0.2 < found.high < 0.3


def test_a_difference_of_shares_lies_between_its_bounds() -> None:
    # 56/70 - 48/80 = 0.2; Newcombe's interval at 95 % is 0.0524 … 0.3339, at 99 % a little wider.
    found = effects.difference_of_shares(flags(56, 70), flags(48, 80))
    assert found.estimate == pytest.approx(0.2)
    assert -0.01 < found.low < 0.0524
    assert 0.3339 < found.high < 0.38


def test_a_ratio_of_shares_is_taken_on_the_logarithm() -> None:
    # 20/100 against 40/100: 0.5, and its error sqrt(0.8/20 + 0.6/40) = 0.2345.
    found = effects.ratio_of_shares(flags(20, 100), flags(40, 100))
    assert found.estimate == pytest.approx(0.5)
    assert found.high == pytest.approx(0.5 * exp(2.576 * sqrt(0.8 / 20 + 0.6 / 40)))


def test_a_doubled_hazard_is_seen_behind_shares_that_are_not_doubled() -> None:
    # Twelve months at 1.3 % leave 0.987^12 = 85.5 %, at 2.6 % 0.974^12 = 72.9 %: 27.1 % against 14.5 % gone.
    found = effects.ratio_of_hazards(flags(2710, 10000), flags(1453, 10000))
    assert found.estimate == pytest.approx(log(0.974) / log(0.987), rel=0.01)
    assert found.low < 2 < found.high


def test_waits_are_compared_by_their_geometric_means() -> None:
    found = effects.ratio_of_waits([15, 30, 60], [10, 20, 40])
    assert found.estimate == pytest.approx(1.5)


def test_a_difference_of_means_has_both_errors() -> None:
    # Variances 1 and 4, three each: error sqrt(1/3 + 4/3) = 1.291.
    found = effects.difference_of_means([1, 2, 3], [4, 6, 8])
    assert found.estimate == pytest.approx(-4)
    assert found.high == pytest.approx(-4 + 2.576 * sqrt(5 / 3))
