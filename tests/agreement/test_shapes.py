"""Logs of other shapes give one answer on DuckDB and on Spark, too: nobody, few, one endless path, many parts (`make soak`)."""

import os
import random
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.conf import settings as chosen

from polku.demo.delivery.load import load
from polku.demo.delivery.tests.standing import company, unheard
from polku.engine import tables
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.catalog import MEASURES
from polku.lenses.exits.learnt import forget_learnt
from polku.pipeline.drain import drain
from polku.touchpoints.journeys.load import journeys
from polku.touchpoints.journeys.save import save_journey
from tests.agreement.heard import ON_A_CLUSTER, Answers, answers
from tests.spark.cluster import Cluster
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    *ON_A_CLUSTER,
    pytest.mark.skipif("POLKU_SOAK" not in os.environ, reason="takes an hour: make soak"),
]
KINDS: Final = (
    "visited", "asked", "us:answered", "us:offered", "ordered", "us:delivered", "complained", "us:handed_over", "rated", "left", "declined",
)  # fmt: skip
JOURNEY: Final = """\
name: shape
title: Shape
instance: {per: customer}
stages:
  - name: first
    title: First
    touchpoints: [{name: place-0, channel: web, owner: Web}, {name: place-1, channel: mail, owner: Mail}]
  - name: second
    title: Second
    touchpoints: [{name: place-2, channel: phone, owner: Phone}, {name: place-3, channel: chat, owner: Chat}]
"""


def lives(customers: int, steps: int, places: int, moments: int) -> str:
    """Random lives: so many steps each, over so many different moments of a year."""
    chance = random.Random(5)
    lines = []
    for customer in range(customers):
        for _ in range(steps):
            minute = chance.randrange(moments) * (500_000 // moments)
            day, hour = f"mon+{minute // 10_080}", f"{minute // 60 % 24:02}:{minute % 60:02}"
            kind = chance.choice(KINDS if chance.random() < 0.2 else KINDS[:-2])
            beside = [f"actor=worker{chance.randrange(9)}", f"thread=t{chance.randrange(40)}"]
            beside += [f"about={chance.randrange(30)}"] * (chance.random() < 0.3)
            beside += [f"amount={chance.randrange(900)}"] * (kind in ("ordered", "us:offered"))
            beside += [f"rating={chance.randrange(11)} rating_low=0 rating_high=10"] * (kind == "rated")
            beside += [f"to=worker{chance.randrange(9)}"] * (kind == "us:handed_over")
            lines.append(
                f"who{customer} {day} {hour} {kind} place-{chance.randrange(places)} {' '.join(beside)}"
            )
    return "\n".join(lines)


def of_lives(**shape: int) -> Callable[[], None]:
    return lambda: told(lives(**shape))


def told(story: str) -> None:
    save_journey(JOURNEY)
    tell(story)


def company_of(customers: int) -> None:
    load(company(customers), unheard)
    drain()


SHAPES: Final[dict[str, Callable[[], None]]] = {
    "nobody": lambda: told(""),
    "one customer, one step": of_lives(customers=1, steps=1, places=1, moments=1),
    "a company of seven": lambda: company_of(7),
    "one endless path beside short ones": lambda: told(
        lives(customers=1, steps=5_000, places=4, moments=250_000)
        + "\n"
        + lives(customers=40, steps=3, places=4, moments=900).replace("who", "short")
    ),
    "three hundred places": of_lives(customers=300, steps=12, places=300, moments=250_000),
    "few moments": of_lives(customers=60, steps=20, places=6, moments=12),
    "many parts": of_lives(customers=900, steps=8, places=5, moments=100_000),
}


@pytest.fixture(params=list(SHAPES))
def shape(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(tables, "PART", 64)
    SHAPES[request.param]()
    return request.param


def test_every_measure_has_the_same_rows(
    on_spark: Cluster, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_learnt()
    on_cluster = {name: answers(name, questions(), monkeypatch) for name in MEASURES}
    monkeypatch.setitem(chosen.CHOSEN, "engine", "duckdb")
    forget_learnt()
    apart = [name for name in MEASURES if not same(answers(name, questions(), monkeypatch), on_cluster[name])]
    assert not apart, (shape, apart)


def same(one: Answers, other: Answers) -> bool:
    return one.told == other.told and one.engine == other.engine


def questions() -> tuple[dict[str, Any], ...]:
    """Of everything, of a period of the journey, and of one place in it."""
    (journey,) = (one.name for one in journeys())
    place = "booking-call" if journey == "tuulahdus" else "place-2"
    return (
        {},
        {"journey": journey, "since": "2026-05-01", "until": "2026-08-01"},
        {"touchpoint": place, "journey": journey},
    )
