"""Real data: what is known of Telco's subscriptions comes out with the known signs."""

import csv
from pathlib import Path

import numpy as np
import pytest

from polku.lenses.reasons.adjusted import odds
from polku.lenses.reasons.differences import share_difference

TELCO = Path(__file__).parents[6] / "shared" / "data" / "telco" / "WA_Fn-UseC_-Telco-Customer-Churn.csv"
ORIGINS = Path(__file__).parents[6] / "shared" / "data" / "olist"

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def telco() -> list[dict[str, str]]:
    if not TELCO.exists():
        pytest.skip(f"{TELCO} is not here")
    with TELCO.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_telcos_drivers_have_the_signs_that_everybody_finds(telco: list[dict[str, str]]) -> None:
    left = np.array([row["Churn"] == "Yes" for row in telco])
    assert (len(left), left.sum()) == (7043, 1869)
    tenure = np.array([float(row["tenure"]) for row in telco])
    terms = np.column_stack(
        [
            [row["Contract"] == "Month-to-month" for row in telco],
            tenure >= np.median(tenure),
            [row["InternetService"] == "Fiber optic" for row in telco],
            [row["TechSupport"] == "Yes" for row in telco],
        ]
    ).astype(float)
    monthly, long, fibre, support = odds(left, terms, np.empty((len(left), 0)), np.arange(len(left)))
    assert monthly is not None
    assert monthly.low > 2  # leave more
    assert long is not None
    assert long.high < 0.6  # leave less
    assert fibre is not None
    assert fibre.low > 1
    assert support is not None
    assert support.high < 1


def test_olists_leads_convert_by_origin_as_counted_by_hand() -> None:
    leads = ORIGINS / "olist_marketing_qualified_leads_dataset.csv"
    if not leads.exists():
        pytest.skip(f"{leads} is not here")
    with (ORIGINS / "olist_closed_deals_dataset.csv").open(encoding="utf-8-sig", newline="") as file:
        won = {row["mql_id"] for row in csv.DictReader(file)}
    with leads.open(encoding="utf-8-sig", newline="") as file:
        told = [(row["origin"], row["mql_id"] in won) for row in csv.DictReader(file)]
    assert (len(told), sum(one for _, one in told)) == (8000, 842)
    social = [one for origin, one in told if origin == "social"]
    others = [one for origin, one in told if origin != "social"]
    counts = [np.array([float(n)]) for n in (sum(social), len(social), sum(others), len(others))]
    effect, low, high = (float(end[0]) for end in share_difference(*counts))
    assert effect == pytest.approx(sum(social) / len(social) - sum(others) / len(others))
    assert low < effect < high < 0  # leads that come by social media are won less often than the rest
