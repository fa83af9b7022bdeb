"""A briefing, as a program asks for it."""

import pytest
from django.test import Client

from polku.identity.models import Identifier
from polku.privacy import looks
from polku.privacy.models import Look
from polku.workspace.models import Person
from tests.api.conftest import asking
from tests.people import outsider

pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("cast"),
]


def address(slug: str = "kerttu") -> str:
    return f"/api/customers/{Identifier.objects.get(value=slug).customer_id}/briefing"


def test_sentences_come_with_their_rule_their_weight_and_what_they_rest_on(mikko: Person) -> None:
    told = asking(mikko).get(address(), {"language": "en"}).json()
    rules = [one["rule"] for one in told["sentences"]]
    assert rules[:3] == ["standing", "done_late", "complained"]
    late = told["sentences"][1]
    assert late["sentence"].startswith("Installation: promised by 5 Mar")
    assert late["section"] == "promised"
    assert late["weight"]["total"] == sum(late["weight"].values()) - late["weight"]["total"]
    assert late["why"] == "A promise was done after its first date."
    kinds = {
        asking(mikko).get(f"/api/events/{one['event_id']}").json()["body"]["row"]["kind"]
        for one in late["evidence"]
    }
    assert kinds == {"promised", "asked", "complained", "delivered"}


@pytest.mark.parametrize(
    ("language", "told"), [("fi", "Asiakas "), ("sv", "Kund sedan"), ("en", "Customer ")]
)
def test_a_program_chooses_the_language(mikko: Person, language: str, told: str) -> None:
    answer = asking(mikko).get(address(), {"language": language}).json()
    assert answer["language"] == language
    assert answer["sentences"][0]["sentence"].startswith(told)


def test_without_a_choice_it_is_the_readers_own(mikko: Person) -> None:
    mikko.language = "sv"
    mikko.save()
    assert asking(mikko).get(address()).json()["language"] == "sv"


def test_a_language_we_do_not_speak_is_refused(mikko: Person) -> None:
    answer = asking(mikko).get(address(), {"language": "de"})
    assert answer.status_code == 422
    assert "language" in answer.json()["detail"]


def test_reading_it_is_recorded(mikko: Person) -> None:
    asking(mikko).get(address())
    looks.flush()
    assert [(one.person, one.through) for one in Look.objects.all()] == [(mikko, "api:briefing")]


def test_outsiders_and_closed_accounts_are_told_to_sign_in() -> None:
    assert Client().get(address()).status_code == 401
    assert asking(outsider()).get(address()).status_code == 401
    looks.flush()
    assert Look.objects.count() == 0


def test_nobody_has_no_briefing(mikko: Person) -> None:
    answer = asking(mikko).get("/api/customers/77/briefing")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
