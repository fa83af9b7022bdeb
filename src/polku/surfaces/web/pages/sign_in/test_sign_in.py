"""Signing in: right, wrong, too often; and nobody learns who is there."""

from typing import Any

import pytest
from django.test import Client

from polku.lib.clock import MINUTE
from polku.workspace.models import FailedSignIn
from tests.people import PASSWORD, lead, outsider

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def three_tries(settings: Any) -> None:
    settings.CHOSEN = {**settings.CHOSEN, "sign_in_tries": 3}


def attempt(client: Client, password: str, name: str = "sari", address: str = "10.0.0.1") -> int:
    told = {"username": name, "password": password}
    return client.post("/sign-in", told, REMOTE_ADDR=address).status_code


def test_the_right_password_leads_on(client: Client) -> None:
    lead()
    response = client.post("/sign-in", {"username": "sari", "password": PASSWORD, "next": "/me"})
    assert (response.status_code, response.headers["Location"]) == (302, "/me")


def test_the_page_is_a_fragment_for_htmx(client: Client) -> None:
    assert b"<html" not in client.get("/sign-in", headers={"HX-Request": "true"}).content


def test_a_wrong_password_an_unknown_name_and_a_closed_account_look_alike(client: Client) -> None:
    lead()
    outsider()
    said = [
        client.post("/sign-in", {"username": name, "password": "wrong"})
        .content.decode()
        .split('class="errorlist')[1]
        for name in ("sari", "nobody", "otto")
    ]
    without_secrets = [text.split("<div")[0] for text in said]
    assert without_secrets[0] == without_secrets[1] == without_secrets[2]


def test_the_fourth_try_with_one_name_has_to_wait_even_with_the_right_password(client: Client) -> None:
    lead()
    tries = [attempt(client, "wrong", address=f"10.0.0.{n}") for n in range(3)]
    assert tries == [422, 422, 422]
    response = client.post("/sign-in", {"username": "Sari", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60
    assert "Try again in 15 minutes" in response.content.decode()


def test_the_fourth_try_from_one_address_has_to_wait(client: Client) -> None:
    lead()
    for name in ("a", "b", "c"):
        attempt(client, "wrong", name)
    assert attempt(client, PASSWORD) == 429
    assert attempt(client, PASSWORD, address="10.0.0.2") == 302


def test_tries_that_had_to_wait_do_not_prolong_the_wait(client: Client) -> None:
    for _ in range(6):
        attempt(client, "wrong")
    assert FailedSignIn.objects.count() == 3


def test_after_fifteen_minutes_it_may_be_tried_again(client: Client) -> None:
    lead()
    for _ in range(4):
        attempt(client, "wrong")
    for failed in FailedSignIn.objects.all():
        failed.tried_at -= 15 * MINUTE + 1
        failed.save()
    assert attempt(client, PASSWORD) == 302


def test_signing_in_forgets_the_names_failures(client: Client) -> None:
    lead()
    attempt(client, "wrong")
    attempt(client, PASSWORD)
    assert FailedSignIn.objects.count() == 0


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(lead())
    client.post("/sign-out")
    assert client.get("/me").status_code == 302


def test_neither_names_nor_addresses_are_kept_readable(client: Client) -> None:
    attempt(client, "wrong", "aino.virtanen", "10.9.8.7")
    kept = FailedSignIn.objects.get()
    assert len(bytes(kept.name)) == len(bytes(kept.address)) == 16
    assert b"aino" not in bytes(kept.name)
