"""The page of paths: as a whole, as a part, with the customers behind each line; outsiders and low roles."""

import re

import pytest
from django.test import Client

from polku.engine.tests.fresh import fresh_engine
from polku.privacy import looks
from polku.privacy.models import Look
from polku.touchpoints.journeys.save import save_journey
from polku.workspace.models import Person, Role
from tests.people import colleague
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]

# Six go from the website to the form; five are met, and one says goodbye. The kiosk is on no map.
SIX = "\n".join(
    f"p{n} mon 09:0{n} visited website\np{n} mon 10:0{n} asked lead-form\np{n} tue 10:0{n} {then}"
    for n, then in enumerate(["met sales-visit"] * 5 + ["left lead-form"])
) + "\np0 wed 09:00 met kiosk\n"  # fmt: skip
JOURNEY = """\
name: sales
title: {en: Sales, fi: Myynti}
instance: {per: customer}
stages:
  - name: sell
    title: Sell
    touchpoints:
      - {name: website, title: Verkkosivut, channel: web, owner: Marketing}
      - {name: lead-form, title: Yhteydenottolomake, channel: web, owner: Marketing}
      - {name: sales-visit, title: Myyntikäynti, channel: visit, owner: Sales}
"""


def shown(client: Client, address: str, **headers: str) -> str:
    """The page once all is counted, with the spaces of its lines as one."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_draws_who_goes_where_and_says_where_most_leave(sari: Client) -> None:
    tell(SIX)
    page = shown(sari, "/paths?wait=yes")
    assert "<!doctype html>" in page
    assert "Most leave at Lead form: 1 of the 6 walks that came there" in page
    # Of six at the website all went on to the form; Wilson of 6 in 6: from 6 / (6 + 3.84) = 61%.
    assert 'aria-label="From website to lead form: 6 walks, 100% of those who were there (61%–100%); usually after 1 h."' in page  # fmt: skip
    assert 'aria-label="Left at lead form with a goodbye: 1 walk, 17% of those who were there."' in page
    assert 'class="sign said"' in page
    assert "/measures/edges.csv?" in page


def test_where_nothing_is_the_page_says_the_way_on(sari: Client) -> None:
    assert 'href="/start">Bring in what has happened' in shown(sari, "/paths?wait=yes")
    tell(SIX)
    assert 'href="/paths">All customers, all of the time' in shown(sari, "/paths?wait=yes&from=2030-01-01")


def test_htmx_gets_the_main_block_alone(sari: Client, part: dict[str, str]) -> None:
    tell(SIX)
    page = shown(sari, "/paths?wait=yes", **part)
    assert "<!doctype html>" not in page
    assert 'class="flow"' in page


def test_the_slider_hides_the_least_walked_steps_and_counts_them(sari: Client) -> None:
    # Everybody walks a → b → c; of twenty, two also go from a straight to c.
    tell(
        "\n".join(
            f"p{n} mon 09:{n:02} visited a\np{n} mon 10:{n:02} visited {'c' if n < 2 else 'b'}\np{n} mon 11:{n:02} visited {'b' if n < 2 else 'c'}"
            for n in range(20)
        )
    )
    whole, least = (shown(sari, f"/paths?wait=yes&detail={detail}") for detail in (100, 0))
    assert "5 of 5 steps are drawn." in whole
    assert "hidden" not in whole.partition("flow-hidden")[2].partition("</p>")[0].replace(
        'id="flow-hidden"', ""
    )
    assert "4 of 5 steps are drawn. 1 step is hidden; 10% of the walks take it." in least
    assert least.count('class="mark mark-leaving"') == whole.count('class="mark mark-leaving"')


def test_the_slider_swaps_the_picture_alone_and_keeps_the_address(sari: Client, part: dict[str, str]) -> None:
    tell(SIX)
    response = sari.get("/paths/picture?detail=50&label=gap&segment=entity%3Dperson", headers=part)
    page = response.content.decode()
    assert (page.count('<svg class="flow"'), "<table" in page, "<!doctype" in page) == (1, False, False)
    assert response.headers["HX-Replace-Url"] == "/paths?detail=50&label=gap&segment=entity%3Dperson"
    assert ">1 h</text>" in page  # the usual time stands at the line


def test_what_no_journey_knows_is_dashed_and_said_in_words(sari: Client) -> None:
    tell(SIX)
    assert "No journey knows" not in shown(sari, "/paths?wait=yes")  # there is no journey yet
    save_journey(JOURNEY)
    page = shown(sari, "/paths?wait=yes")
    assert "Kiosk: 1 walk, 17% of all. No journey knows this touchpoint." in page
    assert page.count('class="place strange"') == 1
    assert "no journey knows it: Kiosk" in page
    assert "Kiosk" not in shown(sari, "/paths?wait=yes&journey=sales").partition('id="shown"')[2]


def test_in_finnish_the_picture_speaks_finnish(sari: Client) -> None:
    tell(SIX)
    save_journey(JOURNEY)
    page = shown(sari, "/paths?wait=yes&journey=sales", **{"accept-language": "fi"})
    assert "Eniten lähtijöitä: Yhteydenottolomake, 1 (siellä kävi 6 kulkua)" in page
    assert "Verkkosivut → Yhteydenottolomake: 6 kulkua" in page


def test_a_step_opens_its_customers_and_each_look_is_recorded(sari: Client) -> None:
    tell(SIX)
    page = shown(sari, "/paths/step?source=website&target=lead-form")
    assert "6 customers" in page
    links = re.findall(r'href="(/customers/\d+\?at=[^"]+)"', page)
    assert len(links) == 6
    assert "lead form" in shown(sari, links[0].partition("#")[0])  # the page at that moment
    looks.flush()
    assert Look.objects.filter(through="web:paths").count() == 6


@pytest.mark.parametrize(
    ("address", "title", "customers"),
    [
        ("/paths/step?source=&target=website", "Began at website", "6 customers"),
        ("/paths/touchpoint?at=kiosk", "Kiosk", "1 customer"),
        ("/paths/end?at=lead-form&manner=said", "Left with a goodbye: lead form", "1 customer"),
        ("/paths/end?manner=on", "Still on the way", "5 customers"),
        ("/paths/step?source=kiosk&target=website", "Kiosk → website", "No customer is behind this"),
    ],
)
def test_every_part_of_the_picture_opens_its_customers(
    sari: Client, address: str, title: str, customers: str
) -> None:
    tell(SIX)
    page = shown(sari, address)
    assert f"<h1>{title}</h1>" in page
    assert f"{customers}" in page


ROWS = (
    ("/paths/stage?stage=sell", "Came to the stage: Sell", "6 customers"),
    ("/paths/stage?stage=sell&on=yes", "Went on to the next stage from: Sell", "No customer is behind this"),
    ("/paths/stage?stage=sell&on=no", "Came no further than the stage: Sell", "6 customers"),
    ("/paths/stay?stage=sell&open=yes", "Still in the stage: Sell", "6 customers"),
    ("/paths/stay?stage=sell&next=sell", "Sell → Sell", "No customer is behind this"),
    ("/paths/rated?of=satisfied&share_of=left", "The satisfied: left", "No customer is behind this"),
    ("/paths/called-silent?rule=own&returned=yes", "Came back, though they would have been called silent: own rhythm", "No customer is behind this"),
    ("/paths/handed-over?source=kiosk&target=&told=yes", "Kiosk: handed over, and taken up by nobody", "No customer is behind this"),
)  # fmt: skip


def test_every_row_of_a_measure_opens_its_customers(sari: Client, part: dict[str, str]) -> None:
    tell(SIX)
    save_journey(JOURNEY)
    for address, title, customers in ROWS:
        page = shown(sari, address)
        assert f"<h1>{title}</h1>" in page
        assert customers in page, address
    assert "<html" not in shown(sari, address, **part)
    sari.logout()
    for address, _, _ in ROWS:
        assert sari.get(address).status_code == 302


def test_the_lists_of_a_stage_lead_to_each_other_and_back_to_the_measure(sari: Client) -> None:
    tell(SIX)
    save_journey(JOURNEY)
    page = shown(sari, "/paths/stage?stage=sell&on=no&journey=sales&within=1")
    assert re.findall(r'href="(/paths/stage[^"]*)">([^<]*)<', page) == [
        ("/paths/stage?journey=sales&amp;within=1&amp;stage=sell&amp;on=", "All who came"),
        ("/paths/stage?journey=sales&amp;within=1&amp;stage=sell&amp;on=yes", "Who went on"),
    ]
    assert '<a href="/measures/funnel?journey=sales&amp;within=1">← ' in page
    looks.flush()
    assert Look.objects.filter(through="web:paths").count() == 6


def test_a_way_opens_who_walked_it(sari: Client) -> None:
    tell(SIX)
    page = shown(sari, "/paths?wait=yes")
    (commonest, *_) = re.findall(r'href="(/paths/way\?way=[^"]+)"', page)
    assert "4 customers" in shown(sari, commonest)  # all but who went on to the kiosk, and who left


@pytest.mark.parametrize(
    "address", ["/paths/end?at=lead-form&manner=angrily", "/paths/way?way=1.2", "/paths/way?way=1.x.3", "/paths/end",
     "/paths/stage?stage=sell&on=maybe", "/paths/stay?stage=sell&open=no", "/paths/rated?of=angry",
     "/paths/rated?of=left&share_of=angry", "/paths/called-silent?rule=none", "/paths/handed-over?source=a&target=b"]
)  # fmt: skip
def test_what_is_no_part_of_a_picture_is_not_found(sari: Client, address: str) -> None:
    assert sari.get(address).status_code == 404


def test_a_wrong_question_is_told_what_to_ask(sari: Client) -> None:
    for address in ("/paths?journey=nowhere", "/paths/step?source=a&target=b&journey=nowhere"):
        response = sari.get(address)
        assert response.status_code == 422
        assert "nowhere" in response.content.decode()


def test_nothing_and_too_few_are_said_in_words(sari: Client) -> None:
    assert "Nothing happened there" in shown(sari, "/paths?wait=yes")
    tell(SIX)
    few = shown(sari, "/paths?wait=yes&segment=touchpoint%3Dkiosk")
    assert "Fewer than 5 customers are in this segment" in few
    assert 'class="flow"' not in few


def test_one_touchpoint_and_a_walk_of_two_thousand_steps_are_drawn(sari: Client) -> None:
    tell("\n".join(f"ann mon+{n // 168} {n % 24:02}:{n % 60:02} visited shop" for n in range(2000)))
    page = shown(sari, "/paths?wait=yes")
    assert "Shop: 1 walk, 100% of all." in page
    assert "Again at shop: 1 walk, 100% of those who were there" in page


def test_an_outsider_signs_in_first_and_who_does_not_manage_sees_no_picture(client: Client) -> None:
    assert client.get("/paths").status_code == 302
    assert client.get("/paths/step?source=a&target=b").status_code == 302
    client.force_login(colleague())
    assert Person.objects.get(pk=client.session["_auth_user_id"]).role == Role.SEES_CUSTOMERS
    assert client.get("/paths").status_code == 403
    assert client.get("/paths/picture").status_code == 403
    assert client.get("/paths/step?source=a&target=b").status_code == 200
