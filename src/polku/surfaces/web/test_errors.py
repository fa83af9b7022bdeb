"""Every error page says what was wrong and how to go on, in the reader's language and with the right status."""

import json

import pytest
from django.test import Client, RequestFactory

from polku.surfaces.web import errors
from polku.workspace.models import Person
from tests.people import lead

pytestmark = pytest.mark.django_db(databases="__all__")


def test_who_may_not_is_told_whom_to_ask_by_name(mikko: Client) -> None:
    lead()
    response = mikko.get("/people")
    page = response.content.decode()
    assert response.status_code == 403
    assert "Administering Polku: Sari Lehto." in page


def test_a_closed_account_is_nobody_to_ask(mikko: Client) -> None:
    sari = lead()
    sari.is_active = False
    sari.save()
    assert "Sari Lehto" not in mikko.get("/people").content.decode()


def test_an_outsider_is_told_no_names() -> None:
    lead()
    page = errors.forbidden(RequestFactory().get("/people")).content.decode()
    assert "Sari" not in page


def test_what_is_not_there_can_be_searched_for_from_there(mikko: Client) -> None:
    page = mikko.get("/no-such-page").content.decode()
    assert '<form class="search" method="get" action="/">' in page
    assert 'name="q"' in page


def test_an_outsider_has_nothing_to_search_in(client: Client) -> None:
    page = client.get("/no-such-page").content.decode()
    assert 'name="q"' not in page


def test_a_buttons_address_opened_by_hand_says_where_the_button_is(sari: Client) -> None:
    response = sari.get("/quarantine/replay")
    page = response.content.decode()
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "<h1>This address can&#x27;t be opened like this</h1>" in page
    assert "A button leads here" in page


def test_a_wrong_method_is_told_to_htmx_as_a_part(sari: Client, part: dict[str, str]) -> None:
    page = sari.get("/quarantine/replay", headers=part).content.decode()
    assert "A button leads here" in page
    assert "<html" not in page


def test_a_page_that_may_be_read_only_refuses_a_form(sari: Client) -> None:
    response = sari.post("/live")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_machines_are_told_of_a_wrong_method_in_their_own_form() -> None:
    response = errors.not_allowed(RequestFactory().get("/api/customers"))
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == 405


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Tässä osoitteessa ei ole mitään"),
        ("sv", "Det finns inget på den här adressen"),
        ("en", "There is nothing at this address"),
    ],
)
def test_errors_speak_the_readers_language(mikko: Client, language: str, words: str) -> None:
    Person.objects.update(language=language)
    page = mikko.get("/no-such-page").content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<h1>{words}</h1>" in page


def test_too_many_tries_say_how_long_to_wait(client: Client) -> None:
    lead()
    for _ in range(20):
        response = client.post("/sign-in", {"username": "sari", "password": "wrong"})
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()
    assert "Try again in" in response.content.decode()
    assert int(response.headers["Retry-After"]) > 0


def test_every_page_can_say_that_the_server_is_out_of_reach(mikko: Client) -> None:
    page = mikko.get("/me").content.decode()
    assert '<div id="unreachable" class="messages" role="alert" hidden>' in page
    assert "it goes on by itself once the connection is back" in page


def test_ones_own_page_does_not_take_the_cursor_away(mikko: Client) -> None:
    page = mikko.get("/me").content.decode()
    assert "autofocus" not in page
    assert 'value="mikko" autocomplete="username" hidden' in page
