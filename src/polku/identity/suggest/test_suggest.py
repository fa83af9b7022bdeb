"""Suggestions among few people, where the shipped weights are used as they stand."""

import msgspec
import pytest

from polku.identity.erase import erase_identifiers
from polku.identity.models import Review
from polku.identity.suggest import compare as comparing
from polku.identity.suggest.compare import Likely, compare
from polku.identity.suggest.people import Person, people
from polku.identity.suggest.questions import ask_about
from polku.identity.suggest.run import suggest
from polku.identity.tests.telling import decide, identifier, seen, tell

pytestmark = pytest.mark.django_db(databases="__all__")

AINO = {
    "firstName": "Aino",
    "lastName": "Virtanen",
    "dob": "1980-02-01",
    "postcode": "20100",
    "street": "Tori 1",
}
SLIP = {**AINO, "firstName": "Ainno", "street": "Tori 1 A"}
TWIN = {**AINO, "firstName": "Eino", "street": "Tori 1"}
ONNI = {"name": "Onni Laine", "dob": "1971-12-30", "postcode": "00100"}


@pytest.fixture
def cast() -> None:
    tell(
        seen("crm:1", at=1, **AINO),
        seen("crm:2", at=2, **SLIP),
        seen("crm:3", at=3, **ONNI),
        seen("cookie:c", at=4, **AINO),
        seen("crm:4", at=5, city="Turku"),
        seen("company:acme", at=6),
    )


def pairs() -> set[frozenset[str]]:
    return {frozenset((str(one.low), str(one.high))) for one in Review.objects.select_related("low", "high")}


@pytest.mark.usefixtures("cast")
def test_only_known_persons_with_something_told_are_compared() -> None:
    assert [person.customer_id for person in people()] == [
        identifier(name).customer_id for name in ("crm:1", "crm:2", "crm:3")
    ]


@pytest.mark.usefixtures("cast")
def test_a_pair_that_agrees_in_nearly_all_is_asked_about_and_not_joined() -> None:
    steps: list[str] = []
    found = suggest(steps.append)
    assert pairs() == {frozenset({"crm:1", "crm:2"})}
    assert identifier("crm:1").customer_id != identifier("crm:2").customer_id
    assert not found.compared.learnt
    assert steps == ["read", "compare", "ask"]
    review = Review.objects.get()
    assert review.probability is not None
    assert review.probability > 0.9
    weights = msgspec.json.decode(review.evidence)["weights"]
    assert weights["birth_date"] > 5
    assert "virtanen" not in review.evidence


def test_a_household_that_shares_all_but_the_name_is_not_one() -> None:
    tell(seen("crm:1", at=1, **AINO), seen("crm:5", at=2, **{**TWIN, "dob": "1952-07-20"}))
    suggest()
    assert pairs() == set()


def test_nobody_and_one_alone_give_no_pairs() -> None:
    assert compare([]).likely == []
    tell(seen("crm:1", at=1, **AINO))
    assert suggest().compared.people == 1


def test_people_who_agree_on_nothing_are_not_compared() -> None:
    tell(seen("crm:1", at=1, **AINO), seen("crm:3", at=3, **ONNI))
    assert suggest().compared.likely == []


def test_what_too_many_agree_on_is_passed_over_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_PAIRS", 5)
    fields = dict.fromkeys(("given_name", "surname", "birth_date", "personal_id", "street"))
    rest = dict.fromkeys(("street_number", "postcode", "city", "email"))
    crowd = [Person(n, {**fields, **rest, "phone": "000000000"}) for n in range(4)]
    found = compare(crowd)
    assert found.passed_over == ["phone"]
    assert found.likely == []


@pytest.mark.usefixtures("cast")
def test_the_same_people_always_give_the_same_answer() -> None:
    first = compare(people())
    assert compare(people()) == first


@pytest.mark.usefixtures("cast")
def test_who_a_person_said_to_be_two_is_not_asked_about_again() -> None:
    suggest()
    decide("apart", "crm:1", "crm:2")
    asked = suggest().asked
    assert (asked.new, asked.answered) == (0, 1)
    assert not Review.objects.filter(answer="").exists()


@pytest.mark.usefixtures("cast")
def test_a_question_put_off_stays_put_off() -> None:
    suggest()
    decide("later", "crm:1", "crm:2")
    assert suggest().asked.standing == 1
    assert Review.objects.get().answer == "later"


@pytest.mark.usefixtures("cast")
def test_a_question_that_nothing_speaks_for_any_more_is_taken_back() -> None:
    suggest()
    tell(seen("crm:2", at=50, firstName="Kalle", lastName="Salo", dob="1999-01-01", street="Muu 9"))
    assert suggest().asked.taken_back == 1
    assert pairs() == set()


@pytest.mark.usefixtures("cast")
def test_merging_closes_the_question() -> None:
    suggest()
    tell(seen("crm:1 email:a", at=60), seen("email:a", at=61))
    decide("same", "crm:1", "crm:2")
    assert suggest().asked.new == 0
    assert not Review.objects.filter(answer="").exists()


@pytest.mark.usefixtures("cast")
def test_a_guards_question_about_the_same_two_is_not_doubled() -> None:
    tell(seen("crm:1 email:home", at=70), seen("crm:2 email:home", at=71))
    assert Review.objects.get().reason == "conflict"
    suggest()
    assert Review.objects.get().reason == "conflict"


@pytest.mark.usefixtures("cast")
def test_who_was_forgotten_while_we_compared_is_not_asked_about() -> None:
    low, high = identifier("crm:1").customer_id, identifier("crm:2").customer_id
    erase_identifiers(high)
    assert ask_about([Likely(low, high, 0.99, {})]).new == 0
