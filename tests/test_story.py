"""The story helper itself, and the cast's stories through the whole house."""

import pytest

from polku.identity.models import Customer, Identifier
from polku.lib import clock
from polku.timeline.models import EncounterRow, InteractionRow, PromiseRow
from polku.timeline.vocabulary import Kind, Side
from tests import people, story


def test_a_line_tells_who_when_what_and_where() -> None:
    (line,) = story.read('aino  tue 09:12  asked mail-support thread=t1 "which socket?"  # a comment')
    assert (line.who, line.kind, line.side, line.touchpoint) == (
        "aino",
        Kind.ASKED,
        Side.CUSTOMER,
        "mail-support",
    )
    assert clock.to_text(line.occurred_at) == "2026-03-03T09:12:00Z"
    assert line.fields == {"thread": "t1", "text": "which socket?"}


def test_days_may_be_weeks_later_dates_or_elsewhere() -> None:
    assert clock.to_text(story.moment("sun+1", "00:00")) == "2026-03-15T00:00:00Z"
    assert clock.to_text(story.moment("2026-03-29", "04:15+03:00")) == "2026-03-29T01:15:00Z"


def test_sides_are_the_usual_ones_unless_said() -> None:
    sides = [
        line.side
        for line in story.read("""
        aino mon 09:00 answered chat
        aino mon 09:01 us:asked chat
        aino mon 09:02 customer:answered chat
        aino mon 09:03 thanked chat
        aino mon 09:04 promised chat due=tue@12:00
    """)
    ]
    assert sides == [Side.US, Side.US, Side.CUSTOMER, Side.CUSTOMER, Side.US]


def test_a_story_becomes_interactions_for_folds() -> None:
    ordered, promised = story.interactions("""
        aino mon 09:00 ordered web-shop about=1042 amount=89.50
        aino mon 09:01 promised installation about=1042 due=fri@16:00
    """)
    assert (ordered.amount, ordered.currency, ordered.about) == (8950, "EUR", "1042")
    assert promised.due_at == story.moment("fri", "16:00")


@pytest.mark.django_db(databases="__all__", transaction=True)
@pytest.mark.parametrize("person", people.CUSTOMERS, ids=lambda person: person.slug)
def test_each_of_the_cast_has_a_path_of_as_many_steps_as_the_story_has_lines(person: people.Customer) -> None:
    story.tell(person.story)
    story.tell(person.story)  # a second telling adds nothing
    customer = Customer.objects.get(pk=Identifier.objects.get(value=person.slug).customer_id)
    assert customer.interactions == InteractionRow.objects.count() == len(story.read(person.story))


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_aino_was_answered_in_two_hours_and_not_by_the_robot() -> None:
    story.tell(people.AINO.story)
    mail = EncounterRow.objects.get(touchpoint="mail-support")
    # Asked 09:12; the automatic answer of 09:12 is none; Mikko's came at 11:12.
    assert (mail.first_response, mail.questions) == (2 * clock.HOUR, 1)


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_kerttus_promise_is_scored_against_its_original_date() -> None:
    story.tell(people.KERTTU.story)
    promise = PromiseRow.objects.get()
    assert promise.original_due_at == story.moment("thu", "12:00")
    assert promise.done_at == story.moment("tue+1", "12:00")
    assert promise.told_before_due is not True
