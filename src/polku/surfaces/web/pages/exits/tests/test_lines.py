"""Exits as rows: against the others' rate, and against the period before, only where it is sure."""

from typing import Any

import pytest

from polku.surfaces.web.pages.exits.lines import lines, scale_of


def row(touchpoint: str, left: int, of: int, **more: Any) -> dict[str, Any]:
    return {
        "touchpoint": touchpoint, "manner": "said", "left": left, "there": of, "share": left / of, "low": 0.1, "high": 0.3,
        "base_share": 0.05, "customers": left,
    } | more  # fmt: skip


def test_the_largest_stands_first() -> None:
    found = lines([row("chat", 5, 50), row("offer", 20, 100)], None, {}, {})
    assert [one.touchpoint for one in found] == ["offer", "chat"]
    assert [one.change for one in found] == [None, None]


@pytest.mark.parametrize(("base", "words"), [(0.05, "more"), (0.2, "alike"), (0.4, "less"), (None, "")])
def test_more_is_said_only_where_the_interval_says_so(base: float | None, words: str) -> None:
    (found,) = lines([row("offer", 20, 100, base_share=base)], None, {}, {})
    assert found.against == words


def test_a_change_is_sure_where_its_interval_does_not_hold_zero() -> None:
    # 40 of 100 after 20 of 100: Newcombe gives 0.2, from 0.073 to 0.318; 22 of 100 is no sure change.
    before = [row("offer", 20, 100)]
    (more,) = lines([row("offer", 40, 100)], before, {}, {})
    (alike,) = lines([row("offer", 22, 100)], before, {}, {})
    assert more.change is not None
    assert alike.change is not None
    assert (more.change.low, more.change.high) == (
        pytest.approx(0.073, abs=0.002),
        pytest.approx(0.318, abs=0.002),
    )
    assert (more.change.sure, alike.change.sure) == (True, False)


def test_the_pictures_line_ends_at_a_round_share_that_all_fit_in() -> None:
    assert scale_of(lines([row("offer", 20, 100, high=0.28)], None, {}, {})) == 0.3
    assert scale_of(lines([row("offer", 2, 100, high=0.04)], None, {}, {})) == 0.05
    assert scale_of([]) == 1.0
