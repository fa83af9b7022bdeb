"""Questions about who is who, and their answers on their way through the log."""

import pytest
from django.test import Client

from polku.identity.models import Comparison, Customer, Review
from polku.identity.suggest.asking import ask, fail, show_step, take
from polku.identity.tests.telling import decide, identifier, seen, tell
from polku.lib.clock import now
from polku.pipeline.drain import drain
from polku.privacy import looks
from polku.privacy.models import Look
from polku.surfaces.web.pages.duplicates.choose import chosen
from polku.surfaces.web.pages.duplicates.questions import as_told, question
from polku.timeline.models import Event
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def conflict() -> Review:
    """Two accounts that share an email."""
    tell(
        seen("crm:1 email:koski@posti.example", at=10, name="Saara Koski", city="Turku"),
        seen("crm:2 email:koski@posti.example", at=20, name="Timo Koski", city="Turku"),
    )
    return Review.objects.get()


@pytest.fixture
def alike() -> Review:
    """Two accounts whose facts agree."""
    tell(
        seen("crm:3", at=1, name="Aino Virtanen", dob="1980-02-01", city="Turku"),
        seen("crm:4", at=2, name="Aino Virtanen", dob="1.2.1980", city="Salo"),
    )
    low, high = identifier("crm:3"), identifier("crm:4")
    weights = '{"weights":{"name":12.31,"birth_date":8.2,"city_alone":-2.5}}'
    return Review.objects.create(
        low=low, high=high, reason="similar", probability=0.99987, evidence=weights, created_at=3
    )


def test_without_questions_the_page_offers_to_look_for_some(sari: Client, part: dict[str, str]) -> None:
    assert "Look for those who are alike" in sari.get("/duplicates").content.decode()
    assert b"<html" not in sari.get("/duplicates", headers=part).content


def test_a_question_shows_both_sides_and_why_it_is_asked(
    sari: Client, part: dict[str, str], conflict: Review
) -> None:
    page = sari.get("/duplicates").content.decode()
    for words in ("Saara Koski", "Timo Koski", "Two verified ids are never merged", "were told together"):
        assert words in page
    assert "Timo Koski" in sari.get("/duplicates", headers=part).content.decode()


def test_showing_a_question_is_a_look_at_both(sari: Client, conflict: Review) -> None:
    sari.get("/duplicates")
    looks.flush()
    shown = set(Look.objects.filter(through="web:duplicates").values_list("customer_id", flat=True))
    assert shown == {conflict.low.customer_id, conflict.high.customer_id}


def test_facts_speak_for_or_against_by_their_weight(alike: Review) -> None:
    asked = question(alike)
    spoken = {str(line.label): (line.low, line.high, line.speaks) for line in asked.lines}
    assert spoken["Born"] == ("19800201", "19800201", "for")
    assert spoken["City"] == ("Turku", "Salo", "against")
    assert asked.percent == "99.9"


def test_facts_stand_as_they_were_told_and_agree_as_they_were_compared() -> None:
    fields = {
        "surname": "makinen",
        "street": "ylamaki",
        "phone": "799000062",
        "city": "hameenlinna",
        "email": None,
    }
    told = as_told(fields, ["Noora MÄKINEN", "Ylämäki 3", "+358 799 000 062", 1980, None])
    assert told == {
        "surname": "MÄKINEN",
        "street": "Ylämäki",
        "phone": "799000062",
        "city": "hameenlinna",
        "email": None,
    }
    tell(
        seen("crm:5", at=1, name="Noora Mäkinen", city="TURKU"),
        seen("crm:6", at=2, name="noora makinen", city="Turku"),
    )
    review = Review.objects.create(
        low=identifier("crm:5"), high=identifier("crm:6"), reason="similar", probability=0.9, created_at=3
    )
    spoken = {str(line.label): (line.low, line.high, line.speaks) for line in question(review).lines}
    assert spoken["Last name"] == ("Mäkinen", "makinen", "for")
    assert spoken["City"] == ("TURKU", "Turku", "for")


