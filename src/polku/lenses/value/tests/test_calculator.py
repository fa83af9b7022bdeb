"""The calculator, each figure worked out by hand; amounts are cents."""

import msgspec
import pytest

from polku.lenses.value.calculator import Gone, lost_value
from polku.lenses.value.observed import Observed, Range
from polku.touchpoints.figures.figures import Figures

# A hundred customers paid 1,000 each at first and 500 a year after; ten left in a hundred years of being customers.
# Of ten leavings the exact Poisson interval is 4.795 to 18.390, so 0.8320 to 0.9532 stay a year.
SEEN = Observed(
    customers=100, left=10, years=100.0, bought=100_000, later=50_000, later_years=100.0,
    left_by={}, lived={}, offered=100, took=40,
)  # fmt: skip
FIGURES = Figures(
    "EUR", 20, 30, horizon=1, discount=0, replacement_low=500, replacement_high=900, failure_low=20, failure_high=80,
    gap_low=1, gap_high=4,
)  # fmt: skip
# Ten left who paid 300 each a year, and six who had offers of 2,000 each.
GONE = Gone(paying=10, yearly=3000, months=24, prospects=6, offered=12_000, ordered=0)


def about(low: float, high: float) -> Range:
    return Range(pytest.approx(low, abs=0.5), pytest.approx(high, abs=0.5))


def test_what_stays_a_year_is_an_interval_of_what_was_seen() -> None:
    assert SEEN.retention == Range(pytest.approx(0.8320, abs=1e-4), pytest.approx(0.9532, abs=1e-4))
    assert (SEEN.pace, SEEN.first_purchase) == (500, 1000)


def test_not_replaced_a_customer_costs_the_margins_to_come_and_the_handling() -> None:
    # Low: their own 3,000 · 20 % · 0.8320 = 499.2, and 10 · 20. High: all's 5,000 · 30 % · 0.9532 = 1429.8, and 10 · 80.
    assert lost_value(GONE, SEEN, FIGURES).customers == about(699.2, 2229.8)


def test_it_is_the_margin_that_is_lost_not_the_revenue() -> None:
    no_margin = msgspec.structs.replace(FIGURES, margin_low=0, margin_high=0, failure_low=0, failure_high=0)
    assert lost_value(GONE, SEEN, no_margin).customers == about(0, 0)


def test_replaced_a_customer_costs_the_winning_the_gap_and_the_difference() -> None:
    # Winning 10 · 500, gap 3,000 · 20 % / 12 = 50; at most 10 · 900 and 5,000 · 30 % · 4 / 12 = 500. The new ones
    # bring 10 · (1,000 · 20 % + 500 · 20 % · 0.832) = 2,832, at most 10 · (300 + 150 · 0.9532) = 4,429.8; the old would
    # have left 499.2 and 1,429.8: differences of −2,332.8 and −3,000.
    assert lost_value(GONE, SEEN, FIGURES).replaced == about(5050 - 3000, 9500 - 2332.8)


def test_what_is_left_and_what_a_new_one_costs_are_never_added() -> None:
    dear = msgspec.structs.replace(FIGURES, replacement_low=10**9, replacement_high=10**9)
    assert lost_value(GONE, SEEN, dear).customers == lost_value(GONE, SEEN, FIGURES).customers


def test_nobody_said_what_a_new_customer_costs() -> None:
    plain = Figures("EUR", 20, 30)
    found = lost_value(GONE, SEEN, plain)
    assert found.replaced is None
    assert found.customers is not None


def test_an_offer_is_worth_its_margin_as_often_as_offers_are_taken() -> None:
    # Wilson of 40 in 100: 0.3094 to 0.4980. 12,000 · 20 % · 0.3094 and 12,000 · 30 % · 0.4980.
    assert lost_value(GONE, SEEN, FIGURES).prospects == about(742.6, 1792.8)


def test_what_was_ordered_and_not_paid_is_worth_its_whole_margin() -> None:
    found = lost_value(Gone(0, 0, 0, 6, 12_000, 1_000), SEEN, FIGURES)
    assert found.prospects == about(742.6 + 200, 1792.8 + 300)


def test_who_never_paid_leaves_no_margins_behind() -> None:
    found = lost_value(Gone(0, 0, 0, 6, 12_000, 0), SEEN, FIGURES)
    assert (found.customers, found.replaced) == (None, None)


def test_before_there_is_a_year_to_see_no_money_is_told() -> None:
    young = Observed(
        customers=5, left=0, years=0.5, bought=500, later=0, later_years=0.0, left_by={}, lived={5: 5}
    )
    assert lost_value(GONE, young, FIGURES).customers is None
    assert lost_value(GONE, young, FIGURES).prospects is None  # no offer was settled


def test_nobody_left_yet_so_at_most_all_stay() -> None:
    loyal = Observed(
        customers=50, left=0, years=100.0, bought=0, later=0, later_years=100.0, left_by={}, lived={24: 50}
    )
    # With no leaving in a hundred years the rate is at most 3.689 in a hundred: exp(−0.03689).
    assert loyal.retention == Range(pytest.approx(0.9638, abs=1e-4), 1.0)


def test_the_range_covers_those_who_stay_longer_the_longer_they_stayed() -> None:
    # By months: half leave in the first, few later. After two years nearly all of those left stay another.
    sorted_out = Observed(
        customers=1000, left=560, years=1000.0, bought=0, later=0, later_years=1.0,
        left_by={1: 400, 2: 100, 3: 40, 4: 20}, lived={24: 440},
    )  # fmt: skip
    new, old = sorted_out.retention_after(0), sorted_out.retention_after(24)
    assert new is not None
    assert old is not None
    assert new.low < sorted_out.retention.low  # type: ignore[union-attr]
    assert old.high > 0.9 > new.low
