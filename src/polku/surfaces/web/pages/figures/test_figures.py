"""The page of figures: what people fill in, what is refused, who changed what."""

import pytest
from django.test import Client

from polku.engine.tests.fresh import fresh_engine
from polku.touchpoints.figures.figures import Figures
from polku.touchpoints.figures.keep import figures, history, save_figures
from tests.people import colleague
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
FILLED = {
    "currency": "EUR", "margin_low": "20", "margin_high": "32.5", "replacement_low": "450", "replacement_high": "900",
    "failure_low": "", "failure_high": "80", "gap_low": "", "gap_high": "4", "horizon": "3", "discount": "10",
}  # fmt: skip


def page(client: Client, address: str = "/figures") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_page_is_whole_and_a_fragment(sari: Client, part: dict[str, str]) -> None:
    assert b"<html" in sari.get("/figures").content
    assert b"<html" not in sari.get("/figures", headers=part).content


def test_an_outsider_signs_in_first_and_a_colleague_may_not(client: Client) -> None:
    assert client.get("/figures").status_code == 302
    client.force_login(colleague())
    assert client.get("/figures").status_code == 403
    assert client.post("/figures", FILLED).status_code == 403
    assert client.get("/figures/export").status_code == 403
    assert client.post("/figures/withdraw", {"currency": "EUR"}).status_code == 403
    assert figures() == {}


def test_figures_are_kept_in_minor_units_with_who_filled_them_in(sari: Client) -> None:
    response = sari.post("/figures", FILLED)
    assert response.headers["Location"] == "/exits"
    assert figures() == {
        "EUR": Figures("EUR", 20, 32.5, 3, 10, 45_000, 90_000, 0, 8_000, 0, 4),
    }
    shown = page(sari)
    assert "Sari Lehto" in shown
    assert 'name="margin_high" value="32.5"' in shown
    assert 'name="replacement_low" value="450"' in shown


def test_a_finn_writes_a_comma(sari: Client) -> None:
    sari.cookies["django_language"] = "fi"
    sari.post("/figures", FILLED | {"margin_high": "32,5"}, headers={"Accept-Language": "fi"})
    assert figures()["EUR"].margin_high == 32.5


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"margin_high": "10"}, "Not less than the lower end."),
        ({"margin_high": "130"}, "less than or equal to 100"),
        ({"replacement_high": ""}, "Give both ends, or neither."),
        ({"currency": "€"}, "at least 3 characters"),
        ({"currency": "12€"}, "Three letters, as EUR."),
        ({"horizon": "0"}, "greater than or equal to 1"),
        ({"margin_low": "a lot"}, "Enter a number."),
        ({"replacement_high": "1e400"}, "less than or equal"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field_and_nothing_is_kept(
    sari: Client, wrong: dict[str, str], words: str
) -> None:
    response = sari.post("/figures", FILLED | wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert history() == []


def test_the_currency_that_money_was_told_in_is_offered(sari: Client) -> None:
    tell(
        "aino  mon 10:00  paid shop amount=100 currency=SEK\naino  tue 10:00  offered shop amount=5 currency=EUR"
    )
    assert 'name="currency" value="EUR"' in page(sari)  # as many of each: by the alphabet
    assert '<a href="/figures?currency=SEK">SEK</a>' in page(sari)
    assert 'name="currency" value="SEK"' in page(sari, "/figures?currency=SEK")


def test_all_versions_can_be_taken_along(sari: Client) -> None:
    save_figures(Figures("EUR", 20, 30), lead_of(sari))
    save_figures(Figures("EUR", 21, 30), lead_of(sari))
    told = sari.get("/figures/export").json()["figures"]
    assert [one["figures"]["margin_low"] for one in told] == [21, 20]
    assert {one["saved_by"] for one in told} == {"Sari Lehto"}


def test_withdrawn_figures_leave_counts_instead_of_money(sari: Client) -> None:
    save_figures(Figures("EUR", 20, 30))
    sari.post("/figures/withdraw", {"currency": "EUR"})
    assert figures() == {}
    assert "withdrawn" in page(sari)
    sari.post("/figures/withdraw", {"currency": "XXX"})
    assert len(history()) == 2


def lead_of(client: Client) -> object:
    return client.get("/figures").wsgi_request.user
