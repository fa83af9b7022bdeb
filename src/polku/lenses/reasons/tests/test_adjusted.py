"""The model: against its own likelihood, on Freireich's trial, and where a plain one breaks down."""

import numpy as np
import pytest
from scipy.optimize import minimize

from polku.lenses.reasons.adjusted import odds

# Weeks in remission (Freireich and others 1963); below zero: still in remission when last seen.
MERCAPTOPURINE = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def held(rows: int) -> np.ndarray:
    return np.empty((rows, 0))


def test_week_by_week_the_hazard_ratio_of_the_trial_is_that_of_cox() -> None:
    """Cox's model gives 1.572 (Efron), 1.509 (Breslow) and, for weeks as they are, 1.628 (exact)."""
    weeks = [
        (patient, week, relapse > 0 and week == relapse, relapse in PLACEBO and patient >= 21)
        for patient, relapse in enumerate(MERCAPTOPURINE + PLACEBO)
        for week in range(1, abs(relapse) + 1)
    ]
    patients, week, relapsed, placebo = (np.array(column) for column in zip(*weeks, strict=True))
    time = np.column_stack([week, week**2, np.log(week)]).astype(float)
    (found,) = odds(relapsed.astype(bool), placebo[:, None].astype(float), time, patients)
    assert found is not None
    assert np.log(found.ratio) == pytest.approx(1.572, abs=0.15)
    assert (np.log(found.high) - np.log(found.low)) / 2 / 1.96 == pytest.approx(0.41, abs=0.05)
    assert found.low > 1


def test_the_odds_ratio_is_where_likelihood_and_prior_are_highest() -> None:
    left = np.array([True] * 30 + [False] * 70)
    has = np.array([True] * 20 + [False] * 10 + [True] * 25 + [False] * 45).astype(float)

    def against(b: np.ndarray) -> float:
        at = b[0] + b[1] * has
        return float(-(left * at - np.log1p(np.exp(at))).sum() - (b[1] - 2 * np.log1p(np.exp(b[1]))))

    best = minimize(against, [0.0, 0.0], tol=1e-10).x[1]
    (found,) = odds(left, has[:, None], held(100), np.arange(100))
    assert found is not None
    assert np.log(found.ratio) == pytest.approx(best, abs=1e-4)


def test_where_everybody_with_it_left_the_odds_are_large_and_not_endless() -> None:
    left = np.array([True] * 12 + [False] * 88)
    has = np.array([1.0] * 8 + [0.0] * 92)
    (found,) = odds(left, has[:, None], held(100), np.arange(100))
    assert found is not None
    assert 1 < found.low < found.ratio < 1000
    assert found.high < 1e6


def test_what_says_the_same_as_another_is_left_out_and_not_split_between_them() -> None:
    luck = np.random.default_rng(4)
    has = (luck.random(400) < 0.5).astype(float)
    left = luck.random(400) < 0.2 + 0.3 * has
    alone = odds(left, has[:, None], held(400), np.arange(400))
    both = odds(left, np.column_stack([has, has]), held(400), np.arange(400))
    assert both == [*alone, None]


def test_of_few_who_left_few_questions_are_asked() -> None:
    luck = np.random.default_rng(6)
    left = np.arange(200) < 11
    terms = (luck.random((200, 6)) < 0.5).astype(float)
    found = odds(left, terms, held(200), np.arange(200))
    assert [one is None for one in found] == [False, False, True, True, True, True]  # 11 // 5
    assert odds(np.arange(200) < 4, terms, held(200), np.arange(200)) == [None] * 6


def test_a_difference_that_is_only_another_ones_shadow_goes_when_that_is_held_equal() -> None:
    luck = np.random.default_rng(7)
    waited = luck.random(3000) < 0.4
    shadow = np.where(luck.random(3000) < 0.8, waited, luck.random(3000) < 0.4)
    left = luck.random(3000) < np.where(waited, 0.4, 0.1)
    true, other = odds(left, np.column_stack([waited, shadow]).astype(float), held(3000), np.arange(3000))
    assert true is not None
    assert other is not None
    assert true.low > 3
    assert other.low < 1 < other.high


def test_several_visits_of_one_customer_widen_the_interval() -> None:
    luck = np.random.default_rng(8)
    has, left = luck.random(150) < 0.5, luck.random(150) < 0.3
    terms = np.repeat(has, 4)[:, None].astype(float)
    (as_one,) = odds(np.repeat(left, 4), terms, held(600), np.repeat(np.arange(150), 4))
    (apart,) = odds(np.repeat(left, 4), terms, held(600), np.arange(600))
    assert as_one is not None
    assert apart is not None
    assert np.log(as_one.high / as_one.low) > 1.7 * np.log(apart.high / apart.low)  # about √4
