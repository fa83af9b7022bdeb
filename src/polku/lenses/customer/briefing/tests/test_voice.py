"""What they said, what they may remember, and what they have told us already."""

import pytest

from polku.identity.models import Membership, Trait
from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.quotes import Quote
from polku.lenses.customer.briefing.tests.pointed import found, offered, said_to_all
from polku.lenses.customer.tests.told import at, customer, did, tell

pytestmark = pytest.mark.django_db(databases="__all__")


def rated(day: str, rating: float, text: str = "") -> object:
    return did(f"2026-{day} 09:00", "rated", rating=rating, rating_low=0, rating_high=10, text=text)


@pytest.mark.parametrize(
    ("ratings", "ranks"),
    [
        ([9], ["last"]),
        ([2, 9], ["last", "lowest"]),  # how low it once was, although the last is high
        ([9, 2], ["last", "highest"]),
        ([5, 9], ["last"]),  # in the middle nothing stands out
        ([9, 10], ["last"]),  # another high one says nothing new
        ([1, 2], ["last"]),
        ([1, 10, 5], ["last", "lowest", "highest"]),
    ],
)
def test_ratings_are_the_last_and_what_stood_out_before(ratings: list[float], ranks: list[str]) -> None:
    aino = customer("Aino")
    for month, rating in enumerate(ratings, start=1):
        tell(aino, rated(f"0{month}-01", rating))  # type: ignore[arg-type]
    assert [one.rank for one in found(said.Rated, aino)] == ranks


def test_a_rating_without_a_scale_is_told_and_not_compared() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-01-01 09:00", "rated", rating=1), did("2026-02-01 09:00", "rated", rating=5))
    assert [(one.rank, one.rating, one.low) for one in found(said.Rated, aino)] == [("last", 5, None)]


def test_a_rating_quotes_and_hides_who_of_us_it_names() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-10-01 09:00", "met", "us", actor="Mikko Lampi"),
        rated("10-02", 2, "Mikko was slow and Lampi rude"),  # type: ignore[arg-type]
    )
    assert [one.quote for one in found(said.Rated, aino)] == [Quote("[…] was slow and […] rude")]


def test_a_kindness_is_ours_and_does_not_say_whose() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-10-01 09:00", "delighted", actor="Sari Lehto", text="Sari swept the stairs"))
    assert found(said.Kindness, aino) == [said.Kindness(at("2026-10-01 09:00"), "[…] swept the stairs")]


@pytest.mark.parametrize("kind", ["thanked", "mentioned", "declined"])
def test_what_they_said_unasked_is_quoted(kind: str) -> None:
    aino = customer("Aino")
    side = "customer" if kind == "thanked" else ""
    tell(aino, did("2026-10-01 09:00", kind, side, text="So it was"))
    assert found(said.Spoke, aino) == [said.Spoke(kind, at("2026-10-01 09:00"), Quote("So it was"))]


def test_a_no_that_became_an_order_is_not_brought_up() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-10-01 09:00", "declined", text="Too dear"))
    tell(aino, did("2026-10-09 09:00", "ordered"))
    assert found(said.Spoke, aino) == []


def test_our_own_thanks_are_not_theirs() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-10-01 09:00", "thanked", "us", text="Thank you for your order"))
    assert found(said.Spoke, aino) == []


def test_the_last_question_is_told_once_it_is_answered() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-18 09:00", "asked", "customer", thread="t", text="Which socket?"))
    assert found(said.LastAsked, aino) == []
    tell(aino, did("2026-11-18 10:00", "answered", "us", thread="t"))
    assert found(said.LastAsked, aino) == [said.LastAsked(at("2026-11-18 09:00"), Quote("Which socket?"))]


def test_facts_are_what_they_told_and_not_how_they_are_filed() -> None:
    aino = customer("Aino")
    told = {"house_size": "140", "heating": '"oil"', "email": '"a@b.example"', "createdAt": '"2026"'}
    told |= {"notes": f'"{"x" * 200}"', "address": '{"street": "Koivukuja"}', "first_name": '"Aino"'}
    for name, value in told.items():
        Trait.objects.create(identifier_id=aino, name=name, value=value, occurred_at=5, event_id=9)
    assert found(said.ToldUs, aino) == [said.ToldUs([("heating", "oil"), ("house_size", 140)])]


def test_what_we_asked_and_they_answered_is_not_asked_again() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-01 09:00", "asked", "us", thread="t", text="How large is the house?"),
        did("2026-11-01 10:00", "answered", "customer", thread="t", text="140 square metres"),
    )
    answered = said.AnsweredUs(at("2026-11-01 10:00"), "How large is the house?", Quote("140 square metres"))
    assert found(said.AnsweredUs, aino) == [answered]
    (point,) = [one for one in offered(aino) if one.rule == "answered_us"]
    assert [one.event_id for one in point.evidence] == [1, 2]


def test_what_was_answered_last_year_is_not_worth_a_sentence() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2025-11-01 09:00", "asked", "us", thread="t", text="Is a light on?"),
        did("2025-11-01 10:00", "answered", "customer", thread="t", text="A yellow one"),
    )
    assert len(found(said.AnsweredUs, aino)) == 1
    assert said_to_all(aino) == ["standing"]


def test_an_answer_to_another_conversation_answers_nothing() -> None:
    aino = customer("Aino")
    tell(
        aino,
        did("2026-11-01 09:00", "asked", "us", thread="t", text="How large is the house?"),
        did("2026-11-01 10:00", "answered", "customer", thread="u", text="On Friday"),
    )
    assert found(said.AnsweredUs, aino) == []


def test_an_organisation_hears_whose_word_it_is_and_a_person_only_their_own() -> None:
    firm, aino, ville = customer("Acme", entity="organisation"), customer("Aino"), customer("Ville")
    for person in (aino, ville):
        Membership.objects.create(person_id=person, organisation_id=firm, first_at=0, last_at=0)
    tell(ville, rated("10-02", 9, "Good people"))  # type: ignore[arg-type]
    assert [one.quote for one in found(said.Rated, firm)] == [Quote("Good people", by="Ville")]
    assert found(said.Rated, aino) == []
    assert said_to_all(aino) == ["standing", "belongs"]
