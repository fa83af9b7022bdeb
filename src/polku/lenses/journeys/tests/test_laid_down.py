"""What is written down of a journey's walks gives the answers that working them out gives."""

import random

import msgspec
import pytest

import polku.lenses.measure
from polku.engine.laid_down import laid_down
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import Asked, asked
from polku.lenses.catalog import MEASURES
from polku.lenses.journeys.tests.test_edges_and_variants import JOURNEY
from polku.lenses.measure import Rows, answer
from polku.touchpoints.journeys.save import save_journey
from tests.story import moment, tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
ACTS = (
    "visited website", "asked lead-form thread=t{n}", "met sales-visit actor=mikko", "answered mail actor=sari thread=t{n}",
    "handed_over lead-form actor=mikko to=sari", "ordered shop amount=100 currency=EUR", "left phone",
    "rated survey rating=9 rating_low=0 rating_high=10", "us:asked lead-form", "paid shop amount=100 currency=EUR",
)  # fmt: skip

MEASURED = ("edges", "variants", "funnel", "handovers", "exits", "touchpoints", "satisfied_left")


def lives(chance: random.Random) -> str:
    """Thirty customers with two to nine steps each, over six weeks."""
    lines = [
        f"p{who}  {chance.choice(['mon', 'tue', 'fri'])}+{chance.randint(0, 6)} {chance.randint(8, 17):02}:{chance.randint(0, 59):02}"
        f"  {chance.choice(ACTS).format(n=chance.randint(1, 2))} about={chance.randint(1, 2)}"
        for who in range(30)
        for _ in range(chance.randint(2, 9))
    ]
    return "\n".join(lines)


def told(question: Asked) -> dict[str, tuple[int, int, Rows, str]]:
    """The answer of each measure that takes another part of what is laid down."""
    found = {name: answer(MEASURES[name], question) for name in MEASURED}
    return {name: (one.n, one.customers, one.rows, one.note) for name, one in found.items()}


@pytest.mark.parametrize(("per", "since"), [("customer", None), ("order", moment("mon+2", "00:00"))])
def test_walks_laid_down_and_worked_out_tell_the_same(
    per: str, since: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(lives(random.Random(per)))
    save_journey(JOURNEY.replace("PER", per))
    question = msgspec.structs.replace(asked(journey="sales", segment="known=yes"), since=since)
    assert question.journey
    assert laid_down(question.journey)
    laid = told(question)
    monkeypatch.setattr(polku.lenses.measure, "laid_down", lambda _journey: False)
    assert told(question) == laid
    assert laid["edges"][2]
    assert laid["exits"][0]


def test_a_journey_nobody_declared_is_worked_out() -> None:
    tell("ann  mon 09:00  asked lead-form")
    journey = save_journey(JOURNEY.replace("PER", "customer"))
    assert laid_down(journey)
    assert not laid_down(msgspec.structs.replace(journey, per="order"))


def test_walks_taken_up_while_they_are_asked_about_are_worked_out_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell("ann  mon 09:00  asked lead-form")
    save_journey(JOURNEY.replace("PER", "customer"))
    question = asked(journey="sales")
    answers = iter([True, False])
    monkeypatch.setattr(polku.lenses.measure, "laid_down", lambda _journey: next(answers, False))
    # The former walks are gone, as where another shipment came in between.
    gone = msgspec.structs.replace(question.journey, ends=()) if question.journey else None
    assert answer(MEASURES["edges"], msgspec.structs.replace(question, journey=gone)).n == 1
