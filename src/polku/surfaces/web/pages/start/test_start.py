"""The first steps, before and after each of them."""

import html

import pytest
from django.test import Client

from polku.intake.keep import Refusal, keep
from polku.intake.keys import holder
from polku.intake.models import WriteKey
from polku.intake.sources import add_source, retire
from polku.lenses.customer.tests.told import customer, did, tell
from polku.lib.clock import now
from polku.surfaces.web.pages.start.steps import steps
from polku.timeline.log.append import Message
from polku.timeline.models import Source
from polku.timeline.sources import own_source
from polku.workspace.company import company_name, name_company
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")


def test_the_first_step_is_to_name_the_company(sari: Client) -> None:
    assert steps(customers=False).current == 1
    page = sari.get("/start").content.decode()
    assert page.index("Name the company") < page.index("Connect a source") < page.index("See the first")
    assert page.count('aria-current="step"') == 1


def test_a_name_is_kept_and_can_be_changed(sari: Client) -> None:
    assert sari.post("/start/name", {"name": "  Tuulahdus   Oy "}).headers["Location"] == "/start"
    assert company_name() == "Tuulahdus Oy"
    sari.post("/start/name", {"name": "Tuulahdus Group"})
    assert company_name() == "Tuulahdus Group"
    assert "<strong>Tuulahdus Group</strong>" in sari.get("/start").content.decode()


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_that_is_none_is_refused_and_the_page_stays(sari: Client, name: str) -> None:
    response = sari.post("/start/name", {"name": name})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert company_name() == ""


def test_a_name_without_letters_is_refused_by_the_room_itself() -> None:
    with pytest.raises(ValueError, match="1 to 120"):
        name_company(" ")


def test_each_way_makes_its_source_once_and_a_key_each_time(sari: Client) -> None:
    for _ in range(2):
        sari.post("/start/connect/website")
    source = Source.objects.get(slug="website")
    assert (source.name, source.mapping) == ("Website", "segment")
    assert WriteKey.objects.filter(source_id=source.pk).count() == 2


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("terminal", "curl http://testserver/v1/track"),
        ("website", 'fetch("http://testserver/v1/"'),
        ("server", "segment.analytics"),
    ],
)
def test_the_lines_are_ready_to_run_with_the_key_in_them(sari: Client, way: str, told: str) -> None:
    page = html.unescape(sari.post(f"/start/connect/{way}").content.decode())
    assert told in page
    key = next(word for word in page.replace('"', " ").replace(":", " ").split() if len(word) == 43)
    held = holder(key)
    assert held is not None
    assert (held.slug, held.open) == (way, True)


def test_a_source_is_named_in_the_readers_language(client: Client, sari: Client) -> None:
    sari.post("/start/connect/terminal", headers={"Accept-Language": "fi"})
    assert Source.objects.get(slug="terminal").name == "Pääte"


def test_where_the_ways_source_is_retired_another_is_made(sari: Client) -> None:
    retire(add_source("Terminal", "segment"))
    sari.post("/start/connect/terminal")
    assert Source.objects.filter(slug="terminal-2", retired_at=None).exists()


def test_there_is_no_way_but_these(sari: Client) -> None:
    assert sari.post("/start/connect/pigeon").status_code == 404
    assert sari.get("/start/connect/terminal").status_code == 405


def test_steps_are_read_off_what_exists() -> None:
    own_source()  # our own acts are no source of customers
    name_company("Tuulahdus")
    assert steps(customers=False).current == 2
    source = add_source("Shop", "segment")
    assert steps(customers=False).current == 3
    assert steps(customers=True).current == 4
    retire(source)
    assert steps(customers=False).current == 2


def test_a_company_that_is_not_named_is_asked_again_even_with_customers() -> None:
    add_source("Shop", "segment")
    assert steps(customers=True).current == 1


def test_while_nothing_comes_the_page_asks_again_and_draws_nothing_new(
    sari: Client, part: dict[str, str]
) -> None:
    first = sari.get("/start/arrivals", headers=part)
    assert b"Nothing has come yet" in first.content
    assert b"every 1s" in first.content
    assert b"seen=0-0" in first.content
    assert sari.get("/start/arrivals?seen=0-0", headers=part).status_code == 204


def test_what_can_not_be_read_is_told_with_its_reason(sari: Client) -> None:
    source = add_source("Shop", "segment")
    refusal = Refusal(source.pk, "segment", b"{", "the body is not JSON", "line 1", now())
    keep([], [refusal])
    page = sari.get("/start/arrivals?seen=0-0").content.decode()
    assert "1 message could not be read" in page
    assert "the body is not JSON" in page
    assert 'href="/quarantine/' in page


def test_events_that_name_nobody_are_counted(sari: Client) -> None:
    source = add_source("Shop", "segment")
    keep([Message(source.pk, bytes(16), "segment", now(), now(), 0, "{}")])
    assert "1 event came, and names no customer yet" in sari.get("/start/arrivals").content.decode()


def test_the_page_with_the_line_waits_for_what_its_own_source_tells_from_now_on(sari: Client) -> None:
    aino = customer("Aino Virtanen", ("email", "aino@posti.example", "shareable"))
    tell(aino, did("2026-01-02 09:00", "visited"))  # told by another source, before
    page = html.unescape(sari.post("/start/connect/terminal").content.decode())
    assert "Aino Virtanen</a>" not in page
    asked = page.split('hx-get="')[1].split('"')[0]
    assert sari.get(asked).status_code == 204
    source = Source.objects.get(slug="terminal")
    keep([Message(source.pk, bytes(16), "segment", now(), now(), 0, "{}")])
    assert "1 event came" in sari.get(asked).content.decode()


@pytest.mark.parametrize("asked", ["source=x&after=-1", "source=²", "source=7&after=" + "9" * 18])
def test_an_odd_question_for_arrivals_gets_an_answer(sari: Client, asked: str) -> None:
    assert sari.get(f"/start/arrivals?{asked}").status_code == 200


def test_the_first_customers_page_is_one_press_away_and_the_waiting_ends(sari: Client) -> None:
    aino = customer("Aino Virtanen", ("email", "aino@posti.example", "shareable"))
    tell(aino, did("2026-01-02 09:00", "visited"))
    page = sari.get("/start/arrivals").content.decode()
    assert f'href="/customers/{aino}"' in page
    assert "every 1s" not in page


def test_the_steps_come_whole_and_as_a_part(sari: Client, part: dict[str, str]) -> None:
    assert sari.get("/start").content.startswith(b"<!doctype html>")
    page = sari.get("/start", headers=part).content.decode()
    assert page.startswith("<title>First steps · Polku</title>")
    assert "<html" not in page


def test_too_low_a_role_can_neither_name_nor_connect(client: Client) -> None:
    client.force_login(colleague())
    assert client.post("/start/name", {"name": "Theirs"}).status_code == 403
    assert client.post("/start/connect/terminal").status_code == 403
    assert company_name() == ""
    assert not WriteKey.objects.exists()


def test_an_outsider_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/start").headers["Location"] == "/sign-in?next=/start"
    assert client.get("/start/arrivals").status_code == 302
