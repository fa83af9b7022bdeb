"""CDNOW's purchases, and two models that are only there to be compared with: BG/NBD (the trap) and Pareto/NBD."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

CDNOW = Path(__file__).parents[6] / "shared" / "data" / "cdnow"


def customers() -> tuple[Any, Any, Any, Any]:
    """x, t_x and T in weeks of the sample's 2,357 customers, those alike together; and how many they are."""
    with (CDNOW / "cdnow_customers_summary.csv").open() as file:
        rows = [[float(row[name]) for name in ("frequency", "recency", "T")] for row in csv.DictReader(file)]
    alike, times = np.unique(np.array(rows), axis=0, return_counts=True)
    return alike[:, 0], alike[:, 1], alike[:, 2], times.astype(float)


def bg_likelihood(logs: Any, x: Any, last: Any, whole: Any, times: Any) -> float:
    """BG/NBD's, negative (Fader, Hardie & Lee 2005): whoever never bought again can't have gone."""
    r, alpha, a, b = np.exp(logs)
    bought = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + whole)
    gone = betaln(a + 1, b + np.maximum(x - 1, 0)) - betaln(a, b) - (r + x) * np.log(alpha + last)
    return -float((times * (bought + np.where(x > 0, np.logaddexp(alive, gone), alive))).sum())


def bg_purchases(logs: Any, x: float, last: float, whole: float, ahead: float) -> float:
    """BG/NBD's purchases to expect of a customer in the time ahead (the same, equation 10)."""
    r, alpha, a, b = np.exp(logs)
    until = alpha + whole + ahead
    coming = ((alpha + whole) / until) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, ahead / until)
    odds = a / (b + x - 1) * ((alpha + whole) / (alpha + last)) ** (r + x) if x > 0 else 0.0
    return float((a + b + x - 1) / (a - 1) * (1 - coming) / (1 + odds))


def pareto_likelihood(logs: Any, x: Any, last: Any, whole: Any, times: Any) -> float:
    """Pareto/NBD's, negative (Schmittlein, Morrison & Colombo 1987; with r, alpha, s, beta)."""
    r, alpha, s, _ = np.exp(logs)
    bought = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * logs[3]
    alive = -(r + x) * np.log(alpha + whole) - s * np.log(np.exp(logs[3]) + whole)
    with np.errstate(divide="ignore"):  # seen at the very end: surely alive
        gone = np.log(s) - np.log(r + s + x) + np.log(np.maximum(_a0(logs, x, last, whole), 0))
    return -float((times * (bought + np.logaddexp(alive, gone))).sum())


def pareto_alive(logs: Any, x: Any, last: Any, whole: Any) -> Any:
    """The chance that they still are customers."""
    r, alpha, s, beta = np.exp(logs)
    odds = s / (r + s + x) * (alpha + whole) ** (r + x) * (beta + whole) ** s * _a0(logs, x, last, whole)
    return 1 / (1 + odds)


def _a0(logs: Any, x: Any, last: Any, whole: Any) -> Any:
    r, alpha, s, beta = np.exp(logs)
    larger, apart, second = max(alpha, beta), abs(alpha - beta), s + 1 if alpha >= beta else r + x

    def part(moment: Any) -> Any:
        return hyp2f1(r + s + x, second, r + s + x + 1, apart / (larger + moment)) / (larger + moment) ** (
            r + s + x
        )

    return part(last) - part(whole)


def best(likelihood: Any, data: tuple[Any, Any, Any, Any], start: Any) -> Any:
    """The logarithms of the likeliest parameters."""
    options = {"xatol": 1e-6, "fatol": 1e-7, "maxiter": 4000}
    return minimize(likelihood, np.log(start), args=data, method="Nelder-Mead", options=options).x
