"""How customers buy again: CDNOW's known parameters, and why the better-known BG/NBD is not used."""

import ibis
import numpy as np
import pytest

from polku.engine.engine import compiled
from polku.lenses.exits import mbg
from polku.lenses.exits.learnt import buying
from polku.lenses.exits.mbg import Mbg, NoFit, fitted, log_likelihood
from polku.lenses.exits.tests import cdnow
from polku.lenses.exits.tests.laid import Laid, Step

real_data = [
    pytest.mark.real_data,
    pytest.mark.skipif(not cdnow.CDNOW.is_dir(), reason=f"real data is not at {cdnow.CDNOW}"),
]
CDNOW_MODEL = Mbg(r=0.525, alpha=6.183, a=0.891, b=1.614)


def alive(model: Mbg, x: float, last: float, whole: float) -> float:
    """What the engine computes."""
    values = {name: getattr(model, name) for name in ("r", "alpha", "a", "b")}
    row = ibis.table(dict.fromkeys(values, "float64"), name="standing").mutate(**values)
    chance = mbg.chance_alive(row, ibis.literal(x), ibis.literal(last), ibis.literal(whole))
    (told,) = Laid([Step(1, 1, "asked")]).answered(compiled(row.select(chance=chance))).rows.to_pylist()
    return float(told["chance"])


class TestCdnow:
    pytestmark = real_data

    def test_mbg_has_its_published_parameters(self) -> None:
        model = fitted(*cdnow.customers())
        assert (model.r, model.alpha, model.a, model.b) == pytest.approx(
            (0.525, 6.183, 0.891, 1.614), abs=5e-4
        )
        assert log_likelihood(model, *cdnow.customers()) == pytest.approx(-9582.1, abs=0.05)

    def test_bg_and_pareto_have_theirs(self) -> None:
        data = cdnow.customers()
        bg = cdnow.best(cdnow.bg_likelihood, data, [0.3, 5.0, 1.0, 2.0])
        assert np.exp(bg) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=5e-4)
        assert cdnow.bg_likelihood(bg, *data) == pytest.approx(9582.4, abs=0.05)
        # Published of the customer with two repeat purchases, the last in week 30.43 of 38.86: in 39 weeks more.
        assert cdnow.bg_purchases(bg, 2, 30.43, 38.86, 39) == pytest.approx(1.226, abs=5e-4)
        pareto = cdnow.best(cdnow.pareto_likelihood, data, [0.6, 10.0, 0.6, 11.0])
        assert np.exp(pareto) == pytest.approx((0.553, 10.578, 0.606, 11.669), abs=2e-3)
        # Published in BTYD's documentation, of somebody who bought once, 39 weeks ago.
        assert cdnow.pareto_alive(
            np.log((0.5533971, 10.5801985, 0.6060625, 11.6562237)), 0, 0, 39
        ) == pytest.approx(0.29416, abs=2e-4)

    def test_the_customers_who_seem_gone_are_those_of_pareto(self) -> None:
        x, last, whole, times = cdnow.customers()
        pareto = cdnow.pareto_alive(np.log((0.553, 10.578, 0.606, 11.669)), x, last, whole) < 0.5
        m = CDNOW_MODEL
        ours = 1 / (1 + m.a / (m.b + x) * ((m.alpha + whole) / (m.alpha + last)) ** (m.r + x)) < 0.5
        assert times[pareto == ours].sum() / times.sum() > 0.9

    def test_purchases_told_in_days_give_the_same(self) -> None:
        x, last, whole, times = cdnow.customers()
        rows = [
            {"again": a, "last": round(b * 7), "whole": round(c * 7), "times": n}
            for a, b, c, n in zip(x, last, whole, times, strict=True)
        ]
        model = buying(rows)
        assert model is not None
        assert (model.r, model.alpha) == pytest.approx((0.525, 6.183), abs=2e-3)


def test_a_one_time_buyer_is_not_alive_for_ever() -> None:
    # a / (b + 0) · ((alpha + 39) / alpha)^r = 0.891/1.614 · (45.183/6.183)^0.525 = 0.5520 · 2.8411 = 1.5684
    assert alive(CDNOW_MODEL, 0, 0, 39) == pytest.approx(1 / 2.5684, abs=1e-3)
    # BG/NBD knows no way to go before a second purchase: its likelihood is the same however dead they seem.
    bg = np.log((0.243, 4.414, 0.793, 2.426))
    once = [cdnow.bg_likelihood(bg, *map(np.array, ([0.0], [0.0], [39.0], [1.0])))]
    immortal = -0.243 * (np.log(4.414 + 39) - np.log(4.414))
    assert once[0] == pytest.approx(-immortal)


def test_whoever_bought_often_and_then_stopped_seems_gone_sooner() -> None:
    seldom, often = (alive(CDNOW_MODEL, x, 20, 39) for x in (2, 20))
    assert often < 0.01 < seldom


def test_seen_a_moment_ago_is_nearly_alive_and_long_ago_nearly_gone() -> None:
    chances = [alive(CDNOW_MODEL, 3, last, 39) for last in (39, 30, 20, 5)]
    assert chances == sorted(chances, reverse=True)
    # Just after a purchase: 1 / (1 + a / (b + x)).
    assert chances[0] == pytest.approx(1 / (1 + 0.891 / 4.614))


def test_customers_drawn_from_the_model_give_it_back() -> None:
    chance = np.random.default_rng(1)
    n, whole = 6000, 100.0
    rates, goes = chance.gamma(0.8, 1 / 8.0, n), chance.beta(1.0, 2.0, n)
    found = []
    for rate, going in zip(rates, goes, strict=True):
        moment, last, x = 0.0, 0.0, 0
        while chance.random() >= going:
            moment += chance.exponential(1 / rate)
            if moment > whole:
                break
            last, x = moment, x + 1
        found.append((x, last))
    x, last = np.array(found).T
    model = fitted(x, last, np.full(n, whole), np.ones(n))
    assert (model.r, model.alpha) == pytest.approx((0.8, 8.0), rel=0.15)
    assert model.a / (model.a + model.b) == pytest.approx(1 / 3, abs=0.05)


def test_where_all_buy_alike_there_is_no_model() -> None:
    n = 300
    with pytest.raises(NoFit):
        fitted(np.full(n, 3.0), np.full(n, 90.0), np.full(n, 100.0), np.ones(n))
    assert buying([{"again": 3, "last": 630, "whole": 700, "times": n}]) is None
    assert buying([{"again": 0, "last": 0, "whole": 700, "times": n}]) is None  # nobody came again
