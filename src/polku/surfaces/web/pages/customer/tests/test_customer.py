import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from polku.identity.models import Customer, Identifier
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lib.clock import HOUR, now, to_text
from polku.privacy.models import Look
from tests.people import PASSWORD, outsider

pytestmark = pytest.mark.django_db(databases="__all__")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def aino() -> int:
    made = customer(
        "Aino Virtanen", ("account", "a-1", "unique"), ("email", "aino@posti.example", "shareable")
    )
    three_hours_ago = to_text(now() - 3 * HOUR)[:16].replace("T", " ")
    tell(
        made,
        did("2026-01-02 09:00", "ordered", about="o1", amount=890000, currency="EUR", touchpoint="web-shop"),
        did("2026-01-03 09:00", "rated", rating=9, rating_low=0, rating_high=10, text="Tidy work"),
        did(three_hours_ago, "asked", "customer", thread="m", channel="mail", text="Which socket?"),
    )
    return made


def test_the_page_says_who_what_is_open_and_what_was_bought(mikko: Client, aino: int) -> None:
    page = mikko.get(f"/customers/{aino}")
    text = page.content.decode()
    assert page.status_code == HTTPStatus.OK
    for words in (
        "Aino Virtanen",
        "aino@posti.example",
        "Which socket?",
        "Waiting for us 3 h",
        "€8,900.00",
        "9 (scale 0–10)",
    ):
        assert words in text
    assert text.count('class="encounter"') == 3
    assert "<html" in text


def test_htmx_gets_the_page_without_its_frame(mikko: Client, aino: int) -> None:
    text = mikko.get(f"/customers/{aino}?show=rated", headers=HTMX).content.decode()
    assert "<html" not in text
    assert 'id="customer"' in text
    assert text.count('class="encounter"') == 1


@pytest.mark.parametrize("path", ["", "/encounters/x"])
def test_outsiders_are_sent_to_sign_in(client: Client, aino: int, path: str) -> None:
    otto = outsider()
    assert not client.login(username=otto.username, password=PASSWORD)
    answer = client.get(f"/customers/{aino}{path}")
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"].startswith("/sign-in")
    assert Look.objects.count() == 0


def test_a_look_is_recorded_with_the_person(mikko: Client, aino: int) -> None:
    mikko.get(f"/customers/{aino}")
    look = Look.objects.get()
    assert (look.person and look.person.username, look.customer_id, look.through) == (
        "mikko",
        aino,
        "web:customer",
    )


def test_an_absorbed_id_leads_to_the_present_customer(mikko: Client, aino: int) -> None:
    absorbed = Identifier.objects.get(namespace="email").pk
    answer = mikko.get(f"/customers/{absorbed}")
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, f"/customers/{aino}")
    moved = mikko.get(f"/customers/{absorbed}", headers=HTMX)
    assert moved["HX-Redirect"] == f"/customers/{aino}"


def test_an_organisation_has_its_own_address(mikko: Client) -> None:
    firm = customer("Acme", entity="organisation")
    tell(firm, did("2026-01-02 09:00", "ordered"))
    assert mikko.get(f"/customers/{firm}")["Location"] == f"/organisations/{firm}"


@pytest.mark.parametrize(
    "path",
    ["/customers/4711", "/organisations/4711", f"/customers/{2**80}", f"/customers/{2**80}/encounters/x"],
)
def test_nobody_is_not_found(mikko: Client, path: str) -> None:
    assert mikko.get(path).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "query",
    [
        "after=zzz",
        "after=%00",
        "show=%00",
        "shown=-1",
        "shown=9999999999",
        "kind=nothing",
        "from=x&to=99999-1-1",
        "from=0001-01-01&to=9999-12-31",
        "touchpoint=%00a",
    ],
)
def test_an_odd_address_never_breaks_the_page(mikko: Client, aino: int, query: str) -> None:
    assert mikko.get(f"/customers/{aino}?{query}").status_code in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}


