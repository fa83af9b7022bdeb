"""Lifetime values and retention against published or hand-worked numbers."""

import pytest

from polku.lenses.value.lifetime import worth, worth_until, worth_with_first
from polku.lenses.value.sbg import fit


def test_a_margin_of_a_hundred_kept_by_eight_in_ten() -> None:
    # 100 · 0.8 / (1 + 0.1 − 0.8) = 80 / 0.3
    assert worth(100, 0.8, 0.1) == pytest.approx(266.67, abs=0.005)
    assert worth_with_first(100, 0.8, 0.1) == pytest.approx(366.67, abs=0.005)


def test_a_little_more_retention_is_worth_a_lot() -> None:
    assert worth_with_first(100, 0.85, 0.1) == pytest.approx(440.00, abs=0.005)


def test_a_horizon_takes_only_the_years_within_it() -> None:
    # 0.8 / 1.1 = 0.7273: 72.73 next year, 52.89 the year after, 38.47 the third.
    assert worth_until(100, 0.8, 0.1, 1) == pytest.approx(72.73, abs=0.005)
    assert worth_until(100, 0.8, 0.1, 3) == pytest.approx(72.73 + 52.89 + 38.47, abs=0.01)
    assert worth_until(100, 0.8, 0.1, 400) == pytest.approx(worth(100, 0.8, 0.1))


def test_nobody_stays_nothing_is_left() -> None:
    assert worth(100, 0, 0.1) == worth_until(100, 0, 0.1, 5) == 0


# Fader & Hardie 2007, "Regular": who is still there of 1000, year by year.
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


@pytest.mark.parametrize(
    ("survivors", "alpha", "beta", "log_likelihood", "after_twelve"),
    [(REGULAR, 0.704, 1.182, -1680.27, 0.170), (HIGH_END, 0.668, 3.806, -1611.16, 0.378)],
)
def test_the_published_cohorts_give_the_published_spread(
    survivors: list[int], alpha: float, beta: float, log_likelihood: float, after_twelve: float
) -> None:
    left = {year: survivors[year - 1] - survivors[year] for year in range(1, len(survivors))}
    kept = fit(left, {len(survivors) - 1: survivors[-1]})
    assert kept is not None
    assert (kept.alpha, kept.beta) == (pytest.approx(alpha, abs=0.001), pytest.approx(beta, abs=0.002))
    assert kept.log_likelihood == pytest.approx(log_likelihood, abs=0.01)
    assert kept.survival(12) == pytest.approx(after_twelve, abs=0.001)


def test_retention_rises_with_tenure_because_customers_differ() -> None:
    kept = fit({year: REGULAR[year - 1] - REGULAR[year] for year in range(1, 8)}, {7: 241})
    assert kept is not None
    # β / (α + β) = 1.182 / 1.886 in the first year; (1.182 + 6) / (1.886 + 6) in the seventh.
    assert kept.retention(1) == pytest.approx(0.627, abs=0.002)
    assert kept.retention(7) == pytest.approx(0.911, abs=0.002)
    assert kept.survival(1) == pytest.approx(kept.retention(1))


def test_two_periods_are_too_few_to_tell_how_customers_differ() -> None:
    assert fit({1: 30, 2: 10}, {3: 60}) is None
