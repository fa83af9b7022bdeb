from http import HTTPStatus

import pytest
from django.test import Client

from polku.identity.models import SearchTerm
from polku.lenses.customer.tests.told import customer, did, tell
from tests.people import lead

pytestmark = pytest.mark.django_db(databases="__all__")


def known(name: str, email: str, when: str) -> int:
    made = customer(name, ("email", email, "shareable"))
    SearchTerm.objects.bulk_create(
        SearchTerm(customer_id=made, term=term) for term in (*name.lower().split(), email)
    )
    tell(made, did(when, "visited"))
    return made


def test_without_words_the_customers_met_last_stand_first(mikko: Client) -> None:
    known("Aino Virtanen", "aino@posti.example", "2026-01-02 09:00")
    known("Ville Mäki", "ville@posti.example", "2026-01-05 09:00")
    text = mikko.get("/").content.decode()
    assert text.index("Ville Mäki") < text.index("Aino Virtanen")
    assert "Met last" in text


@pytest.mark.parametrize(
    "words", ["aino", "virt", "AINO VIR", "aino@posti.example", "email:aino@posti.example"]
)
def test_a_customer_is_found_by_name_or_identifier(mikko: Client, words: str) -> None:
    aino = known("Aino Virtanen", "aino@posti.example", "2026-01-02 09:00")
    known("Ville Maki", "ville@posti.example", "2026-01-05 09:00")
    text = mikko.get("/", {"q": words}, headers={"HX-Request": "true"}).content.decode()
    assert f'href="/customers/{aino}"' in text
    assert "Ville" not in text
    assert "<html" not in text


def test_nobody_found_says_what_to_try(mikko: Client) -> None:
    known("Aino Virtanen", "aino@posti.example", "2026-01-02 09:00")
    assert "Nobody goes by that" in mikko.get("/customers?q=zzz").content.decode()


@pytest.mark.parametrize("words", ["\0", "%", "_", "'", "\\", "9" * 300, "<script>", "()"])
def test_odd_words_break_nothing(mikko: Client, words: str) -> None:
    answer = mikko.get("/", {"q": words})
    assert answer.status_code == HTTPStatus.OK
    assert b'<script>"' not in answer.content


def test_an_empty_house_says_what_to_do_next_to_those_who_may(mikko: Client) -> None:
    assert "Somebody who manages Polku" in mikko.get("/").content.decode()
    sari = Client()
    sari.force_login(lead())
    assert 'href="/start"' in sari.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/customers"])
def test_outsiders_are_sent_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/sign-in")
