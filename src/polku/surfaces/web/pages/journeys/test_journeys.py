"""Journeys: declared from a template, edited with errors that name the line, kept in versions."""

import pytest
from django.test import Client

from polku.touchpoints.journeys.load import names, template, text
from polku.touchpoints.journeys.save import save_journey
from polku.touchpoints.models import JourneyVersion
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")
SHOP = template("e-commerce")


@pytest.fixture
def in_force() -> None:
    """The shop's journey stands."""
    save_journey(SHOP)


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize("address", ["/journeys", "/journeys/new", "/journeys/e-commerce"])
def test_the_pages_are_whole_and_fragments(sari: Client, part: dict[str, str], address: str) -> None:
    assert b"<html" in sari.get(address).content
    assert b"<html" not in sari.get(address, headers=part).content


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize("address", ["/journeys", "/journeys/e-commerce"])
def test_an_outsider_signs_in_first_and_a_colleague_may_not(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    client.force_login(colleague())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["nothing", "%00", "a%20b"])
def test_an_unknown_journey_is_not_found(sari: Client, name: str) -> None:
    assert sari.get(f"/journeys/{name}").status_code == 404
    assert sari.post(f"/journeys/{name}/retire").status_code == 404


def test_before_anything_is_declared_the_templates_are_offered(sari: Client) -> None:
    page = sari.get("/journeys").content.decode()
    assert "No journey is declared yet" in page
    assert 'href="/journeys/new?template=municipal-permit"' in page


def test_a_new_journey_begins_with_the_template_that_was_chosen(sari: Client) -> None:
    assert "Final inspection" in sari.get("/journeys/new?template=municipal-permit").content.decode()
    assert sari.get("/journeys/new?template=nonsense").status_code == 200


def test_a_template_is_put_in_force_by_saving_it(sari: Client) -> None:
    response = sari.post("/journeys/new", {"text": SHOP.replace("\n", "\r\n")})
    assert response.headers["Location"] == "/journeys/e-commerce"
    assert text("e-commerce") == SHOP
    page = sari.get("/journeys").content.decode()
    assert "Find → Order → Receive → Afterwards" in " ".join(page.split())


def test_a_journey_is_listed_with_its_owners_and_next_steps(sari: Client) -> None:
    save_journey(SHOP)
    page = sari.get("/journeys/e-commerce").content.decode()
    assert "One walk is one order." in page
    assert '<td data-label="Should come next">Order confirmation</td>' in page


def test_a_fault_is_told_with_its_line_and_nothing_is_saved(sari: Client) -> None:
    text = SHOP.replace("expects: [cart]", "expects: [crat]")
    line = next(n for n, told in enumerate(text.splitlines(), 1) if "crat" in told)
    response = sari.post("/journeys/new", {"text": text})
    assert response.status_code == 422
    assert f"line {line}" in response.content.decode()
    assert not JourneyVersion.objects.exists()


def test_checking_keeps_nothing(sari: Client) -> None:
    page = sari.post("/journeys/check", {"text": SHOP}).content.decode()
    assert "Checkout and payment" in page
    assert "has to be mended" in sari.post("/journeys/check", {"text": "name: ["}).content.decode()
    assert not JourneyVersion.objects.exists()


@pytest.mark.usefixtures("in_force")
def test_a_name_in_force_is_not_taken_again_and_a_journey_keeps_its_name(sari: Client) -> None:
    assert sari.post("/journeys/new", {"text": SHOP}).status_code == 422
    renamed = SHOP.replace("name: e-commerce", "name: other", 1)
    response = sari.post("/journeys/e-commerce", {"text": renamed})
    assert response.status_code == 422
    assert "line 2" in response.content.decode()  # behind the comment on line 1
    assert names() == ["e-commerce"]


@pytest.mark.usefixtures("in_force")
def test_the_history_says_who_changed_what(sari: Client, part: dict[str, str]) -> None:
    sari.post("/journeys/e-commerce", {"text": SHOP.replace("owner: Carrier", "owner: Posti")})
    version = JourneyVersion.objects.order_by("-pk")[0]
    assert "Sari Lehto" in sari.get("/journeys/e-commerce").content.decode()
    page = sari.get(f"/journeys/e-commerce/versions/{version.pk}", headers=part).content.decode()
    assert "+        owner: Posti" in page
    assert "-        owner: Carrier" in page


@pytest.mark.usefixtures("in_force")
def test_a_journey_taken_off_the_map_can_come_back(sari: Client) -> None:
    sari.post("/journeys/e-commerce/retire")
    assert names() == []
    page = sari.get("/journeys/e-commerce").content.decode()
    assert "retired" in page
    assert "Take it off the map" not in page
    sari.post("/journeys/e-commerce", {"text": SHOP})
    assert names() == ["e-commerce"]
