"""A customer's course as a picture: what stands in it, in words and with its addresses."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from polku.lenses.customer.course import course_of
from polku.lenses.customer.promises import promises_of
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.surfaces.web.pages.customer.picture.draw import Picture, picture
from polku.surfaces.web.pages.customer.picture.thirds import third
from polku.timeline.interaction import Interaction
from polku.touchpoints.journeys.places import Place
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = at("2026-11-20 12:00")
BUY = Place("contract", "Contract", "sale", "buy", "Buy", 2, "visit", "Sales")
USE = Place("support", "Support", "sale", "use", "Use", 3, "mail", "Support")


def drawn(*happened: Interaction, **places: Place) -> Picture:
    aino = customer("Aino")
    tell(aino, *happened)
    made = picture(course_of([aino], NOW), promises_of([aino], NOW)[::-1], places, NOW)
    assert made is not None
    return made


def lines(made: Picture) -> list[str]:
    """What the list says, without its markup."""
    return [unescape(re.sub("<[^>]+>", "", line)) for line in made.lines.split("</li>")[:-1]]


def marks(svg: str) -> list[tuple[str, str, str]]:
    """Each mark's kind, address and the lines that name it."""
    return re.findall(
        r'class="mark mark-(\w+)" href="([^"]*)" tabindex="-?\d" aria-labelledby="([^"]*)"', svg
    )


def test_nothing_makes_no_picture() -> None:
    aino = customer("Aino")
    assert picture(course_of([aino], NOW), [], {}, NOW) is None


def test_a_title_that_only_names_a_touchpoint_is_the_maps() -> None:
    asked = did(
        "2026-11-01 09:00", "asked", "customer", subject="contract", touchpoint="support", channel="mail"
    )
    assert ">Contract</text>" in drawn(asked, contract=BUY).wide


def test_a_question_is_said_with_its_channel_and_the_answer_with_the_wait() -> None:
    made = drawn(
        did("2026-11-01 09:00", "asked", "customer", channel="mail", thread="m", subject="Which socket?"),
        did("2026-11-03 09:00", "answered", "us", channel="mail", thread="m"),
        did("2026-11-10 09:00", "asked", "us", channel="mail", thread="m"),
    )
    assert lines(made) == [
        "1 Nov mail · Which socket?: asked us",
        "3 Nov mail · Which socket?: we answered, waited for us 2 days",
        "10 Nov mail · Which socket?: we asked, we are waiting, 10 days so far",
    ]


def test_a_promise_a_rating_a_handover_and_silence_have_lines_of_their_own() -> None:
    made = drawn(
        did("2026-06-01 09:00", "promised", about="o", subject="Installation", due_at=at("2026-06-10 09:00")),
        did("2026-06-05 09:00", "informed", about="o", due_at=at("2026-06-14 09:00")),
        did("2026-06-12 09:00", "delivered", about="o", channel="partner"),
        did("2026-09-01 09:00", "rated", rating=2, rating_low=0, rating_high=10, text="Late"),
        did("2026-09-02 09:00", "handed_over", actor="Mikko", to="Sari", channel="phone"),
        did("2026-09-05 09:00", "met", "us", actor="Sari", channel="visit", touchpoint="visit"),
    )
    said = lines(made)
    assert (
        "1 Jun Installation: Promised by 10 Jun, moved to 14 Jun, done on 12 Jun, 2 days late, told before asking"
        in said
    )
    assert "1 Sep rated 2 (scale 0–10): “Late”" in said
    assert "2 Sep we handed over: Mikko → Sari, taken up after 3 days" in said
    assert "12 Jun silence, 81 days, until 1 Sep" in said  # 12 Jun to 1 Sep: 18 + 31 + 31 + 1 days
    assert "5 Sep silence, 76 days, until 20 Nov" in said
    assert "Installation: 10 Jun → 14 Jun, told" in made.wide
    assert "Mikko → Sari" in made.wide


def test_the_stages_it_went_through_stand_on_top_and_touchpoints_off_the_map_change_nothing() -> None:
    made = drawn(
        did("2026-11-01 09:00", "met", "us", touchpoint="contract"),
        did("2026-11-05 09:00", "visited", touchpoint="website"),
        did("2026-11-09 09:00", "asked", "customer", touchpoint="support"),
        contract=BUY,
        support=USE,
    )
    assert [line for line in lines(made) if "stage" in line] == [
        "1 Nov came to the stage Buy",
        "9 Nov came to the stage Use",
    ]
    assert ">Buy</text>" in made.wide
    assert [kind for kind, _, _ in marks(made.narrow)].count("stages") == 2


