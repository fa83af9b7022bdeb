"""What was planted in the demo company about leaving is found, and is not found where it was switched off."""

from functools import cache

import pytest

from polku.demo.truths import Truth
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import ended
from polku.lenses.exits.exits import exits
from polku.lenses.exits.satisfied import rows_of, satisfied_leavers, satisfied_left
from polku.lenses.exits.tests.laid import Laid
from tests.exits.tuulahdus import UNTIL, Lives, lives

LIVES = 1500
LIVES_WITHOUT = 1000  # nothing is found in fewer, either
OFF = frozenset({Truth.LEAKING_HANDOVER, Truth.SATISFIED_BUT_LEFT})
INSTALLED = Asked(segment=(("touchpoint", "installation"),))


@cache
def company(without: frozenset[Truth] = frozenset()) -> tuple[Lives, Laid]:
    """The company's lives, and the copy that holds them."""
    drawn = lives(LIVES_WITHOUT if without else LIVES, without)
    return drawn, Laid(drawn.steps)


def silent(laid: Laid) -> set[int]:
    """Whom the measure takes for silently gone, of those who have a pump."""
    return {row["customer"] for row in laid.told(ended, INSTALLED) if row["manner"] == "silent"}


def test_most_of_those_who_went_without_a_word_are_found_and_few_others() -> None:
    drawn, laid = company()
    gone = {customer for customer, fate in drawn.fates.items() if fate.at < UNTIL and not fate.said}
    there = {customer for customer, fate in drawn.fates.items() if fate.at >= UNTIL}
    called = silent(laid) & (gone | there)
    precision, recall = len(called & gone) / len(called), len(called & gone) / len(gone)
    # About one in eight of those with a pump has gone without a word; who went last month can't be known yet.
    assert len(gone) / len(gone | there) < 0.2
    assert precision > 0.55, precision
    assert recall > 0.6, recall
    assert len(called & there) / len(there) < 0.08


def test_all_who_went_more_than_a_year_ago_are_found() -> None:
    drawn, laid = company()
    long_ago = {
        c for c, fate in drawn.fates.items() if fate.at < UNTIL - 365 * 86_400_000_000 and not fate.said
    }
    assert len(long_ago) > 10
    assert len(silent(laid) & long_ago) / len(long_ago) > 0.95


def test_those_who_said_so_are_taken_at_their_word() -> None:
    drawn, laid = company()
    said = {customer for customer, fate in drawn.fates.items() if fate.at < UNTIL and fate.said}
    manners = {row["customer"]: row["manner"] for row in laid.told(ended, INSTALLED)}
    assert len(said) > 20
    assert {manners[customer] for customer in said if customer in manners} == {"said"}


def test_nobody_is_dropped_for_each_lead_was_called_and_who_had_not_been_would_be() -> None:
    drawn, laid = company()
    assert "dropped" not in {row["manner"] for row in laid.told(ended, Asked())}
    some = Lives(drawn.paths[:300], {}).steps
    wrote = {s.customer for s in some if (s.touchpoint, s.kind) == ("lead-form", "asked")}
    leads = wrote - {s.customer for s in some if s.kind in ("ordered", "paid")}
    lately = {s.customer for s in some if s.kind == "asked" and s.occurred_at > UNTIL - 15 * 86_400_000_000}
    # As if nobody had called them: nothing of ours but what machines sent, and no goodbye to whom.
    uncalled = [
        s for s in some
        if s.customer not in leads or s.automatic or (s.side == "customer" and s.kind not in ("declined", "left"))
    ]  # fmt: skip
    manners = {row["customer"]: row["manner"] for row in Laid(uncalled).told(ended, Asked())}
    assert len(leads - lately) > 50
    assert {customer for customer, manner in manners.items() if manner == "dropped"} == leads - lately


def at_contract(without: frozenset[Truth] = frozenset()) -> tuple[int, int]:
    """How many of the walks that were at the contract ended there."""
    rows = [row for row in company(without)[1].told(exits, Asked()) if row["touchpoint"] == "contract"]
    return sum(row["left"] for row in rows), rows[0]["there"]


@pytest.mark.slow  # another company is drawn, in which it was switched off
def test_the_leak_from_sales_to_the_installers_is_seen_at_the_contract_and_gone_without_it() -> None:
    left, there = at_contract()
    left_without, there_without = at_contract(OFF)
    # Planted: 9 % of the contracts end right after the handover, 2 % at any other.
    assert left / there - left_without / there_without == pytest.approx(0.07, abs=0.045)
    assert left / there > 1.5 * left_without / there_without


def satisfied_silent(without: frozenset[Truth] = frozenset()) -> tuple[int, int]:
    """Of those with a pump who are taken for silently gone and had rated: how many with 9 or 10."""
    (wide,) = company(without)[1].told(satisfied_left, INSTALLED)
    (row,) = [row for row in rows_of(wide) if row["of"] == "left: silent"]
    return row["part"], row["n"]


@pytest.mark.slow  # another company is drawn, in which it was switched off
def test_that_the_satisfied_left_silently_is_seen_and_gone_without_it() -> None:
    part, n = satisfied_silent()
    part_without, n_without = satisfied_silent(OFF)
    assert min(n, n_without) > 15
    # A quarter was made to seem content, and always answers; without that, hardly any of those who rated was.
    assert part / n > part_without / n_without + 0.15
    drawn, laid = company()
    content = {
        customer
        for customer, fate in drawn.fates.items()
        if fate.at < UNTIL - 250 * 86_400_000_000 and not fate.said and fate.content
    }
    listed = {row["customer"] for row in laid.told(satisfied_leavers, INSTALLED) if row["manner"] == "silent"}
    assert len(content) > 3
    assert len(listed & content) / len(content) > 0.7


def test_slow_leads_end_at_the_form_more_often() -> None:
    laid = company()[1]
    (row,) = [r for r in laid.told(exits, Asked(touchpoint="lead-form")) if r["manner"] == "silent"]
    assert row["low"] > row["base_share"]
