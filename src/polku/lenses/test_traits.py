"""Segments by traits: only what is declared, only what many share, and gone with the person."""

from typing import Any

import pytest
from django.conf import settings

from polku.engine.engine import ask_copy
from polku.engine.tables import table
from polku.engine.tests.fresh import fresh_engine
from polku.identity.models import Customer, Identifier, Membership, Trait
from polku.lenses.asked import WrongQuestion, asked
from polku.lenses.journeys.edges import EDGES
from polku.lenses.measure import Answer, answer
from polku.lenses.traits import told_values
from polku.pipeline.forget import forget
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]


def lines(who: str, count: int, plan: str) -> str:
    """So many people with a plan, each on the website and then at the shop."""
    return "\n".join(
        f'{who}{n} mon 09:00 visited website plan="{plan}"\n{who}{n} mon 10:00 ordered shop'
        for n in range(count)
    )


PLANS = "\n".join([lines("g", 6, "gold"), lines("s", 5, "silver"), lines("t", 3, "tin")])


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The company cuts its customers by their plan."""
    monkeypatch.setitem(settings.CHOSEN, "segment_traits", ("plan",))


def told(segment: str, **question: Any) -> Answer:
    return answer(EDGES, asked(segment=segment, **question))


def texts() -> set[str]:
    """Every text that the engine's copy holds."""
    return {row["name"] for row in ask_copy(table("name")).rows.to_pylist()}


@pytest.mark.usefixtures("declared")
def test_a_declared_trait_cuts_customers_into_segments() -> None:
    tell(PLANS)
    assert [told(f"plan={plan}").n for plan in ("gold", "silver")] == [6, 5]
    assert told("plan=gold,touchpoint=shop").n == 6
    assert told_values("plan") == {"gold": 6, "silver": 5, "tin": 3}


@pytest.mark.usefixtures("declared")
def test_of_three_people_only_a_sentence_is_told() -> None:
    tell(PLANS)
    found = told("plan=tin")
    assert (found.rows, found.n) == ([], 0)
    assert "Fewer than 5 customers" in found.note


@pytest.mark.usefixtures("declared")
def test_a_value_nobody_has_is_told_with_those_that_enough_people_share() -> None:
    tell(PLANS)
    with pytest.raises(
        WrongQuestion, match=r"There is no plan 'golden'; did you mean 'gold'\? There are: gold, silver$"
    ):
        asked(segment="plan=golden")


def test_a_trait_that_is_not_declared_is_no_segment_and_not_in_the_engine() -> None:
    tell(PLANS)
    with pytest.raises(
        WrongQuestion, match="Write one of entity, known, touchpoint, channel, kind with a value"
    ):
        asked(segment="plan=gold")
    assert answer(EDGES, asked()).n == 14
    assert texts().isdisjoint({"plan", "gold", "silver", "tin"})


def test_declaring_a_trait_later_makes_the_copy_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(PLANS)
    assert "gold" not in texts()
    monkeypatch.setitem(settings.CHOSEN, "segment_traits", ("plan",))
    assert told("plan=gold").n == 6


@pytest.mark.usefixtures("declared")
def test_a_declared_trait_of_which_nothing_is_told_says_so() -> None:
    tell("ann mon 09:00 visited website")
    with pytest.raises(WrongQuestion, match="Nothing is told of plan yet"):
        asked(segment="plan=gold")


@pytest.mark.usefixtures("declared")
def test_the_newest_value_counts_whatever_came_first() -> None:
    tell(
        lines("g", 6, "gold")
        + '\ng0 tue 09:00 visited website plan=silver\ng1 sun 09:00 visited website plan="gold"'
    )
    assert told_values("plan") == {"gold": 5, "silver": 1}
    tell("g2 wed 09:00 visited website plan=silver")  # shipped by itself, in place of what g2 had
    assert told_values("plan") == {"gold": 4, "silver": 2}


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize("value", ["aino@posti.example", "+358 401234567", "x" * 61])
def test_what_may_stand_for_one_person_does_not_come_into_the_engine(value: str) -> None:
    tell(lines("g", 5, "gold") + f'\nann mon 09:00 visited website plan="{value}"')
    assert told_values("plan") == {"gold": 5}
    assert value not in texts()


@pytest.mark.usefixtures("declared")
def test_a_trait_of_many_values_is_no_segment() -> None:
    tell("\n".join(f"p{n} mon 09:00 visited website plan=p-{n}" for n in range(51)))
    with pytest.raises(WrongQuestion, match="plan has 51 values, but a segment's trait has at most 50"):
        asked(segment="plan=p-1")


@pytest.mark.usefixtures("declared")
def test_who_belongs_to_an_organisation_is_in_its_segment() -> None:
    tell(lines("g", 5, "gold") + "\nann mon 09:00 visited website\nann mon 10:00 ordered shop")
    ann = Identifier.objects.get(value="ann")
    firm = Identifier.objects.create(
        namespace="company", value="f", policy="unique", entity="organisation", customer_id=0, first_at=0
    )
    Identifier.objects.filter(pk=firm.pk).update(customer_id=firm.pk)
    Customer.objects.create(id=firm.pk, entity="organisation", first_at=0, last_at=0)
    Membership.objects.create(person=ann, organisation=firm, first_at=0, last_at=0)
    Trait.objects.create(identifier=firm, name="plan", value='"gold"', occurred_at=0, event_id=0)
    assert told("plan=gold").n == 6


@pytest.mark.usefixtures("declared")
def test_forgetting_a_person_takes_their_trait_away() -> None:
    tell(lines("g", 5, "gold") + '\nann mon 09:00 visited website plan="one of a kind"')
    assert told_values("plan") == {"gold": 5, "one of a kind": 1}
    forget(Identifier.objects.get(value="ann").customer_id, by="sari")
    assert told_values("plan") == {"gold": 5}
    assert "one of a kind" not in texts()
