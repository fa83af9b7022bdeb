"""The expressions and plain Python agree on whatever happens to customers."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from polku.lenses.asked import Asked
from polku.lenses.exits.alarms import false_alarms
from polku.lenses.exits.ended import ended
from polku.lenses.exits.exits import exits
from polku.lenses.exits.satisfied import rows_of, satisfied_left
from polku.lenses.exits.tests import oracle
from polku.lenses.exits.tests.laid import Laid, Step
from polku.lenses.journeys.behind_rows import CalledSilent, Rated

HOUR, DAY = 3_600_000_000, 86_400_000_000
OURS = (
    "answered",
    "met",
    "reached_out",
    "handed_over",
    "informed",
    "delivered",
    "started",
    "charged",
    "offered",
)
THEIRS = (
    "asked", "visited", "ordered", "paid", "rated", "left", "declined", "joined", "complained", "answered", "thanked",
)  # fmt: skip
PLACES = ("shop", "chat", "offer", "web")
QUESTIONS = (
    Asked(),
    Asked(window=3 * DAY),
    Asked(since=40 * DAY, until=120 * DAY),
    Asked(segment=(("touchpoint", "offer"),)),
    Asked(segment=(("kind", "asked"),), since=30 * DAY),
)


def _history(chance: random.Random, steps: int) -> list[Step]:
    """One customer's steps: often, or seldom."""
    customer, moment = chance.randint(1, 10**9), chance.randint(1, 100) * DAY
    pace = chance.choice([6 * HOUR, 2 * DAY, 9 * DAY])
    found = []
    for _ in range(steps):
        moment += 1 + chance.randint(0, pace)
        side = chance.choice(["us", "customer", "customer"])
        kind = chance.choice(OURS if side == "us" else THEIRS)
        found.append(
            Step(
                customer, moment, kind, side, chance.choice(PLACES), automatic=side == "us" and chance.random() < 0.3,
                outcome=chance.choice(["", "", "", "", "solved", "Lost", "cancelled"]) if side == "us" else "",
                felt=chance.choice([0, 899_999, 900_000, 1_000_000]) if kind == "rated" else None,
            )
        )  # fmt: skip
    return found


def _company(seed: int) -> list[Step]:
    chance = random.Random(seed)
    histories = [_history(chance, chance.choice([1, 2, 5, 12, 60])) for _ in range(chance.randint(3, 25))]
    return [
        step if step.outcome != "Lost" else Step(*_values(step), outcome="lost")
        for path in histories
        for step in path
    ]


def _values(step: Step) -> list[Any]:
    return [step.customer, step.occurred_at, step.kind, step.side, step.touchpoint, 0, 0, step.automatic]


@settings(max_examples=10)
@given(some.integers(0, 10**9), some.sampled_from(QUESTIONS))
def test_who_ended_where_and_how_and_how_often_beside_others(seed: int, asked: Asked) -> None:
    steps = _company(seed)
    laid = Laid(steps)
    told = {
        row["customer"]: (
            laid.name(row["touchpoint"]),
            row["last_at"],
            laid.name(row["said_at"]),
            row["manner"],
        )
        for row in laid.told(ended, asked)
    }
    assert told == oracle.ended(steps, asked)
    plain = oracle.exits(steps, asked)
    rows = laid.told(exits, asked)
    assert [_rounded({name: row[name] for name in plain[0]}) for row in rows] == [*map(_rounded, plain)]


@settings(max_examples=6)
@given(some.integers(0, 10**9), some.sampled_from(QUESTIONS[2:4]), some.sampled_from([10, 60]))
def test_the_satisfied_who_left_and_the_lost_who_came_back(seed: int, asked: Asked, days: int) -> None:
    steps = _company(seed)
    laid = Laid(steps)
    (wide,) = laid.told(satisfied_left, asked)
    told = {(row["of"], row["share_of"]): (row["part"], row["n"]) for row in rows_of(wide)}
    assert told == oracle.satisfied(steps, asked)
    rows = laid.told(false_alarms, Asked(window=days * DAY))
    assert {row["rule"]: (row["customers"], row["returned"]) for row in rows} == oracle.alarms(
        steps, days * DAY
    )


def test_behind_each_number_stand_as_many_customers_as_it_says() -> None:
    laid = Laid(_company(3))
    (wide,) = laid.told(satisfied_left, Asked())
    for row in rows_of(wide):
        assert len(laid.told(Rated(row["of"], row["share_of"]), Asked())) == row["part"]
        assert len(laid.told(Rated(row["of"]), Asked())) == row["n"]
    assert wide["part_0"]  # somebody satisfied left
    then = Asked(window=60 * DAY)
    rows = laid.told(false_alarms, then)
    for row in rows:
        called = laid.told(CalledSilent(row["rule"]), then)
        came_back = {one["customer"] for one in laid.told(CalledSilent(row["rule"], returned=True), then)}
        assert (len(called), len(came_back)) == (row["customers"], row["returned"])
        assert came_back <= {one["customer"] for one in called}
    assert len(rows) > 1


@pytest.mark.parametrize("manner", ["said", "silent", "dropped", "on"])
def test_the_drawn_companies_know_every_manner(manner: str) -> None:
    assert manner in {one[3] for seed in range(12) for one in oracle.ended(_company(seed), Asked()).values()}


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 9) if isinstance(value, float) else value for name, value in row.items()}
