"""Handovers: by hand, against the slow oracle, and what is not told of people who work here."""

import random
from typing import Any

import pytest

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import Asked, asked
from polku.lenses.journeys.handovers import HANDOVERS, handovers
from polku.lenses.journeys.tests import oracle_handovers
from polku.lenses.journeys.tests.test_edges_and_variants import rounded
from polku.lenses.measure import Answer, answer, ask_about
from polku.lib.clock import DAY, HOUR
from polku.touchpoints.journeys.save import save_journey
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]

# Six customers are made an offer and handed over to the installers: five are met after 1, 2, 3, 4 and 5 days, and
# Flo cancels; the call after that reaches nobody. Gus gets an offer and is not heard of again. Zoe's visit, twelve
# weeks later, is the last thing that happened.
HANDED = """
    ann  mon 08:00  offered contract actor=sara
    ben  mon 08:00  offered contract actor=sami
    cia  mon 08:00  offered contract actor=sara
    dan  mon 08:00  offered contract actor=sami
    eve  mon 08:00  offered contract actor=sara
    flo  mon 08:00  offered contract actor=sami
    gus  mon 08:00  offered contract actor=sami
    ann  mon 09:00  handed_over contract actor=sara to=ilkka
    ben  mon 09:00  handed_over contract actor=sami to=irma
    cia  mon 09:00  handed_over contract actor=sara to=ilkka
    dan  mon 09:00  handed_over contract actor=sami to=irma
    eve  mon 09:00  handed_over contract actor=sara to=ilkka
    flo  mon 09:00  handed_over contract actor=sami to=irma
    ann  tue 09:00  met kick-off actor=ilkka
    ben  wed 09:00  met kick-off actor=irma
    cia  thu 09:00  met kick-off actor=ilkka
    dan  fri 09:00  met kick-off actor=irma
    eve  sat 09:00  met kick-off actor=ilkka
    flo  tue 12:00  left contract
    zoe  mon+12 09:00  visited website
"""
MAP = """\
name: sales
title: Sales
instance: {per: customer}
stages:
  - name: buy
    title: Buy
    touchpoints: [{name: contract, channel: mail, owner: Sales}]
  - name: install
    title: Install
    touchpoints: [{name: kick-off, channel: visit, owner: Partners}]
"""


def told(**question: Any) -> Answer:
    return answer(HANDOVERS, asked(**question))


def test_a_handover_has_its_wait_and_how_often_the_path_ends_with_it() -> None:
    tell(HANDED)
    found = told()
    (row,) = found.rows
    assert (row["source"], row["target"], row["told"]) == ("contract", "kick-off", "yes")
    assert (row["times"], row["customers"], row["handed"]) == (5, 5, 6)
    # Waits of 24, 48, 72, 96 and 120 hours: the 90th percentile lies 0.6 of the way from 96 to 120.
    assert (row["median_gap"], row["p90_gap"]) == (72 * HOUR, pytest.approx(110.4 * HOUR))
    # With one handover of six the path ended: Flo's. Wilson: centre (1 + 1.9207) / (6 + 3.8415) = 0.2968, half 0.2667.
    assert row["ended"] == pytest.approx(1 / 6)
    assert (row["low"], row["high"]) == (pytest.approx(0.0301, abs=1e-4), pytest.approx(0.5635, abs=1e-4))
    # With one of the seven offers: Gus's.
    assert (row["base_ended"], row["base_n"], row["base_of"]) == (pytest.approx(1 / 7), 7, "here")


def test_what_few_customers_or_one_colleague_would_be_seen_in_is_left_out_and_counted() -> None:
    tell(HANDED)
    assert told().note.startswith("1 row is left out")  # Flo, whom nobody took up
    assert [row["target"] for row in asked_engine()] == ["kick-off", ""]


def test_a_row_that_shows_one_colleagues_promptness_is_not_told() -> None:
    tell(HANDED.replace("irma", "ilkka"))
    found = told()
    assert (found.rows, found.n) == ([], 8)
    assert "show one person's work" in found.note


def test_nobody_who_works_here_is_named() -> None:
    tell(HANDED)
    shown = repr(told().rows)
    assert [name for name in ("sara", "sami", "ilkka", "irma") if name in shown] == []


def test_the_map_tells_which_team_hands_over_to_which() -> None:
    tell(HANDED)
    assert [(row["source_owner"], row["target_owner"]) for row in told().rows] == [("", "")]
    save_journey(MAP)
    assert [(row["source_owner"], row["target_owner"]) for row in told().rows] == [("Sales", "Partners")]
    assert told(journey="sales").rows == told().rows


def test_where_we_do_nothing_else_the_base_is_what_we_do_anywhere() -> None:
    tell(HANDED.replace("offered contract", "offered offer"))
    (row,) = told().rows
    # Seven offers and five kick-offs; with Gus's offer and with each of the kick-offs a path ended.
    assert (row["base_ended"], row["base_n"], row["base_of"]) == (pytest.approx(6 / 12), 12, "anywhere")