def test_what_customers_write_is_text_and_never_markup(mikko: Client) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    made = customer(hostile, ("account", hostile, "unique"))
    tell(
        made,
        did(
            "2026-01-02 09:00",
            "asked",
            "customer",
            thread=hostile,
            subject=hostile,
            text=hostile,
            touchpoint=hostile,
            channel=hostile[:20],
        ),
        did(
            "2026-01-02 10:00",
            "promised",
            about=hostile,
            due_at=at("2026-01-03 10:00"),
            actor=hostile,
            subject=hostile,
        ),
        did("2026-01-02 11:00", "complained", text=hostile, attributes={hostile: hostile}),
        did("2026-01-02 12:00", "rated", rating=1, text=hostile, currency="<b>", amount=5),
    )
    text = mikko.get(f"/customers/{made}").content.decode()
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "<b>" not in text
    keys = [part.split('"')[0] for part in text.split('<li id="e-')[1:]]
    assert len(keys) == 4
    for key in keys:
        inside = mikko.get(f"/customers/{made}/encounters/{key}", headers=HTMX).content.decode()
        assert "alert(1)" in inside or "rated" in inside
        assert "<script>alert" not in inside


def test_an_encounter_opens_to_its_interactions_and_the_raw_event(mikko: Client, aino: int) -> None:
    text = mikko.get(f"/customers/{aino}?show=waiting").content.decode()
    key = text.split('<li id="e-')[1].split('"')[0]
    part = mikko.get(f"/customers/{aino}/encounters/{key}", headers=HTMX).content.decode()
    assert "Which socket?" in part
    assert 'href="/log/3"' in part
    assert "<html" not in part
    assert "<html" in mikko.get(f"/customers/{aino}/encounters/{key}").content.decode()


def test_more_encounters_come_step_by_step_and_older_ones_by_cursor(mikko: Client) -> None:
    made = customer("Ville")
    tell(made, *(did(f"2025-{1 + n // 28:02}-{1 + n % 28:02} 09:00", "visited") for n in range(320)))
    first = mikko.get(f"/customers/{made}").content.decode()
    assert first.count('class="encounter"') == 20
    assert "?shown=40" in first
    last = mikko.get(f"/customers/{made}?shown=300").content.decode()
    assert last.count('class="encounter"') == 300
    older = last.split('href="?after=')[1].split('"')[0]
    assert mikko.get(f"/customers/{made}?after={older}").content.decode().count('class="encounter"') == 20


def test_an_unnamed_unidentified_customer_is_said_to_be_so(mikko: Client) -> None:
    made = customer("")
    Customer.objects.filter(pk=made).update(known=False)
    tell(made, did("2026-01-02 09:00", "visited"))
    text = mikko.get(f"/customers/{made}").content.decode()
    assert "Unnamed customer" in text
    assert "Not identified yet" in text


def test_the_page_asks_few_questions(
    mikko: Client, aino: int, django_assert_max_num_queries: Callable[..., AbstractContextManager[Any]]
) -> None:
    # 14 for the customer, 3 for the path and its picture, 1 for the map, 1 for the briefing, session and person,
    # 2 and a savepoint for the look
    mikko.get(f"/customers/{aino}")  # the map is drawn once in a process
    with django_assert_max_num_queries(24):
        mikko.get(f"/customers/{aino}")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_numbers_in_the_picture_keep_their_points_in_every_language(
    mikko: Client, aino: int, language: str
) -> None:
    text = mikko.get(f"/customers/{aino}", headers={"Accept-Language": language}).content.decode()
    drawn = text[text.index('<svg class="timeline') : text.index('<figcaption class="small quiet">')]
    geometry = re.findall(r' (?:d|x|y|width|height|viewBox)="([^"]*)"', drawn)
    assert len(geometry) > 20
    assert all("," not in place for place in geometry)
