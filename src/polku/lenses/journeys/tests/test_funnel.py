"""The funnel: a toy of six walks by hand, against the slow oracle, and who began too recently."""

import random
from typing import Any

import pytest

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import WrongQuestion, asked
from polku.lenses.journeys.funnel import FUNNEL
from polku.lenses.journeys.tests import oracle_funnel
from polku.lenses.journeys.tests.test_edges_and_variants import rounded
from polku.lenses.measure import Answer, answer
from polku.lib.clock import DAY
from polku.touchpoints.journeys.save import save_journey
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
JOURNEY = """\
name: toy
title: Toy
instance: {per: PER}
stages:
  - {name: first, title: First, touchpoints: [{name: a, channel: web, owner: Us}]}
  - {name: second, title: Second, touchpoints: [{name: b, channel: web, owner: Us}]}
  - {name: third, title: Third, touchpoints: [{name: c, channel: web, owner: Us}]}
"""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day(number: int) -> str:
    """Day 0 is a Monday."""
    return f"{DAYS[number % 7]}+{number // 7}"


def walk(who: str, *steps: str) -> str:
    """`walk("u1", "a0", "b1")`: touchpoint a on day 0, b on day 1."""
    return "\n".join(f"{who} {day(int(step[1:]))} 09:00 visited {step[0]} about=1" for step in steps)


TOY = "\n".join(
    [
        walk("u1", "a0", "b1", "c2"),
        walk("u2", "a0", "c1", "b2"),
        walk("u3", "a0", "b1", "x2", "c3"),
        walk("u4", "a0", "b1", "c30"),
        walk("u5", "b0", "a1"),
        walk("u6", "a0", "a20", "b21", "c22"),
    ]
)


def told(**question: Any) -> Answer:
    return answer(FUNNEL, asked(**{"journey": "toy", **question}))


def reached(found: Answer) -> list[int]:
    return [row["walks"] for row in found.rows]


@pytest.fixture
def toy() -> None:
    """Six walks (PostHog's and Pinot's definitions, worked by hand)."""
    tell(TOY)
    save_journey(JOURNEY.replace("PER", "customer"))


@pytest.mark.usefixtures("toy")
def test_within_a_week_six_begin_five_come_to_the_second_and_three_to_the_third_stage() -> None:
    found = told(window=7 * DAY)
    # u2 comes to c before b, u4 to c too late, u5 to b before a; u6 begins a second time on day 20.
    assert reached(found) == [6, 5, 3]
    third = found.rows[2]
    assert (third["share"], third["step_share"]) == (3 / 6, 3 / 5)
    # Wilson of 3 in 6 is 0.5 ± 0.3122; of 3 in 5: centre (3 + 1.9207) / 8.8415 = 0.5565, half 0.3258.
    assert (third["low"], third["high"]) == (pytest.approx(0.1876, abs=1e-4), pytest.approx(0.8124, abs=1e-4))
    assert (third["step_low"], third["step_high"]) == (
        pytest.approx(0.2307, abs=1e-4),
        pytest.approx(0.8824, abs=1e-4),
    )
    # To b after 1, 2, 1, 1 and (u6, from day 20) 1 days; to c after 1, 2 and 1.
    assert [row["median_gap"] for row in found.rows] == [None, DAY, DAY]


@pytest.mark.usefixtures("toy")
def test_without_a_window_whoever_comes_at_last_has_come() -> None:
    assert reached(told()) == [6, 5, 4]  # u4 on day 30


@pytest.mark.usefixtures("toy")
def test_the_first_stage_is_the_whole_and_has_no_bounds() -> None:
    first = told().rows[0]
    assert (first["stage"], first["share"], first["step_share"], first["low"]) == ("first", 1.0, None, None)


@pytest.mark.usefixtures("toy")
def test_who_began_too_recently_is_left_out_and_counted_beside() -> None:
    tell(walk("u7", "a29", "b29") + "\n" + walk("u8", "a24"))
    found = told(window=7 * DAY)  # the last thing happens on day 30: who began after day 23 may still come
    assert reached(found) == [6, 5, 3]
    assert {row["left_out"] for row in found.rows} == {2}
    assert found.note == "2 walks are left out, for they began within the last 7 days."
    assert reached(told()) == [8, 6, 4]


@pytest.mark.usefixtures("toy")
def test_a_beginning_too_recent_does_not_help_one_who_began_before() -> None:
    tell(walk("u5", "a28", "b29"))
    found = told(window=7 * DAY)
    assert (reached(found), found.rows[0]["left_out"]) == ([6, 5, 3], 0)


@pytest.mark.usefixtures("toy")
def test_a_walk_belongs_to_the_period_in_which_it_begins() -> None:
    later = told(since="2026-03-22", window=7 * DAY)  # day 20
    assert reached(later) == [1, 1, 1]
    first_day = told(since="2026-03-02", until="2026-03-02", window=7 * DAY)
    # u6's beginning on day 0 led nowhere within a week; u5 began on day 1.
    assert reached(first_day) == [5, 4, 2]


@pytest.mark.usefixtures("toy")
def test_where_nobody_begins_a_sentence_says_so() -> None:
    found = told(since="2026-03-23")
    assert found.rows == []
    assert "No walk that began in the journey's first stage" in found.note
    assert "Nothing happened there" in told(since="2030-01-01").note


@pytest.mark.usefixtures("toy")
def test_all_too_young_is_not_the_same_as_nobody() -> None:
    found = told(window=40 * DAY)
    assert found.rows == []
    assert found.note.startswith("6 walks are left out, for they began within the last 40 days.")


def test_a_funnel_needs_a_journey() -> None:
    with pytest.raises(WrongQuestion, match="funnel asks about a journey: say which"):
        answer(FUNNEL, asked())


@pytest.mark.usefixtures("toy")
def test_of_few_people_no_funnel_is_told() -> None:
    found = told(segment="touchpoint=x")
    assert found.rows == []
    assert "Fewer than 5 customers" in found.note


@pytest.mark.parametrize("per", ["customer", "order"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_engine_and_plain_python_agree(per: str, seed: int) -> None:
    chance = random.Random(seed)
    tell(
        "\n".join(
            f"p{chance.randint(1, 14)} {day(chance.randint(0, 40))} {chance.randint(8, 17):02}:{chance.randint(0, 5)}0"
            f" visited {chance.choice('abcx')} about={chance.randint(1, 2)}"
            for _ in range(130)
        )
    )
    save_journey(JOURNEY.replace("PER", per))
    for question in (
        {},
        {"window": 3 * DAY},
        {"window": 9 * DAY},
        {"since": "2026-03-05", "until": "2026-03-15", "window": 5 * DAY},
        {"segment": "touchpoint=x", "window": 7 * DAY},
    ):
        plain = oracle_funnel.funnel(asked(journey="toy", **question))
        assert plain
        assert [*map(rounded, told(**question).rows)] == [*map(rounded, plain)]
