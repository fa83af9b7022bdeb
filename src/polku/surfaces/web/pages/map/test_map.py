"""The map's pages: whole and as a part, what is loud, what is said instead of a figure, and bad questions."""

import re
from typing import Any

import pytest
from django.test import Client

from polku.engine.door import EngineError
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.map.tests.test_touchpoints import FIVE, MAP
from polku.lenses.measure import answer
from polku.lib.clock import HOUR, MINUTE
from polku.privacy import looks
from polku.privacy.models import Look
from polku.surfaces.web.pages.map import asking
from polku.surfaces.web.pages.map.changes import felt_change, left_change, share_change
from polku.surfaces.web.pages.map.said import said_volume
from polku.touchpoints.journeys.save import save_journey
from tests.people import colleague
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
ADDRESSES = ("/map", "/map/touchpoints/visit", "/map/touchpoints/visit/customers")


@pytest.fixture(autouse=True)
def however_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page would say that it is counting; how it does is told below and in test_kept.py."""
    monkeypatch.setattr(asking, "answer_kept", lambda measure, asked, _patience=0.0: answer(measure, asked))


@pytest.fixture
def walked() -> None:
    """Five people on the pump's journey."""
    tell(FIVE)
    save_journey(MAP.replace("PER", "customer"))


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[-2000:]
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("walked")
def test_the_pages_are_whole_and_fragments(sari: Client, part: dict[str, str]) -> None:
    for address in ADDRESSES:
        assert "<html" in page(sari, address)
        assert b"<html" not in sari.get(address, headers=part).content