def test_calls_that_reach_nobody_machines_and_goodbyes_do_not_make_a_path_go_on() -> None:
    tell(
        HANDED
        + "    flo  wed 10:00  reached_out kick-off actor=irma\n"
        + "    flo  mon+3 10:00  informed newsletter automatic\n"
        + "    flo  mon+4 10:00  visited website\n"
    )
    (row,) = told().rows
    # Irma tried to call Flo after 49 hours: she took her up, and the path ended all the same.
    assert (row["times"], row["median_gap"]) == (6, (49 + 72) / 2 * HOUR)
    assert row["ended"] == pytest.approx(1 / 6)


def test_handing_over_to_oneself_is_no_handover() -> None:
    tell(HANDED.replace("to=ilkka", "to=sara"))
    rows = asked_engine()
    assert sorted((row["target"], row["times"]) for row in rows) == [
        ("", 1),
        ("kick-off", 2),
    ]  # Flo; Ben and Dan
    assert {row["handed"] for row in rows} == {3}


def test_what_is_handed_to_a_team_is_taken_up_by_the_first_of_it() -> None:
    tell(HANDED.replace("to=ilkka", "to=Partners").replace("to=irma", "to=Partners"))
    assert told().rows[0]["median_gap"] == 72 * HOUR


def test_a_handover_too_young_to_be_taken_up_is_left_out() -> None:
    young = HANDED.replace("mon+12", "mon+8")  # 56 days later
    tell(young)
    assert told().rows == []
    assert told().note == "No handover is in this question that happened at least 60 days ago."
    assert [row["handed"] for row in told(window=30 * DAY).rows] == [6]


def test_who_comes_after_the_window_did_not_take_it_up() -> None:
    tell(HANDED)
    within_three_days = asked_engine(window=3 * DAY)
    assert [(row["target"], row["times"]) for row in within_three_days] == [("", 3), ("kick-off", 3)]


def test_another_of_us_in_the_same_thread_is_a_handover_that_nobody_told_of() -> None:
    tell(
        "\n".join(
            f"p{n} mon 09:0{n} answered chat actor={'aki' if n % 2 else 'eija'} thread=t{n}\n"
            f"p{n} mon 10:0{n} answered mail actor={'olli' if n % 3 else 'oona'} thread=t{n}\n"
            f"p{n} mon 11:00 answered phone actor=pia thread=other{n}"
            for n in range(6)
        )
        + "\nzoe mon+12 09:00 visited website"
    )
    (row,) = told().rows
    assert (row["source"], row["target"], row["told"], row["times"]) == ("chat", "mail", "no", 6)
    assert (row["median_gap"], row["ended"], row["base_n"]) == (HOUR, None, None)


def test_a_handover_counts_in_the_period_in_which_it_was_told() -> None:
    tell(HANDED)
    assert told(since="2026-03-03", until="2026-03-08").rows == []
    assert len(told(since="2026-03-02", until="2026-03-02").rows) == 1


QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"window": 5 * DAY},
    {"journey": "sales"},
    {"journey": "sales", "window": 10 * DAY},
    {"since": "2026-03-09", "until": "2026-03-22", "window": 4 * DAY},
    {"segment": "kind=offered"},
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_engine_and_plain_python_agree(seed: int) -> None:
    chance = random.Random(seed)
    acts = (
        "handed_over to=sara", "handed_over to=irma", "handed_over to=Partners", "met", "answered", "offered",
        "reached_out", "customer:asked", "left", "visited", "informed automatic",
    )  # fmt: skip
    lines = []
    for _ in range(220):
        act, *more = chance.choice(acts).split()
        day = f"{chance.choice(['mon', 'wed', 'fri'])}+{chance.randint(0, 11)}"
        who = "" if act in {"left", "visited"} else f"actor={chance.choice(['sara', 'sami', 'irma'])}"
        lines.append(
            f"p{chance.randint(1, 12)} {day} {chance.randint(8, 17):02}:{chance.randint(0, 5)}0 {act}"
            f" {chance.choice(['contract', 'kick-off', 'chat'])} thread=t{chance.randint(1, 2)} {who} {' '.join(more)}"
        )
    tell("\n".join(lines))
    save_journey(MAP)
    for question in QUESTIONS:
        plain = oracle_handovers.handovers(asked(**question))
        assert plain
        assert [*map(rounded, asked_engine(**question))] == [*map(rounded, plain)]


def asked_engine(**question: Any) -> list[dict[str, Any]]:
    """All rows that the engine gives, before some are left out."""
    wanted: Asked = asked(**question)
    rows: list[dict[str, Any]] = ask_about(handovers, wanted).rows.to_pylist()
    return rows
