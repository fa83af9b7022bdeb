"""Times, loops, and declared against real: by hand, and against slow oracles."""

import random
from typing import Any

import pytest

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import Asked, WrongQuestion, asked
from polku.lenses.catalog import MEASURES
from polku.lenses.journeys.loops import loops
from polku.lenses.journeys.tests import oracle_declared, oracle_loops, oracle_times
from polku.lenses.journeys.tests.oracle_times import until
from polku.lenses.measure import Answer, answer, ask_about
from polku.lib.clock import DAY, HOUR
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
instance: {per: PER, ends: [{kind: left}]}
stages:
  - name: look
    title: Look
    touchpoints:
      - {name: site, channel: web, owner: Us, expects: [form]}
      - {name: fair, channel: visit, owner: Us}
  - {name: ask, title: Ask, touchpoints: [{name: form, channel: web, owner: Us, expects: [visit]}]}
  - {name: buy, title: Buy, touchpoints: [{name: visit, channel: visit, owner: Us}]}
"""
# Six look around from Monday 09:00: four come to the form after 1, 2, 3 and 4 days, one leaves after 5, one (f) is
# still looking when the last thing we know happens, on day 6. Of the four, a and b are visited half a day later.
SIX = """
    a  mon 09:00  visited site
    a  mon 10:00  visited site
    a  tue 09:00  asked form
    a  tue 21:00  met visit
    b  mon 09:00  visited site
    b  wed 09:00  asked form
    b  wed 21:00  met visit
    c  mon 09:00  visited site
    c  thu 09:00  asked form
    d  mon 09:00  visited site
    d  fri 09:00  asked form
    e  mon 09:00  visited site
    e  sat 09:00  left exit-mail
    f  mon 09:00  visited site
    f  sun 09:00  visited site
