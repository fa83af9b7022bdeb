"""The briefing on a customer's page, and what stands behind each sentence."""

from http import HTTPStatus

import pytest
from django.test import Client

from polku.identity.models import Membership, Trait
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.privacy import looks
from polku.privacy.models import Look
from tests.people import PASSWORD, outsider

pytestmark = pytest.mark.django_db(databases="__all__")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def kerttu() -> int:
    made = customer("Kerttu Niemi")
    tell(
        made,
        did("2026-03-01 09:00", "ordered", about="o1", amount=720000, currency="EUR"),
        did(
            "2026-03-01 09:05", "promised", about="o1", subject="Installation", due_at=at("2026-03-05 12:00")
        ),
        did("2026-03-06 09:00", "complained", thread="c", about="o1", text="Two days off work for nothing"),
    )
    return made


def sentences(text: str) -> list[str]:
    """The sentences of a page's briefing, without their whys."""
    lines = text.split('class="briefing-lines"')[1].split("</ol>")[0].split("<li ")[1:]
    return [line.split(">", 1)[1].split("<details")[0].strip() for line in lines]


def addresses(text: str) -> list[str]:
    """Where the sentences' evidence is found."""
    inside = text.split('class="briefing-lines"')[1].split("</section>")[0]
    return [part.split('"')[0].replace("&amp;", "&") for part in inside.split('hx-get="')[1:]]


def test_the_page_says_what_to_know_at_its_top(mikko: Client, kerttu: int) -> None:
    text = mikko.get(f"/customers/{kerttu}").content.decode()
    said = sentences(text)
    assert said[0].startswith("Customer since 1 Mar")
    assert "Installation: promised by 5 Mar" in said[1]
    assert "“Two days off work for nothing”" in said[2]
    assert text.index("briefing-lines") < text.index('id="open"')


def test_the_fragment_says_the_same_as_the_page(mikko: Client, kerttu: int) -> None:
    whole = mikko.get(f"/customers/{kerttu}").content.decode()
    part = mikko.get(f"/customers/{kerttu}", headers=HTMX).content.decode()
    assert "<html" not in part
    assert sentences(part) == sentences(whole)


def test_it_speaks_the_readers_language(mikko: Client, kerttu: int) -> None:
    finnish, swedish = (
        sentences(mikko.get(f"/customers/{kerttu}", headers={"Accept-Language": language}).content.decode())
        for language in ("fi", "sv")
    )
    assert finnish[0].startswith("Asiakas 1.3.")
    assert swedish[0].startswith("Kund sedan den 1 mar")
    assert len(finnish) == len(swedish)


def test_an_organisation_has_its_briefing_too(mikko: Client, kerttu: int) -> None:
    firm = customer("Acme", entity="organisation")
    Membership.objects.create(person_id=kerttu, organisation_id=firm, first_at=0, last_at=0)
    tell(firm, did("2026-03-02 09:00", "ordered"))
    said = sentences(mikko.get(f"/organisations/{firm}").content.decode())
    assert "Whom we know there: Kerttu Niemi." in said
    assert any("(Kerttu Niemi)" in one for one in said)


def test_a_customer_of_whom_nothing_is_known_gets_one_honest_sentence(mikko: Client) -> None:
    nobody = customer("Hilla")
    said = sentences(mikko.get(f"/customers/{nobody}").content.decode())
    assert said == ["Nothing is known yet: no encounter has been recorded."]


def test_why_opens_to_the_interactions_behind_the_sentence(mikko: Client, kerttu: int) -> None:
    behind = [
        mikko.get(address, headers=HTMX).content.decode()
        for address in addresses(mikko.get(f"/customers/{kerttu}").content.decode())
    ]
    assert len(behind) == 3
    assert all('class="interaction ' in part and "<html" not in part for part in behind)
    # The order; the promise, and the complaint that asked after it; the complaint.
    assert [part.count('class="interaction ') for part in behind] == [1, 2, 1]
    assert "Two days off work for nothing" in behind[2]


def test_without_a_script_why_is_a_page_of_its_own(mikko: Client, kerttu: int) -> None:
    text = mikko.get(f"/customers/{kerttu}/evidence?told=3.0").content.decode()
    assert "<html" in text
    assert "Two days off work for nothing" in text
    assert f'href="/customers/{kerttu}"' in text


def test_a_fact_is_shown_with_the_event_that_told_it(mikko: Client, kerttu: int) -> None:
    Trait.objects.create(identifier_id=kerttu, name="heating", value='"oil"', occurred_at=5, event_id=77)
    (address,) = [
        one for one in addresses(mikko.get(f"/customers/{kerttu}").content.decode()) if "told=77." in one
    ]
    text = mikko.get(address, headers=HTMX).content.decode()
    assert "oil" in text
    assert 'href="/log/77"' in text


def test_another_customers_interactions_are_not_behind_it(mikko: Client, kerttu: int) -> None:
    aino = customer("Aino")
    tell(aino, did("2026-03-01 09:00", "asked", "customer", text="A secret of Aino's"))
    text = mikko.get(f"/customers/{kerttu}/evidence?told=4.0&told=4.-1").content.decode()
    assert "A secret" not in text
    assert "Nothing of that is known" in text
    assert "A secret" in mikko.get(f"/customers/{aino}/evidence?told=4.0").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "told=",
        "told=x",
        "told=1",
        "told=1.x",
        "told=%00",
        "told=-1.0",
        f"told={2**80}.0",
        "told=3.0&told=3.0",
    ],
)
def test_an_odd_address_never_breaks_it(mikko: Client, kerttu: int, query: str) -> None:
    answer = mikko.get(f"/customers/{kerttu}/evidence?{query}")
    assert answer.status_code == HTTPStatus.OK
    assert answer.content.decode().count('class="interaction ') <= 1


@pytest.mark.parametrize("number", [4711, 2**80])
def test_nobody_has_no_evidence(mikko: Client, number: int) -> None:
    assert mikko.get(f"/customers/{number}/evidence?told=1.0").status_code == HTTPStatus.NOT_FOUND


def test_outsiders_see_neither_sentence_nor_evidence(client: Client, kerttu: int) -> None:
    assert not client.login(username=outsider().username, password=PASSWORD)
    for address in (f"/customers/{kerttu}", f"/customers/{kerttu}/evidence?told=3.0"):
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.FOUND
        assert answer["Location"].startswith("/sign-in")
        assert "HX-Redirect" in client.get(address, headers=HTMX)
    looks.flush()
    assert Look.objects.count() == 0


def test_looking_behind_a_sentence_is_a_look(mikko: Client, kerttu: int) -> None:
    mikko.get(f"/customers/{kerttu}/evidence?told=3.0")
    looks.flush()
    assert [(one.customer_id, one.through) for one in Look.objects.all()] == [(kerttu, "web:evidence")]


def test_what_customers_write_is_text_and_never_markup(mikko: Client) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    made = customer("Aino")
    tell(made, did("2026-03-06 09:00", "complained", text=hostile, subject=hostile))
    tell(
        made,
        did("2026-03-05 09:00", "promised", about=hostile, subject=hostile, due_at=at("2026-03-05 12:00")),
    )
    Trait.objects.create(identifier_id=made, name="<b>", value='"<i>x</i>"', occurred_at=5, event_id=7)
    text = mikko.get(f"/customers/{made}").content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<i>x" not in text
    assert "alert(1)" in "".join(sentences(text))
