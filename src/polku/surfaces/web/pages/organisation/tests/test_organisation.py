from http import HTTPStatus

import pytest
from django.test import Client

from polku.identity.models import Membership
from polku.lenses.customer.tests.told import customer, did, tell
from polku.privacy.models import Look
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def acme() -> int:
    firm, aino = customer("Acme", entity="organisation"), customer("Aino Virtanen")
    Membership.objects.create(person_id=aino, organisation_id=firm, first_at=0, last_at=0)
    tell(firm, did("2026-01-01 09:00", "ordered", subject="Fifty pumps"))
    tell(aino, did("2026-01-02 09:00", "asked", "customer", text="When do they come?"))
    return firm


def test_an_organisation_shows_its_people_and_their_path_with_its_own(acme: int) -> None:
    mikko = Client()
    mikko.force_login(colleague())
    page = mikko.get(f"/organisations/{acme}")
    text = page.content.decode()
    assert page.status_code == HTTPStatus.OK
    for words in ("Acme", "Aino Virtanen", "Fifty pumps", "When do they come?"):
        assert words in text
    assert text.count('class="encounter"') == 2
    assert Look.objects.get().through == "web:organisation"
    assert "<html" not in mikko.get(f"/organisations/{acme}", headers={"HX-Request": "true"}).content.decode()


def test_a_person_has_no_organisations_page(acme: int) -> None:
    mikko = Client()
    mikko.force_login(colleague())
    answer = mikko.get(f"/organisations/{acme + 1}")
    assert answer["Location"] == f"/customers/{acme + 1}"


def test_outsiders_are_sent_to_sign_in(client: Client, acme: int) -> None:
    assert client.get(f"/organisations/{acme}")["Location"].startswith("/sign-in")
