"""The catalogue and each measure's page: whole and as a part, in words where there is nothing to tell."""

import csv
import io
import re

import pytest
from django.test import Client

from polku.engine.door import EngineError
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.catalog import MEASURES
from polku.surfaces.web.pages.measures import asking, views
from polku.touchpoints.journeys.save import save_journey
from polku.workspace.models import Person
from tests.people import colleague
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
SIX = "\n".join(
    f"p{number} mon 09:00 visited website\np{number} mon 11:00 asked lead-form" for number in range(6)
)
JOURNEY = """\
name: sales
title: Sales
instance: {per: customer}
stages:
  - {name: look, title: Look around, touchpoints: [{name: website, title: Web pages, channel: web, owner: Marketing, expects: [lead-form]}]}
  - {name: ask, title: Ask, touchpoints: [{name: lead-form, channel: web, owner: Sales}]}
"""


@pytest.fixture(autouse=True)
def however_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page would say that it is counting; how it does is told below and in test_soon.py."""
    monkeypatch.setattr(asking, "PATIENCE", None)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[-2000:]
    return " ".join(response.content.decode().split())


def test_the_catalogue_links_every_measure(sari: Client, part: dict[str, str]) -> None:
    whole = page(sari, "/measures")
    for name in MEASURES:
        assert f'<a href="/measures/{name}">' in whole
    assert b"<html" not in sari.get("/measures", headers=part).content


def test_an_outsider_signs_in_first_and_too_low_a_role_is_refused(client: Client) -> None:
    assert client.get("/measures/edges").status_code == 302
    client.force_login(colleague())
    for address in ("/measures", "/measures/edges", "/measures/edges.csv"):
        assert client.get(address).status_code == 403


def test_a_measure_is_a_whole_page_and_a_part(sari: Client, part: dict[str, str]) -> None:
    # That every measure of the catalogue is shown as the API and the command tell it: tests/api/test_one_door.py.
    tell(SIX)
    save_journey(JOURNEY)
    assert "How is this computed?" in page(sari, "/measures/funnel")
    told = sari.get("/measures/funnel", headers=part).content
    assert b"<html" not in told
    assert b"Look around" in told  # the stage, as the map calls it


def test_in_finnish_and_swedish_it_is_explained_before_the_english_page(sari: Client) -> None:
    english = page(sari, "/measures/satisfied_left")
    assert "How to read this" not in english
    assert "<i>Of the satisfied, the share that left</i>" in english
    for language, words in (("fi", "<b>Miten sitä luetaan.</b>"), ("sv", "<b>Hur det läses.</b>")):
        Person.objects.update(language=language)
        told = page(sari, "/measures/satisfied_left")
        assert told.index(words) < told.index("What it answers.")


def test_an_answer_is_a_table_in_the_readers_words(sari: Client) -> None:
    tell(SIX)
    save_journey(JOURNEY)
    told = page(sari, "/measures/edges")
    assert "6 walks of 6 customers" in told
    assert '<th scope="row">Web pages</th>' in told  # as the map calls it
    assert '<td data-label="Time, median" class="number">2 h</td>' in told
    assert '<td data-label="Interval (95%)" class="number">61.0% – 100%</td>' in told  # Wilson of 6 in 6
    assert "QUANTILE_CONT" in told
    assert 'href="/api/measures/edges?top=1000"' in told


@pytest.mark.parametrize(("language", "told"), [("fi", "100 %"), ("sv", "100 %")])
def test_shares_are_written_as_the_reader_does(sari: Client, language: str, told: str) -> None:
    tell(SIX)
    lead_speaks = Person.objects.get(username="sari")
    lead_speaks.language = language
    lead_speaks.save()
    found = page(sari, "/measures/edges")
    assert f'class="number">{told}</td>' in found
    assert "Where do customers go" not in found.split("<details")[0]


def test_the_period_before_stands_beside(sari: Client) -> None:
    later = SIX.replace(" mon ", " mon+1 ").replace("p5", "p4")  # 4 walks more that were there a week later
    tell(SIX + "\n" + later)
    told = page(sari, "/measures/edges?from=2026-03-09&to=2026-03-15&compare=before")
    assert "the period before: 6 walks of 6 customers" in told
    assert re.search(r'data-label="Times" class="number">5 ?<br><small class="quiet">before 6</small>', told)


def test_the_csv_is_what_the_api_gives(sari: Client) -> None:
    tell(SIX)
    rows = sari.get("/api/measures/edges?top=1000").json()["rows"]
    (row,) = csv.DictReader(io.StringIO(sari.get("/measures/edges.csv").content.decode()))
    assert row == {name: str(value) for name, value in rows[0].items()}
    assert (
        sari.get("/measures/edges.csv").headers["Content-Disposition"] == 'attachment; filename="edges.csv"'
    )


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/measures/nothing", 404, "nothing at this address"),
        ("/measures/funnel", 422, "none is declared yet"),
        ("/measures/edges?from=monday", 422, "must be a day"),
        ("/measures/edges?journey=nowhere", 422, "no journey"),
        ("/measures/edges?from=2031-01-01&to=2031-12-31", 200, "no customer is in this question"),
        ("/measures/edges?segment=touchpoint=shop", 200, "Fewer than 5 customers"),
        ("/measures/edges?page=99", 200, "6 walks"),
    ],
)
def test_what_can_not_be_told_is_a_sentence(sari: Client, address: str, status: int, told: str) -> None:
    tell(SIX + "\n" + "\n".join(f"p{number} mon 12:00 ordered shop" for number in range(3)))
    assert told in page(sari, address, status)


def test_where_a_journey_is_needed_the_page_leads_to_the_first_one(sari: Client) -> None:
    assert '<a href="/map">Declare the first journey</a>' in page(sari, "/measures/funnel", 422)


def test_a_csv_that_can_not_be_is_a_sentence_too(sari: Client) -> None:
    response = sari.get("/measures/edges.csv?to=soon")
    assert (response.status_code, response.headers["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert "must be a day" in response.content.decode()


def test_an_engine_that_does_not_answer_is_a_sentence(sari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object) -> None:
        raise EngineError("Another process holds /x and does not answer. Stop it, or wait until it is done.")

    monkeypatch.setattr(asking, "PATIENCE", 0.0)
    monkeypatch.setattr(asking, "answers_soon", silent)
    assert "does not answer. Stop it" in page(sari, "/measures/edges", 503)


def test_what_takes_longer_says_that_it_is_counted(sari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.0)
    monkeypatch.setattr(asking, "answers_soon", lambda *_: None)
    told = page(sari, "/measures/edges?segment=channel=web")
    assert "Counting …" in told
    assert 'hx-get="/measures/edges?segment=channel=web" hx-trigger="every 2s" hx-target="#answer"' in told


def test_many_rows_come_two_hundred_at_a_time(sari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(SIX + "\n" + "\n".join(f"p{number} mon 12:00 ordered shop-{number % 3}" for number in range(6)))
    monkeypatch.setattr(views, "ROWS", 2)
    told = page(sari, "/measures/edges?segment=entity=person")
    assert "rows 1–2 of 4" in told
    assert '<a rel="next" href="?segment=entity%3Dperson&amp;page=2">' in told
    assert "rows 3–4 of 4" in page(sari, "/measures/edges?segment=entity=person&page=2")
