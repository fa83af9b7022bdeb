"""The features of random lives, and the two groups set side by side, are what plain Python says."""

import random
from typing import Any

import numpy as np
import pytest

from polku.lenses.asked import Asked
from polku.lenses.exits.ended import ended
from polku.lenses.measure import ask_about
from polku.lenses.reasons.discovery import controlled
from polku.lenses.reasons.gather import rows
from polku.lenses.reasons.levels import levels
from polku.lenses.reasons.plain import shares
from polku.lenses.reasons.sampled import Sample, sampled
from polku.lenses.reasons.table import FEATURES
from polku.lib.clock import DAY, HOUR
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side
from tests.reasons import oracle
from tests.reasons.laid_lives import Laid

PLACES = ("chat", "shop", "offer")
OURS = (
    "answered", "met", "reached_out", "handed_over", "informed", "delivered", "started", "charged", "offered", "fixed",
    "delighted", "promised",
)  # fmt: skip
THEIRS = (
    "asked",
    "asked",
    "visited",
    "ordered",
    "paid",
    "rated",
    "complained",
    "answered",
    "returned",
    "declined",
    "left",
)
LIVES = 120


def one(chance: random.Random, number: int, moment: int) -> Interaction:
    side = chance.choice([Side.US, Side.CUSTOMER])
    kind = Kind(chance.choice(OURS if side is Side.US else THEIRS))
    told: dict[str, Any] = {}
    if kind is Kind.RATED:
        told = {"rating": chance.choice([0, 5, 9, 10]), "rating_low": 0, "rating_high": 10}
    if kind is Kind.PROMISED:
        told = {"due_at": moment + chance.randint(1, 9) * DAY, "about": "a", "pledge": "delivered"}
    if kind in {Kind.DELIVERED, Kind.INFORMED, Kind.STARTED} and chance.random() < 0.4:
        told = {"about": "a", "attributes": {"partner": chance.choice(["Kaarna", "Utu"])}}
    if kind in {Kind.OFFERED, Kind.ORDERED}:
        told = {"amount": chance.randint(1, 999), "currency": "EUR"}
    us = side is Side.US
    return Interaction(
        occurred_at=moment, sequence=number, key=b"", ordinal=0, kind=kind, side=side,
        touchpoint=chance.choice(PLACES), channel=chance.choice(["web", "mail", "chat"]),
        thread=chance.choice(["", "", "t1", "t2"]), actor=chance.choice(["", "sara", "olli"]) if us else "",
        to=chance.choice(["", "sara"]) if kind is Kind.HANDED_OVER else "",
        automatic=us and chance.random() < 0.15,
        outcome=chance.choice(["", "", "", "", "solved", "lost"]) if us else "", **told,
    )  # fmt: skip


def life(chance: random.Random) -> list[Interaction]:
    moment, pace = chance.randint(1, 60) * DAY, chance.choice([3 * HOUR, 2 * DAY, 6 * DAY])
    path = []
    for number in range(chance.choice([1, 3, 8, 20, 40])):
        moment += chance.choice([0, 1]) * chance.randint(1, pace) + 1
        path.append(one(chance, number, moment))
    return path


@pytest.fixture(scope="module", params=[1, 2])
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Sample, list[dict[str, Any]], list[dict[str, Any]]]:
    """The sample of one place, its rows as the engine tells them, and as plain Python does."""
    chance = random.Random(request.param)
    paths = [life(chance) for _ in range(LIVES)]
    laid = Laid(tmp_path_factory.mktemp("lives"), paths)
    with laid.asked():
        found = rows(Asked(touchpoint="chat"))
        names = {row["code"]: row["name"] for row in laid.file.answer("FROM name").to_pylist()}
        ends = {row["customer"]: row for row in ask_about(ended, Asked()).rows.to_pylist()}
    laid.file.close()
    plain = [
        {"customer": customer} | visit
        for customer, path in enumerate(paths, 1)
        if (end := ends.get(customer))
        for visit in oracle.visits(path, "chat", (names[end["touchpoint"]], end["last_at"], end["manner"]))
    ]
    return sampled(found), found.rows.to_pylist(), plain


def test_every_feature_of_every_visit_is_what_plain_python_says(company: Any) -> None:
    _, told, plain = company
    assert len(told) > 100
    assert {row["left"] for row in told} == {True, False}
    known = [name for name in plain[0] if name != "customer"]
    assert {feature.name for feature in FEATURES} - {*known} == {"entity", "member"}
    for row, expected in zip(told, plain, strict=True):
        assert {name: row[name] for name in ("customer", *known)} == expected


def test_the_groups_and_their_chances_are_what_plain_python_says(company: Any) -> None:
    sample, _, plain = company
    found = shares(sample, levels(sample, FEATURES))
    assert len(found) > 30
    for difference in found:
        level = difference.level
        flags = zip(sample.customers, sample.left, level.has, level.known, strict=True)
        seen = [(int(who), bool(left), bool(has)) for who, left, has, known in flags if known]
        counts, effect, low, high, chance = oracle.beside(seen)
        assert difference.counts == counts
        assert (difference.effect, difference.low, difference.high) == pytest.approx((effect, low, high))
        assert difference.chance == pytest.approx(chance, rel=1e-6)
    chances = [difference.chance for difference in found]
    q, _ = controlled(np.array(chances))
    assert q == pytest.approx(oracle.rates(chances))
    questions = [row["questions"] for row in plain]
    bound = next(one for one in found if one.level.feature.name == "questions" and not one.medians)
    assert bound.counts[1] + bound.counts[3] == sum(n >= float(bound.level.bound) for n in questions)
