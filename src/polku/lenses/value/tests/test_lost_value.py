"""Money at exits: by hand, and against the slow oracle over random lives."""

from typing import Any

import pytest

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import asked
from polku.lenses.measure import Answer, answer
from polku.lenses.value.lost_value import LOST_VALUE
from polku.touchpoints.figures.figures import Figures
from polku.touchpoints.figures.keep import save_figures
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
LEAVERS = ("ann", "ben", "cia", "dan", "eve")
# Five buy for 1,000 euros, pay 50 more twenty weeks later, and cancel the week after. Five others are offered 2,000 and
# decline. Gus pays 100 in kronor and stays.
STORY = "\n".join(
    [f"{name}  mon 09:00  paid invoice amount=1000 currency=EUR" for name in LEAVERS]
    + [f"{name}  mon+20 09:00  paid invoice amount=50 currency=EUR" for name in LEAVERS]
    + [f"{name}  mon+21 09:00  left contract" for name in LEAVERS]
    + [f"p{n}  mon 10:00  offered offer amount=2000 currency=EUR" for n in range(5)]
    + [f"p{n}  tue 10:00  declined offer" for n in range(5)]
    + ["gus  mon 09:00  paid shop amount=100 currency=SEK", "gus  mon+22 09:00  visited website"]
)
EUROS = Figures("EUR", 20, 30, horizon=1, discount=0)


def told(**question: Any) -> Answer:
    return answer(LOST_VALUE, asked(**question))


def row_at(found: Answer, touchpoint: str) -> dict[str, Any]:
    (row,) = [row for row in found.rows if row["touchpoint"] == touchpoint]
    return row


def test_what_each_exit_costs_is_a_range_of_the_users_own_figures() -> None:
    tell(STORY)
    save_figures(EUROS)
    row = row_at(told(), "invoice")
    assert (row["manner"], row["currency"], row["customers"], row["paying"]) == ("said", "EUR", 5, 5)
    # Their last step that counts is the payment after 140 days: 50 days beyond the first ninety, less than a year, so
    # each went on at 50 a year: 25,000 cents in all. Those 50 days are all that anybody's pace is told by, so it is
    # 5 · 5,000 / (5 · 50 / 365.25) = 36,525 a head: 182,625. Of years, 5 · 140 / 365.25 = 1.9165 were seen, with 5
    # leavings: at most 11.668 (Poisson), so exp(−6.088) = 0.00227 stay at least; at least 1.6235: exp(−0.8471) = 0.4287.
    assert row["lost_low"] == pytest.approx(25_000 * 0.2 * 0.00227, abs=1)
    assert row["lost_high"] == pytest.approx(182_625 * 0.3 * 0.4287, rel=0.001)
    assert row["replaced_low"] is None  # nobody said what a new customer costs


def test_declined_offers_are_worth_their_margin_as_often_as_offers_are_taken() -> None:
    tell(STORY)
    save_figures(EUROS)
    row = row_at(told(), "offer")
    assert (row["paying"], row["prospects"], row["lost_high"]) == (0, 5, None)
    # None of five offers was taken: Wilson 0 to 0.4345. 10,000 euros on offer · 30 % · 0.4345.
    assert (row["offers_low"], row["offers_high"]) == (0, pytest.approx(1_000_000 * 0.3 * 0.4345, rel=0.001))


def test_without_figures_counts_stand_and_a_note_says_what_to_fill_in() -> None:
    tell(STORY)
    found = told()
    assert "EUR" in found.note
    assert "Figures" in found.note
    row = row_at(found, "invoice")
    assert (row["customers"], row["paying"], row["lost_low"], row["lost_high"]) == (5, 5, None, None)
    save_figures(EUROS)
    assert told().note == ""


def test_figures_in_one_currency_price_no_other() -> None:
    tell(STORY.replace("EUR", "SEK"))
    save_figures(EUROS)
    found = told()
    assert {row["lost_high"] for row in found.rows} == {None}
    assert "SEK" in found.note


def test_four_customers_are_too_few_to_tell_of() -> None:
    tell("\n".join(line for line in STORY.splitlines() if not line.startswith("eve")))
    save_figures(EUROS)
    found = told()
    assert [row["touchpoint"] for row in found.rows] == ["offer"]
    assert found.note == "1 row is left out: it is about fewer than 5 customers."
    assert told(touchpoint="chat-support").note == "Nobody left there, as far as can be told yet."


def test_a_touchpoint_and_a_period_can_be_asked_for() -> None:
    tell(STORY)
    assert [row["touchpoint"] for row in told(touchpoint="offer").rows] == ["offer"]
    assert told(since="2026-07-01").rows == [row_at(told(), "invoice")]  # 20 weeks after 2 March
