"""Reasons as lines: grouped by how they were found, each on the line of its unit."""

from math import log
from typing import Any

import pytest

from polku.surfaces.web.pages.exits.findings import findings


def reason(
    manner: str, effect: float, low: float, high: float, unit: str = "share", **more: Any
) -> dict[str, Any]:
    return {
        "feature": "waited", "level": "2 days", "manner": manner, "effect": effect, "low": low, "high": high,
        "unit": unit, "q": 0.004, "sentence": "They waited longer.",
    } | more  # fmt: skip


def test_groups_come_in_the_order_in_which_they_are_read() -> None:
    rows = [
        reason("stated", 0.5, 0.3, 0.7, q=None), reason("adjusted", 2, 1.5, 3, "odds ratio"), reason("difference", 0.2, 0.1, 0.3),
    ]  # fmt: skip
    found = findings(rows)
    assert [group.manner for group in found] == ["difference", "adjusted", "stated"]
    assert [len(group.lines) for group in found] == [1, 1, 1]


def test_differences_share_a_line_with_nothing_in_its_middle() -> None:
    (group,) = findings([reason("difference", 0.2, 0.1, 0.3), reason("difference", -0.1, -0.4, 0.0)])
    assert [(one.start, one.end, one.against) for one in group.lines] == [(-0.4, 0.4, 0.0)] * 2


def test_twice_and_half_the_odds_are_as_far_from_alike() -> None:
    (group,) = findings(
        [reason("adjusted", 2, 1.2, 4, "odds ratio"), reason("adjusted", 0.5, 0.25, 0.8, "odds ratio")]
    )
    twice, half = group.lines
    assert twice.value == pytest.approx(-half.value) == pytest.approx(log(2))
    assert (twice.start, twice.end) == (pytest.approx(-log(4)), pytest.approx(log(4)))


def test_odds_without_end_are_drawn_to_the_end_of_the_line() -> None:
    (group,) = findings([reason("adjusted", 1e9, 2, float("inf"), "odds ratio")])
    assert group.lines[0].end == pytest.approx(log(64))


def test_what_was_said_is_a_share_and_held_against_nothing() -> None:
    (group,) = findings([reason("stated", 0.4, 0.3, 0.5, q=None)])
    (one,) = group.lines
    assert (one.start, one.end, one.against, one.q_said) == (0, 0.5, None, "")


def test_times_have_a_line_of_their_own() -> None:
    (group,) = findings([reason("difference", 0.1, 0, 0.2), reason("difference", 9e9, 1e9, 2e10, "time")])
    assert [one.end for one in group.lines] == [0.2, 2e10]


def test_a_small_q_is_said_to_be_below_what_two_decimals_tell() -> None:
    (group,) = findings([reason("difference", 0.2, 0.1, 0.3), reason("difference", 0.2, 0.1, 0.3, q=0.034)])
    assert [one.q_said for one in group.lines] == ["< 0.01", "0.03"]