def test_the_same_merges_them_by_the_log(sari: Client, alike: Review) -> None:
    drain()
    response = sari.post(f"/duplicates/{alike.pk}", {"answer": "same", "evidence": "asked her"}, follow=True)
    assert "They become one in a moment" in response.content.decode()
    assert Event.objects.filter(form="polku").count() == 1
    drain()
    assert identifier("crm:3").customer_id == identifier("crm:4").customer_id
    assert Review.objects.get(pk=alike.pk).answer == "same"
    assert Customer.objects.count() == 1


def test_not_the_same_goes_from_the_list_and_stays_away(sari: Client, conflict: Review) -> None:
    sari.post(f"/duplicates/{conflict.pk}", {"answer": "apart"})
    drain()
    assert "Saara Koski" not in sari.get("/duplicates").content.decode()
    tell(seen("crm:2 email:koski@posti.example", at=5))
    assert not Review.objects.filter(answer="").exists()


def test_later_puts_the_question_off(sari: Client, conflict: Review) -> None:
    sari.post(f"/duplicates/{conflict.pk}", {"answer": "later"})
    drain()
    assert "Saara Koski" not in sari.get("/duplicates").content.decode()
    assert "Saara Koski" in sari.get("/duplicates?state=later").content.decode()


def test_a_mailbox_of_many_asks_whose_it_is(sari: Client) -> None:
    tell(*(seen(f"crm:{n} email:info@firma.example", at=n) for n in range(5)))
    page = sari.get("/duplicates?reason=crowded").content.decode()
    assert "More than three persons use info@firma.example" in page


def test_an_answer_that_is_none_changes_nothing(sari: Client, conflict: Review) -> None:
    sari.post(f"/duplicates/{conflict.pk}", {"answer": "perhaps"})
    assert not Event.objects.exists()


def test_who_only_sees_customers_may_neither_look_nor_answer(client: Client, conflict: Review) -> None:
    client.force_login(colleague())
    assert client.get("/duplicates").status_code == 403
    assert client.post(f"/duplicates/{conflict.pk}", {"answer": "same"}).status_code == 403
    assert not Event.objects.exists()


def test_an_outsider_is_sent_to_sign_in(client: Client, conflict: Review) -> None:
    assert client.get("/duplicates").headers["Location"].startswith("/sign-in")
    assert client.post(f"/duplicates/{conflict.pk}", {"answer": "same"}).status_code == 302
    assert not Event.objects.exists()


@pytest.mark.parametrize("told", [{"state": "x", "reason": "y"}, {}])
def test_a_choice_that_is_none_counts_as_not_made(told: dict[str, str]) -> None:
    assert (chosen(told).state, chosen(told).reason) == ("open", "")


def test_a_decided_pair_is_shown_as_answered(sari: Client, conflict: Review) -> None:
    decide("same", "crm:1", "crm:2")
    assert "The same" in sari.get("/duplicates?state=answered").content.decode()


def test_a_look_is_asked_for_once_and_followed_step_by_step(sari: Client) -> None:
    sari.post("/duplicates/look")
    page = sari.post("/duplicates/look", follow=True).content.decode()
    assert "begin in a moment" in page
    assert "Look for those who are alike" not in page
    assert Comparison.objects.get().state == "asked"
    assert take()
    show_step("compare")
    shown = sari.get("/duplicates/look").content.decode()
    assert "Comparing the pairs" in shown
    assert '<progress max="5" value="4"' in shown
    assert "<html" not in shown


def test_what_a_look_found_is_said_with_a_way_to_it(sari: Client) -> None:
    Comparison(pk=1, people=1300, new=1, ended_at=now()).save()
    shown = sari.get("/duplicates/look").content.decode()
    assert "1,300 people compared" in shown
    assert "1 new question ·" in shown
    assert 'href="/duplicates"' in shown
    assert "hx-trigger" not in shown


def test_a_look_that_broke_off_says_so_and_can_be_begun_again(sari: Client) -> None:
    ask()
    fail()
    assert "broke off" in sari.get("/duplicates").content.decode()
    sari.post("/duplicates/look")
    assert Comparison.objects.get().state == "asked"


def test_who_may_not_manage_may_not_ask_for_a_look(client: Client) -> None:
    assert client.post("/duplicates/look").headers["Location"].startswith("/sign-in")
    client.force_login(colleague())
    assert client.get("/duplicates/look").status_code == 403
    assert client.post("/duplicates/look").status_code == 403
    assert not Comparison.objects.exists()
