"""What is open and what was said, as the page's rows say it."""

from collections.abc import Mapping

import pytest
from django.test import Client

from polku.lenses.customer.encounters import EncounterNow, encounters_of
from polku.lenses.customer.page import CustomerPage, customer_page
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.surfaces.web.pages.customer.encounter_rows import encounter_rows
from polku.surfaces.web.pages.customer.matters import AT_ONCE, matters
from polku.surfaces.web.pages.customer.voices import rated, said
from polku.timeline.interaction import Interaction
from polku.touchpoints.journeys.places import Place
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = at("2026-11-20 12:00")
MAIL = {
    "mail-support": Place("mail-support", "Mail support", "sale", "use", "Use", 3, "mail", "Customer service")
}


def page_of(*happened: Interaction) -> CustomerPage:
    aino = customer("Aino")
    tell(aino, *happened)
    page = customer_page(aino, NOW)
    assert page is not None
    return page


def open_(page: CustomerPage, places: Mapping[str, Place] = MAIL) -> list[tuple[str, str, str]]:
    """Each matter's signs without their markup, its words, its circumstances."""
    plain = [one.signs.replace("</span>", "").rpartition(">")[2] for one in matters(page, {}, places)]
    return [
        (sign, one.quoted or one.named, one.circumstances)
        for sign, one in zip(plain, matters(page, {}, places), strict=True)
    ]


def test_a_question_says_how_long_it_waits_and_who_answers_for_the_place() -> None:
    page = page_of(
        did("2026-11-20 09:00", "asked", "customer", touchpoint="mail-support", channel="mail", thread="m", text="Which socket?"),
        did("2026-11-20 10:00", "asked", "customer", touchpoint="mail-support", channel="mail", thread="m", text="Hello?"),
    )  # fmt: skip
    assert open_(page) == [
        ("Waiting for us 3 h", "Which socket?", "mail · asked 2 times · owner Customer service")
    ]
    assert open_(page, {})[0][2] == "mail · asked 2 times"


def test_a_promise_says_when_it_is_due_and_an_overdue_one_says_so_once() -> None:
    page = page_of(
        did("2026-11-01 09:00", "promised", about="a", subject="Invoice", due_at=at("2026-11-24 12:00")),
        did("2026-11-01 10:00", "promised", about="b", subject="Papers", due_at=at("2026-11-18 12:00"), actor="Sari"),
    )  # fmt: skip
    assert open_(page) == [
        ("Broken", "Papers", "Promised by 18 Nov, overdue by 2 days · Sari"),
        ("Open", "Invoice", "Promised by 24 Nov, due in 4 days"),
    ]


def test_an_answered_complaint_stays_until_it_is_put_right() -> None:
    page = page_of(
        did("2026-11-12 09:00", "complained", touchpoint="mail-support", channel="mail", thread="c", text="It howls"),
        did("2026-11-12 10:00", "answered", "us", touchpoint="mail-support", channel="mail", thread="c"),
    )  # fmt: skip
    assert open_(page) == [
        ("Complaint", "It howls", "12 Nov, not put right yet · mail · owner Customer service")
    ]


def test_long_words_are_cut_with_a_mark() -> None:
    page = page_of(did("2026-11-20 09:00", "asked", "customer", thread="m", text="word " * 100))
    ((_, words, _),) = open_(page)
    assert len(words) == 240
    assert words.endswith("…")


def test_what_is_open_beyond_a_few_is_a_press_away(client: Client) -> None:
    aino = customer("Aino")
    tell(aino, *(did(f"2026-11-0{day} 09:00", "asked", "customer", thread=f"t{day}") for day in range(1, 9)))
    client.force_login(colleague())
    text = client.get(f"/customers/{aino}").content.decode()
    assert text.count('<li id="waiting-') == 8
    inside = text[text.index('class="more-matters"') :]
    assert inside.count('<li id="waiting-') == 8 - AT_ONCE
    assert "3 more that are open" in inside


def test_ratings_come_with_their_sign_and_words_beside_a_rating_are_not_said_twice() -> None:
    page = page_of(
        did("2026-11-01 09:00", "rated", touchpoint="mail-support", rating=9, rating_low=0, rating_high=10, text="Quick"),
        did("2026-11-02 09:00", "asked", "customer", channel="phone", text="When?"),
    )  # fmt: skip
    (rating,) = rated(page, {}, MAIL)
    assert (rating.text, rating.circumstances) == ("Quick", "Mail support")
    assert rating.sign == '<span class="badge badge-above">9 (scale 0–10)</span>'
    (words,) = said(page, {})
    assert (words.text, words.circumstances) == ("When?", "asked us · phone")


def test_an_encounter_is_named_by_its_subject_or_else_by_its_place_on_the_map() -> None:
    page = page_of(
        did("2026-11-01 09:00", "asked", "customer", touchpoint="mail-support", channel="mail", thread="a"),
        did("2026-11-02 09:00", "ordered", touchpoint="web-shop", channel="web", subject="<Pump>", amount=8950, currency="EUR"),
    )  # fmt: skip
    found: list[EncounterNow] = encounters_of(page.whose, page.now).encounters
    rows = encounter_rows(found, page, {}, MAIL)
    assert [(row.what, row.circumstances, row.amount) for row in rows] == [
        ("<Pump>", "web shop · web · 1 interaction", "€89.50"),
        ("Mail support", "mail · 1 interaction", ""),
    ]
    assert "Waiting for us 19 days" in rows[1].signs
    assert rows[1].address == f"/customers/{page.who.id}/encounters/{rows[1].key}"
