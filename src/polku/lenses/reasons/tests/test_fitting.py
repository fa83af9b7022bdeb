"""The logistic model: against statsmodels, which is told the prior as rows, and against what is fitted anew."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import norm
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from polku.lenses.reasons.fitting import chance_beside, errors, fitted


def drawn(rows: int) -> tuple[Any, Any, Any]:
    luck = np.random.default_rng(rows)
    columns = (luck.random((rows, 5)) < 0.3).astype(float)
    columns[:, 0] = 0
    columns[:4, 0] = 1  # all of whom leave: without the prior its coefficient runs away
    left = luck.random(rows) < 0.2 + 0.2 * columns[:, 1]
    left[:4] = True
    return left, columns, luck.integers(0, rows // 3, rows)


@pytest.mark.parametrize("rows", [60, 900])
def test_coefficients_and_errors_are_those_of_statsmodels(rows: int) -> None:
    left, columns, customers = drawn(rows)
    count = columns.shape[1]
    # One column more is seen twice, once of each outcome: the prior log-F(2, 2).
    design = np.block([[np.ones((rows, 1)), columns], [np.zeros((count, 1)), np.eye(count)]])
    outcome = np.vstack([np.column_stack([left, ~left]), np.ones((count, 2))])
    groups = np.concatenate([customers, customers.max() + 1 + np.arange(count)])
    model: Any = GLM(outcome, design, family=Binomial(), hasconst=True)
    own = model.fit(tol=1e-12)
    by_customer = model.fit(start_params=own.params, cov_type="cluster", cov_kwds={"groups": groups})
    fit = fitted(left, columns)
    assert fit.effects == pytest.approx(own.params, abs=1e-8)
    assert errors(fit, customers)[1:] == pytest.approx(np.maximum(own.bse, by_customer.bse)[1:], rel=1e-6)


def test_what_a_further_column_adds_is_nearly_what_fitting_it_says() -> None:
    left, columns, _ = drawn(900)
    alone = np.arange(900)
    more = columns[:, [1, 2]]
    told = chance_beside(fitted(left, columns[:, 3:]), more, alone)
    for column, chance in zip(more.T, told, strict=True):
        fit = fitted(left, np.column_stack([column, columns[:, 3:]]))
        wald = fit.effects[1] / errors(fit, alone)[1]
        assert norm.isf(chance / 2) == pytest.approx(abs(wald), rel=0.1, abs=0.1)
    assert told[0] < 0.001 < 0.05 < told[1]


def test_what_the_model_holds_already_adds_nothing() -> None:
    left, columns, customers = drawn(900)
    fit = fitted(left, columns[:, 1:3])
    assert chance_beside(fit, columns[:, [1]], customers)[0] > 0.5