def test_without_a_declared_journey_there_is_no_band() -> None:
    made = drawn(did("2026-11-01 09:00", "visited"))
    assert "stage" not in made.wide


def test_each_mark_leads_to_its_encounter_and_several_to_the_path_of_those_days() -> None:
    made = drawn(
        did("2026-06-01 09:00", "visited", channel="web", touchpoint="shop"),
        *(did(f"2026-11-0{day} 09:00", "visited", channel="web", touchpoint="shop") for day in (1, 2)),
        did("2025-01-01 09:00", "asked", "customer", channel="mail", thread="m"),
        *(did(f"2026-10-0{day} 09:{minute}", "visited", touchpoint=f"t{minute}") for day in (1, 2) for minute in (10, 11, 12)),
    )  # fmt: skip
    addresses = [address for kind, address, _ in marks(made.wide) if kind == "acts"]
    assert re.fullmatch(r"\?at=([\w-]+)#e-\1", addresses[0])
    assert "?channel=other&amp;from=2026-10-01&amp;to=2026-10-01#encounters" in addresses


def test_every_mark_of_both_drawings_is_named_by_lines_that_stand_in_the_list() -> None:
    made = drawn(
        *(did(f"2026-0{month}-{day:02} 09:00", "visited", channel="web") for month in range(1, 10) for day in range(1, 28, 3)),
        did("2026-05-05 10:00", "promised", about="o", due_at=at("2026-05-08 09:00")),
        did("2026-05-06 10:00", "rated", rating=5, rating_low=1, rating_high=5),
    )  # fmt: skip
    ids = set(re.findall('<li id="([^"]+)">', made.lines))
    for svg in (made.wide, made.narrow):
        found = marks(svg)
        assert found
        assert all(named and set(named.split()) <= ids for _, _, named in found)
    assert len(marks(made.narrow)) < len(marks(made.wide)) == len(ids)


def test_one_mark_alone_is_reached_by_tab_and_it_is_the_newest() -> None:
    made = drawn(*(did(f"2026-11-0{day} 09:00", "visited") for day in range(1, 6)))
    assert made.wide.count('tabindex="0"') == made.narrow.count('tabindex="0"') == 1
    assert made.wide.rindex('tabindex="0"') > made.wide.rindex('tabindex="-1"')


def test_the_words_are_in_the_readers_language() -> None:
    with translation.override("fi"):
        made = drawn(
            did("2026-01-01 09:00", "asked", "customer", channel="phone", thread="p"),
            did("2026-01-02 09:00", "answered", "us", channel="phone", thread="p"),
        )
    assert lines(made)[0].startswith("1.1. puhelin")
    assert ">tänään</text>" in made.wide
    assert ">hiljaisuus</text>" in made.wide


def test_what_people_wrote_is_never_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    made = drawn(
        did("2026-11-01 09:00", "asked", "customer", channel=hostile[:20], thread="m", subject=hostile),
        did("2026-11-02 09:00", "promised", about="o", subject=hostile, due_at=at("2026-12-01 09:00")),
        did("2026-11-03 09:00", "rated", rating=1, text=hostile),
        did("2026-11-04 09:00", "handed_over", actor=hostile, to=hostile),
    )
    for text in (made.wide, made.narrow, made.lines):
        assert "<script" not in text
        assert 'href=""' not in text


def test_a_rating_is_placed_in_the_thirds_of_its_own_scale() -> None:
    placed = [third(rating, 1, 5) for rating in (1, 2, 3, 4, 5)]
    assert placed == ["below", "below", "within", "above", "above"]
    assert third(1, 5, 1) == "above"  # a scale whose best end is 1
    assert third(3, None, 5) == "unscaled"


def test_the_page_holds_the_picture_and_its_list(client: Client) -> None:
    aino = customer("Aino")
    tell(aino, did("2026-01-01 09:00", "asked", "customer", channel="phone", thread="p", subject="Noise"))
    client.force_login(colleague())
    text = client.get(f"/customers/{aino}").content.decode()
    assert text.count('<svg class="timeline timeline-') == 2
    assert '<li id="p-0">' in text
    assert "phone · Noise: asked us, waiting for us" in text
