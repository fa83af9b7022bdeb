"""The API as a program meets it."""

import json
from datetime import datetime

import pytest
from django.test import Client

from polku.identity.models import Identifier
from polku.intake.keep import Refusal, keep
from polku.intake.models import Quarantined
from polku.privacy import looks
from polku.privacy.models import Look
from polku.surfaces.api.api import api
from polku.timeline.models import Event
from polku.workspace.models import Person
from polku.workspace.tokens import ApiToken, make_token, revoke
from tests.api.conftest import asking
from tests.people import outsider

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)

READ = (
    "/api/customers",
    "/api/customers/1",
    "/api/organisations/1",
    "/api/customers/1/timeline",
    "/api/customers/1/encounters",
    "/api/customers/1/promises",
    "/api/events/1",
    "/api/status",
)
MANAGED = ("/api/sources", "/api/quarantine", "/api/quarantine/1")
WRITTEN = ("/api/quarantine/1/replay", "/api/quarantine/1/dismiss")


def aino() -> int:
    return Identifier.objects.get(value="aino").customer_id


@pytest.mark.parametrize("address", [*READ, *MANAGED])
def test_an_outsider_is_told_to_sign_in(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


@pytest.mark.parametrize("address", WRITTEN)
def test_an_outsider_changes_nothing(address: str) -> None:
    assert Client(enforce_csrf_checks=True).post(address, {}, "application/json").status_code == 401


@pytest.mark.parametrize("address", MANAGED)
def test_who_only_sees_customers_may_not_manage(address: str, mikko: Person) -> None:
    assert asking(mikko).get(address).status_code == 403
    assert asking(mikko).post(WRITTEN[0], {}, "application/json").status_code == 403


def test_a_token_of_somebody_whose_account_is_closed_opens_nothing() -> None:
    assert asking(outsider()).get("/api/customers").status_code == 401


def test_a_revoked_token_opens_nothing(mikko: Person) -> None:
    token = make_token(mikko)
    revoke(ApiToken.objects.get())
    assert Client(headers={"authorization": f"Bearer {token}"}).get("/api/customers").status_code == 401
    assert not ApiToken.objects.filter(hashed__contains=token).exists()


def test_a_session_reads_and_needs_the_csrf_token_to_write(sari: Person) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(sari)
    assert browser.get("/api/customers").status_code == 200
    assert browser.post(WRITTEN[0], {}, "application/json").status_code == 403


@pytest.mark.usefixtures("cast")
def test_a_customer_is_told_whole_and_the_look_recorded(mikko: Person) -> None:
    told = asking(mikko).get(f"/api/customers/{aino()}").json()
    assert told["id"] == aino()
    assert told["purchases"][0]["ordered"] == {"amount": "8900.00", "currency": "EUR"}
    assert told["ratings"][0]["rating"] == 10
    assert datetime.fromisoformat(told["first_at"]).tzinfo is not None
    looks.flush()
    assert [(look.person, look.through) for look in Look.objects.all()] == [(mikko, "api:customer")]


@pytest.mark.usefixtures("cast")
def test_the_timeline_is_read_in_pages_without_gap_or_double(mikko: Person) -> None:
    program = asking(mikko)
    seen, after = [], ""
    while after is not None:
        page = program.get(f"/api/customers/{aino()}/timeline", {"limit": 3, "cursor": after}).json()
        seen += [one["event_id"] for one in page["interactions"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 8
    assert seen == sorted(seen, reverse=True)


@pytest.mark.usefixtures("cast")
def test_encounters_and_promises_tell_how_they_stand(mikko: Person) -> None:
    program = asking(mikko)
    encounters = program.get(f"/api/customers/{aino()}/encounters").json()["encounters"]
    asked = next(one for one in encounters if one["thread"] == "t1")
    assert asked["first_response_seconds"] == 2 * 60 * 60
    assert asked["status"] == "closed"
    promised = program.get(f"/api/customers/{aino()}/promises").json()["promises"]
    assert [one["state"] for one in promised] == ["kept"]


@pytest.mark.usefixtures("cast")
def test_customers_are_found_by_name_and_listed_latest_first_in_pages(mikko: Person) -> None:
    program = asking(mikko)
    assert [one["id"] for one in program.get("/api/customers", {"q": "aino"}).json()["customers"]] == [aino()]
    first = program.get("/api/customers", {"limit": 1}).json()
    second = program.get("/api/customers", {"limit": 1, "cursor": first["next"]}).json()
    assert second["next"] is None
    assert [one["name"] for one in first["customers"] + second["customers"]] == ["kerttu", "aino"]


@pytest.mark.usefixtures("cast")
def test_a_raw_event_is_told_word_for_word(mikko: Person) -> None:
    event = Event.objects.order_by("pk").first()
    assert event is not None
    told = asking(mikko).get(f"/api/events/{event.pk}").json()
    assert told["body"] == json.loads(event.body or "")
    assert told["customer_id"] == aino()


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "1" + "0" * 40, "-1", "x", "%00"])
def test_ids_no_database_can_hold_are_refused(number: str, sari: Person) -> None:
    for address in ("customers", "organisations", "events", "quarantine"):
        assert asking(sari).get(f"/api/{address}/{number}").status_code in {404, 422}


def test_an_unknown_customer_cursor_or_address_is_not_found(sari: Person) -> None:
    program = asking(sari)
    for address in ("customers/77", "customers?cursor=%00%ff", "customers?cursor=WzEsInMiXQ", "nothing/here"):
        answer = program.get(f"/api/{address}")
        assert answer.status_code == 404, address
        assert answer["Content-Type"] == "application/problem+json"


def test_quarantine_is_listed_shown_dismissed_and_replayed(sari: Person) -> None:
    keep([], [Refusal(1, "segment", b'{"a": 1}', "it names nobody", "userId", 1)])
    program, one = asking(sari), Quarantined.objects.get().pk
    assert [row["reason"] for row in program.get("/api/quarantine").json()["quarantined"]] == [
        "it names nobody"
    ]
    assert program.get(f"/api/quarantine/{one}").json()["text"] == '{"a": 1}'
    answer = program.post(f"/api/quarantine/{one}/replay", {}, "application/json")
    assert answer.status_code == 409
    assert program.post(f"/api/quarantine/{one}/dismiss").json()["state"] == "dismissed"
    assert program.get("/api/quarantine").json() == {"quarantined": [], "next": None}


def test_the_documentation_loads_nothing_from_elsewhere() -> None:
    page = Client().get("/api/docs")
    assert page.status_code == 200
    assert b"https://" not in page.content
    assert b"/static/ninja/swagger-ui-bundle.js" in page.content


def test_the_description_is_openapi_3_1() -> None:
    told = Client().get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert set(api.get_openapi_schema()["paths"]) == set(told["paths"])