"""


def told(name: str, **question: Any) -> Answer:
    return answer(MEASURES[name], asked(**{"journey": "toy", **question}))


@pytest.fixture
def six() -> None:
    """Six walks, of which one came to its end."""
    tell(SIX)
    save_journey(JOURNEY.replace("PER", "customer"))


@pytest.mark.usefixtures("six")
def test_who_is_still_there_counts_for_as_long_as_they_have_been() -> None:
    look, *_ = told("times").rows
    # 6 at risk, one goes after each of 1, 2, 3, 4, 5 days; f is open after 6. Left: 5/6, 4/6, 3/6, 2/6, 1/6.
    assert (look["stage"], look["stays"], look["open"], look["customers"]) == ("look", 6, 1, 6)
    assert look["median_time"] == 3 * DAY
    assert (
        look["p90_time"] is None
    )  # a sixth is still there: nobody knows yet when nine in ten will have gone on
    # Greenwood after 1, 2, 3 days: 1/30, 1/30 + 1/20, + 1/12 = 0.1667; 0.5 · exp(−1.96 · √0.1667) = 0.22, and
    # after 1 day 0.833 · exp(−1.96 · 0.1826) = 0.583, after 2 days 0.667 · exp(−1.96 · 0.2887) = 0.379 ≤ 0.5.
    assert look["low_time"] == 2 * DAY
    assert look["high_time"] is None  # 1/6 · exp(1.96 · √(1/30 + 1/20 + 1/12 + 1/6 + 1/2)) = 0.995 > 0.5
    assert told("times").note == "4 rows are left out: they are about fewer than 5 customers."


@pytest.mark.usefixtures("six")
def test_a_passage_runs_from_the_last_step_of_a_stage_to_the_first_of_the_next() -> None:
    tell("g mon 09:00 visited site\ng tue 09:00 asked form")
    rows = told("times").rows
    (passage,) = [row for row in rows if row["what"] == "passage"]
    # From the site: a after 23 h (its second look at 10:00), b 48, c 72, d 96, g 24: in order 23, 24, 48, 72, 96.
    assert (passage["stage"], passage["next_stage"], passage["stays"]) == ("look", "ask", 5)
    assert passage["median_time"] == 48 * HOUR
    assert passage["p90_time"] == pytest.approx((72 + 0.6 * 24) * HOUR)
    # After 23 h four fifths are left: 0.8 · exp(−1.96 · √(1/20)) = 0.52; after 24 h 0.6 · exp(−1.96 · √(1/20 + 1/12)) = 0.29.
    assert passage["low_time"] == 24 * HOUR
    assert (
        passage["high_time"] is None
    )  # 0.2 · exp(1.96 · √(1/20 + 1/12 + 1/6 + 1/2)) = 1.15: five are too few


@pytest.mark.usefixtures("six")
def test_a_stay_belongs_to_the_period_in_which_it_begins() -> None:
    assert told("times", since="2026-03-02", until="2026-03-02").rows[0]["stays"] == 6
    assert told("times", since="2026-03-03").rows == []  # asking and buying are of fewer than five
    assert "no customer is in this question" in told("times", since="2030-01-01").note


def test_times_and_declared_need_a_journey() -> None:
    for name in ("times", "declared"):
        with pytest.raises(WrongQuestion, match=f"{name} asks about a journey"):
            answer(MEASURES[name], asked())


# Six walks of check and decide: five check twice, p0 three times; p5 never checks again.
REWORK = "\n".join(
    [
        f"p{n} mon 09:00 visited check\np{n} mon 10:00 visited check\np{n} mon 11:00 met decide"
        for n in range(6)
    ]
    + [f"p{n} tue 09:00 visited check\np{n} tue 1{n}:00 met decide" for n in range(5)]
    + ["p0 wed 09:00 visited check"]
)


def test_coming_back_counts_and_staying_does_not() -> None:
    tell(REWORK)
    found = answer(MEASURES["loops"], asked())
    rows = {(row["source"], row["target"]): row for row in found.rows}
    assert [*rows] == [("check", ""), ("decide", ""), ("check", "decide")]
    check = rows["check", ""]
    # Two looks in a row on Monday are one visit. Five of six come back, p0 twice: 6 times in 5 walks.
    assert (check["walks"], check["repeated"], check["repeats"], check["per_walk"]) == (6, 5, 6, 1.2)
    assert check["share"] == 5 / 6
    # Wilson of 5 in 6: centre (5 + 1.9207) / 9.8415 = 0.7032, half 0.2667.
    assert (check["low"], check["high"]) == (pytest.approx(0.4365, abs=1e-4), pytest.approx(0.9699, abs=1e-4))
    assert check["median_extra_time"] == 24 * HOUR  # four came back after 24 h, p0 last after 48
    pair = rows["check", "decide"]
    assert (pair["what"], pair["repeated"], pair["repeats"]) == ("step", 5, 5)
    # decide on Monday at 11, and again on Tuesday at 10, 11, 12, 13 and 14: 23 to 27 h, median 25.
    assert pair["median_extra_time"] == 25 * HOUR
    assert "1 row is left out" in found.note  # p0's going back from decide to check twice


def test_within_a_period_only_what_is_repeated_there_is_a_loop() -> None:
    tell(REWORK)
    assert answer(MEASURES["loops"], asked(since="2026-03-03", until="2026-03-03")).rows == []


@pytest.mark.usefixtures("six")
def test_what_the_map_does_not_know_and_what_it_expects_in_vain() -> None:
    tell("\n".join(f"{who} mon 08:00 asked chat\n{who} mon 12:00 met visit" for who in "abcdef"))
    found = told("declared")
    rows = {(row["side"], row["source"], row["target"]): row for row in found.rows}
    assert [*rows] == [
        ("real", "site", "visit"),
        ("real", "chat", ""),
        ("declared", "fair", ""),
        ("declared", "site", "form"),
    ]
    # All six were at the chat, which is not on the map; and from the site at the visit, where the form should come.
    assert (rows["real", "chat", ""]["walks"], rows["real", "chat", ""]["of"]) == (6, 6)
    assert rows["real", "site", "visit"]["share"] == 1.0
    fair = rows["declared", "fair", ""]
    # Nobody in six: Wilson's upper bound is 1.96² / (6 + 1.96²) = 0.3903.
    assert (fair["walks"], fair["low"], fair["high"]) == (0, 0.0, pytest.approx(0.3903, abs=1e-4))
    assert "1 row is left out" in found.note  # one left by mail, which is not on the map either


@pytest.mark.usefixtures("six")
def test_an_expected_step_that_never_comes_is_told_with_how_many_could_have_gone() -> None:
    rows = told("declared", until="2026-03-02").rows
    lost = [(row["source"], row["target"], row["of"]) for row in rows if row["side"] == "declared"]
    # On Monday all were at the site, and nobody at the form yet: nobody could go on from there.
    assert lost == [("fair", "", 6), ("form", "", 6), ("visit", "", 6), ("form", "visit", 0)]


def test_kaplan_and_meier_of_the_textbook() -> None:
    # Freireich's leukaemia trial, 6-MP arm (Kaplan–Meier's best-known data): 21 patients, 9 relapses, median 23 weeks.
    weeks = [(6, True)] * 3 + [(7, True), (10, True), (13, True), (16, True), (22, True), (23, True)]
    weeks += [(n, False) for n in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
    assert until(weeks, 0.5) == 23
    assert until(weeks, 0.5, -1) == 16  # as R's survfit: 0.95LCL 16, 0.95UCL NA
    assert until(weeks, 0.5, 1) is None


QUESTIONS: tuple[dict[str, str], ...] = (
    {},
    {"since": "2026-03-03", "until": "2026-03-05"},
    {"segment": "kind=met,touchpoint=site", "since": "2026-03-03"},
)


@pytest.mark.parametrize(("per", "seed"), [("customer", 1), ("order", 2), ("case", 3)])
def test_the_engine_and_plain_python_agree(per: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("times", "loops", "declared"):
        monkeypatch.setattr(f"polku.lenses.journeys.{room}.FEWEST", 1)
    chance = random.Random(seed)
    acts = ["visited site", "asked form", "met visit", "visited fair", "asked chat", "left chat", "left form"]
    tell(
        "\n".join(
            f"p{chance.randint(1, 14)} {chance.choice(['mon', 'tue', 'wed', 'thu'])} {chance.randint(8, 17):02}:{chance.randint(0, 5)}0"
            f" {chance.choice(acts if chance.random() < 0.3 else acts[:5])} about={chance.randint(1, 3)} thread=t{chance.randint(1, 3)}"
            for _ in range(130)
        )
    )
    save_journey(JOURNEY.replace("PER", per))
    for question in QUESTIONS:
        meant = asked(journey="toy", **question)
        assert told_by_engine("times", meant) == [*map(rounded, map(_named, oracle_times.times(meant)))]
        assert told_by_engine("declared", meant) == [*map(rounded, oracle_declared.declared(meant))]
        for one in (meant, asked(**question)):
            assert told_by_engine("loops", one) == [*map(rounded, oracle_loops.loops(one))]


def told_by_engine(name: str, question: Asked) -> list[dict[str, Any]]:
    found = answer(MEASURES[name], question)
    assert found.rows or question.since
    return [*map(rounded, found.rows)]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    names = ("", "look", "ask", "buy")
    return row | {"stage": names[row["stage"]], "next_stage": names[row["next_stage"]]}


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Times to milliseconds, shares to nine places."""
    return {
        name: value
        if value is None or isinstance(value, str)
        else round(value, -3 if name.endswith("time") else 9)
        for name, value in row.items()
    }


def test_every_loop_is_told_to_who_asks_the_engine_itself() -> None:
    tell(REWORK)
    rows = ask_about(loops, asked()).rows.to_pylist()
    assert [(row["source"], row["target"], row["repeated"]) for row in rows] == [
        ("check", "", 5), ("decide", "", 5), ("check", "decide", 5), ("decide", "check", 1),
    ]  # fmt: skip
