"""`/api/measures`: the same door as the command's, for programs."""

import pytest
from django.test import Client

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.catalog import MEASURES
from tests.people import colleague
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
STORY = "\n".join(
    f"p{number} mon 09:00 visited website\np{number} mon 11:00 asked lead-form" for number in range(6)
)


@pytest.fixture
def seller(client: Client) -> Client:
    """A colleague who meets customers."""
    client.force_login(colleague())
    return client


def test_an_outsider_is_told_to_sign_in(client: Client) -> None:
    assert [client.get(f"/api/measures{more}").status_code for more in ("", "/edges")] == [401, 401]


def test_the_catalogue_says_what_each_column_holds(seller: Client) -> None:
    listed = seller.get("/api/measures").json()["measures"]
    assert [one["name"] for one in listed] == [*MEASURES]
    assert listed[0]["columns"]["times"] == "how often"


def test_an_answer_has_rows_n_bounds_and_freshness_and_sql_on_request(seller: Client) -> None:
    tell(STORY)
    told = seller.get("/api/measures/edges").json()
    (row,) = told["rows"]
    assert (told["n"], told["customers"], told["unit"], told["sql"]) == (6, 6, "steps", [])
    assert row["low"] < row["share"] == row["high"] == 1
    assert told["fresh_to"].endswith("Z")
    asked = seller.get(
        "/api/measures/edges?sql=true&from=2026-03-01&to=2026-03-31&segment=touchpoint=website"
    )
    assert all("SELECT" in sql for sql in asked.json()["sql"])
    assert asked.json()["rows"] == told["rows"]


def test_what_can_not_be_answered_is_a_problem_in_words(seller: Client) -> None:
    unknown = seller.get("/api/measures/edgse")
    assert (unknown.status_code, "did you mean 'edges'" in unknown.json()["detail"]) == (404, True)
    wrong = seller.get("/api/measures/edges?from=monday")
    assert (wrong.status_code, "must be a day" in wrong.json()["detail"]) == (422, True)


def test_a_measure_that_counts_within_days_takes_them(seller: Client) -> None:
    tell(STORY + "\nzoe mon+2 09:00 visited website")
    told = seller.get("/api/measures/handovers?within=7").json()
    assert (told["rows"], told["n"]) == ([], 7)
    assert told["note"].endswith("at least 7 days ago.")
    assert seller.get("/api/measures/handovers?within=-1").status_code == 422
    without = seller.get("/api/measures/funnel")
    assert (without.status_code, "say which" in without.json()["detail"]) == (422, True)


def test_of_few_people_there_is_a_note_and_no_row(seller: Client) -> None:
    tell(STORY + "\np1 mon 12:00 complained shop")
    told = seller.get("/api/measures/edges?segment=kind=complained").json()
    assert (told["rows"], told["n"], told["customers"]) == ([], 0, 0)
    assert "Fewer than 5" in told["note"]