@pytest.mark.parametrize("address", [*ADDRESSES, "/map/pump"])
def test_an_outsider_signs_in_first_and_a_colleague_may_not(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    client.force_login(colleague())
    assert client.get(address).status_code == 403


@pytest.mark.usefixtures("walked")
def test_the_picture_and_the_list_say_the_same(sari: Client) -> None:
    whole = page(sari, "/map")
    assert "5 walks of 5 customers" in whole
    picture = whole[whole.index("<svg") :]
    labels = re.findall(r'aria-label="((?:form|Form), [^"]*)"', picture)
    assert labels == [
        "Form, Marketing: 5 walks · answered in 3 h; not rated; 0% left here (0%–43%);"
        " no requirement declared; rating not measured; no promises made"
    ]
    table = whole[whole.index("The same as a table") :]
    for words in ("answered in 3 h", "felt 6.0 of 10 (2.1–9.9, n = 5)", "20% left here (4%–62%)"):
        assert words in table


@pytest.mark.usefixtures("walked")
def test_what_is_not_measured_stands_in_the_title_and_on_its_card(sari: Client) -> None:
    whole = page(sari, "/map")
    assert re.search(r"How it goes is not measured at 1 of 5 touchpoints: <a [^>]*>Survey</a></h2>", whole)
    tell("".join(f"p{n} mon 08:00 asked form thread=p{n}\np{n} tue 08:00 met fair\n" for n in range(6)))
    whole = page(sari, "/map")
    assert "How it goes is not measured at 2 of 5 touchpoints: <a" in whole
    assert ">NOT MEASURED</text>" in whole


@pytest.mark.usefixtures("walked")
def test_paper_says_whose_journey_it_is_and_of_whom(sari: Client) -> None:
    whole = page(sari, "/map?period=last-12-months&segment=touchpoint%3Dvisit")
    (head,) = re.findall(r'</h1><p class="quiet">([^<]+)', whole)
    assert re.match(r"Pump · .+ · [^·]*Visit[^·]* · 5 walks of 5 customers", head), head


def test_a_card_rounds_the_time_rather_than_leaving_it_out() -> None:
    row: dict[str, Any] = {"walks": 2005, "median_response": 3 * HOUR + 40 * MINUTE}
    counted = [*said_volume(row)]
    assert counted[:2] == ["2,005 walks · answered in 3 h 40 min", "2,005 · answered in 3 h 40 min"]
    assert counted[2] == "2,005 · answered in 4 h"
    assert said_volume(row | {"median_response": 40 * MINUTE})[2] == "2,005 · answered in 40 min"


@pytest.mark.usefixtures("walked")
def test_what_the_map_does_not_know_and_where_nobody_was_is_listed(sari: Client) -> None:
    tell("".join(f"p{n} mon 08:00 asked form thread=p{n}\np{n} tue 08:00 visited shop\n" for n in range(6)))
    whole = page(sari, "/map")
    assert re.search(r"the map does not know it</h2>.*shop.*6", whole)
    assert re.search(r"Declared, but nobody was there</h2> <p><a [^>]*>Fair</a> \(Marketing\)", whole)


@pytest.mark.usefixtures("walked")
def test_of_few_customers_no_figures_stand_on_the_card(sari: Client) -> None:
    whole = page(sari, "/map")
    install = re.search(r'aria-label="(Install, [^"]*)"', whole)
    assert install
    assert install[1] == "Install, Partners: fewer than 5 customers: no figures"


@pytest.mark.usefixtures("walked")
def test_arrows_are_drawn_from_the_share_that_the_reader_sets(sari: Client) -> None:
    # All five went from the form to the visit and on to the survey or to the installation.
    drawn = {share: page(sari, f"/map?arrows={share}").count('class="map-arrow') for share in (10, 100, 101)}
    assert drawn[10] >= drawn[100] == 1
    assert "100% of those at Form go on to Visit" in page(sari, "/map?arrows=100")
    assert page(sari, "/map?arrows=much").count("selected>30 %</option>") == 1


@pytest.mark.usefixtures("walked")
def test_a_touchpoint_has_its_figures_and_says_what_is_not_measured(sari: Client) -> None:
    visit = page(sari, "/map/touchpoints/visit")
    assert re.search(r"Felt, mean of 0–10</th> <td [^>]*>6\.0</td>", visit)
    assert re.search(r"Until our first answer</th> <td [^>]*><b>not measured</b>", visit)
    assert "/exits/visit?journey=pump" in visit
    assert re.search(
        r'Customers who were here</th> <td [^>]*><a href="/paths/touchpoint\?at=visit&amp;journey=pump">5</a>',
        visit,
    )
    assert "/measures/touchpoints.csv?journey=pump" in visit
    assert re.search(r"Came from</h2>.*>Form</a>.*100%", visit)


@pytest.mark.usefixtures("walked")
def test_those_who_are_there_now_are_one_click_away(sari: Client) -> None:
    survey = page(sari, "/map/touchpoints/survey?period=last-12-months&compare=before")
    assert 'href="/map/touchpoints/survey/customers?period=last-12-months&amp;compare=before"' in survey
    tell("fay mon 08:00 asked form thread=f\nfay mon 09:00 answered form thread=f\nfay tue 08:00 met visit")
    there = page(sari, "/map/touchpoints/visit/customers")
    assert re.search(r'<a href="/customers/\d+">fay</a>', there)
    looks.flush()
    assert Look.objects.filter(through="web:map").count() == 1
    assert "Nobody is there now" in page(sari, "/map/touchpoints/fair/customers")


@pytest.mark.usefixtures("walked")
def test_a_journeys_name_in_the_address_leads_to_its_map(sari: Client) -> None:
    assert (
        sari.get("/map/pump?period=last-90-days").headers["Location"]
        == "/map?period=last-90-days&journey=pump"
    )


@pytest.mark.usefixtures("walked")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/map?journey=pmup", 422, "There is no journey"),
        ("/map?from=2030-01-01", 200, "no customer is in this question"),
        ("/map?segment=touchpoint%3Dinstall", 200, "Fewer than 5 customers are in this segment"),
        ("/map?from=1.3.2026", 422, "must be a day"),
        ("/map?from=2026-03-02&to=2026-03-01", 422, "ends"),
        ("/map?segment=city%3DEspoo", 422, "is not understood"),
        ("/map/touchpoints/nowhere", 404, "The journey pump has no touchpoint “nowhere”"),
        ("/map/touchpoints/nowhere/customers", 404, "has no touchpoint"),
        ("/map/touchpoints/visit?journey=pmup", 422, "There is no journey"),
        ("/map/touchpoints/visit?from=2030-01-01", 200, "no customer is in this question"),
        ("/map/touchpoints/visit/customers?journey=pmup", 422, "There is no journey"),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(sari: Client, address: str, status: int, words: str) -> None:
    assert words in page(sari, address, status)


@pytest.mark.usefixtures("walked")
def test_an_engine_that_does_not_answer_is_a_sentence(sari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_of: Any) -> None:
        raise EngineError("Another process holds the engine and does not answer.")

    monkeypatch.setattr(asking, "answer_kept", silent)
    assert "does not answer" in page(sari, "/map", 503)
    assert "does not answer" in page(sari, "/map/touchpoints/visit", 503)


@pytest.mark.usefixtures("walked")
def test_what_is_still_being_counted_is_asked_for_again(
    sari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "answer_kept", lambda *_of: None)
    for address in ("/map", "/map/touchpoints/visit"):
        assert f'hx-get="{address}" hx-trigger="every 2s"' in page(sari, address)


def test_before_a_journey_is_declared_the_template_that_fits_is_suggested(sari: Client) -> None:
    tell("ann mon 09:00 visited website\nann tue 09:00 ordered checkout\nann wed 09:00 delivered delivery")
    whole = page(sari, "/map")
    assert "No journey is declared yet" in whole
    first = whole[whole.index("<tbody>") : whole.index("</tr>", whole.index("<tbody>"))]
    assert "fits best" in first
    assert "/journeys/new?template=e-commerce" in first


def test_before_anything_has_happened_no_template_is_said_to_fit(sari: Client) -> None:
    assert "fits best" not in page(sari, "/map")


def share(left: float, low: float, high: float) -> dict[str, Any]:
    return {"left_share": left, "left_low": low, "left_high": high}


def test_a_share_has_changed_where_the_interval_of_the_difference_excludes_zero() -> None:
    # Newcombe's example (methods.md): 56 of 70 and 48 of 80 differ by 0.2, between 0.0524 and 0.3339.
    more = share_change("left", share(0.8, 0.6917, 0.8769), share(0.6, 0.4904, 0.7002))
    assert more
    assert [more.grown, more.low, more.high] == pytest.approx([0.2, 0.0524, 0.3339], abs=1e-3)
    assert more.look == "below"  # more of them left: worse
    fewer = share_change("left", share(0.6, 0.4904, 0.7002), share(0.8, 0.6917, 0.8769))
    assert fewer
    assert fewer.look == "above"


def test_that_fewer_left_lately_is_not_told_as_better() -> None:
    fewer, more = share(0.6, 0.4904, 0.7002), share(0.8, 0.6917, 0.8769)
    looks = [left_change(now, before, young=True).look for now, before in ((fewer, more), (more, fewer))]  # type: ignore[union-attr]
    assert looks == ["", "below"]
    assert left_change(fewer, more, young=False).look == "above"  # type: ignore[union-attr]


def test_a_change_that_chance_may_have_made_has_no_colour() -> None:
    change = share_change("left", share(0.3, 0.15, 0.5), share(0.2, 0.1, 0.4))
    assert change
    assert change.look == ""
    assert share_change("left", share(0.3, 0.15, 0.5), None) is None


def test_a_mean_has_changed_where_the_intervals_together_say_so() -> None:
    now, before = ({"felt": m, "felt_low": m - 0.03, "felt_high": m + 0.03} for m in (0.7, 0.8))
    worse, better = felt_change(now, before), felt_change(before, now)
    assert worse
    assert better
    assert (worse.look, better.look) == ("below", "above")
    assert worse.low == pytest.approx(-0.1 - 0.0424, abs=1e-4)
    assert felt_change(now, {"felt": None}) is None
