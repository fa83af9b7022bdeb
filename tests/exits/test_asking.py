"""Exits through the house: told, read, shipped, asked on the command line and by programs."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client

from polku.engine.engine import ask_copy, rebuild
from polku.engine.tables import table
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import WrongQuestion, asked
from polku.lenses.catalog import MEASURES
from polku.lenses.measure import answer
from polku.surfaces.cli.measure import command as measure_command
from polku.touchpoints.journeys.save import save_journey
from tests.people import colleague
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
# Eight ask; six of them get an offer and say no on the phone, two are never answered. A year later somebody visits.
STORY = "\n".join(
    f"p{n} mon 09:00 asked lead-form\np{n} mon 10:00 answered lead-form\np{n} tue 09:00 offered offer"
    f"\np{n} wed 09:00 declined phone\np{n} thu 10:00 rated survey rating={9 if n < 5 else 4} rating_low=0 rating_high=10"
    for n in range(6)
)
STORY += "\nq1 mon 09:00 asked lead-form\nq2 mon 09:00 asked lead-form\nzoe mon+52 09:00 visited website"
MAP = """\
name: sales
title: Sales
instance: {per: customer}
stages:
  - name: buy
    title: Buy
    touchpoints:
      - {name: lead-form, channel: web, owner: Marketing}
      - {name: offer, channel: mail, owner: Sales}
      - {name: survey, channel: mail, owner: Sales}
"""


def test_a_row_says_where_it_broke_where_they_said_so_and_who_owns_it() -> None:
    tell(STORY.replace("rated survey", "thanked mail"))
    save_journey(MAP)
    found = answer(MEASURES["exits"], asked(journey="sales"))
    (row,) = found.rows
    assert (row["touchpoint"], row["stage"], row["owner"], row["said_at"]) == (
        "offer",
        "buy",
        "Sales",
        "phone",
    )
    assert (row["manner"], row["left"], row["there"], row["share"]) == ("said", 6, 6, 1.0)
    # At the form, where all eight were, nobody said goodbye.
    assert (row["base_share"], row["base_n"], row["lift"]) == (0.0, 8, None)
    assert found.note == "1 row is left out: it is about fewer than 5 customers."  # the two who were dropped


def test_where_a_journey_names_no_end_it_is_said_that_whoever_goes_all_the_way_counts_as_having_left() -> (
    None
):
    tell(
        "\n".join(f"q{n} mon 09:00 asked lead-form" for n in range(5)) + "\nzoe mon+52 09:00 visited website"
    )
    save_journey(MAP)
    found = answer(MEASURES["exits"], asked(journey="sales"))
    assert [(row["touchpoint"], row["manner"]) for row in found.rows] == [("lead-form", "dropped")]
    assert found.note.startswith("This journey names no end")
    assert answer(MEASURES["exits"], asked()).note == ""  # all that customers do ends only when they leave
    save_journey(
        MAP.replace("instance: {per: customer}", "instance: {per: customer, ends: [{touchpoint: survey}]}")
    )
    assert answer(MEASURES["exits"], asked(journey="sales")).note == ""


def test_one_touchpoint_is_asked_about_and_of_few_people_nothing_is_told(client: Client) -> None:
    tell(STORY)
    client.force_login(colleague())
    told = client.get("/api/measures/exits?touchpoint=survey").json()
    assert [(row["touchpoint"], row["left"]) for row in told["rows"]] == [("survey", 6)]
    assert client.get("/api/measures/exits?touchpoint=offer").json()["rows"] == []
    result = CliRunner().invoke(measure_command, ["exits", "--touchpoint", "survey", "--json"])
    assert json.loads(result.output)["rows"] == told["rows"]
    # Of the same: five rated 9, one 4; all of them left. Of the one alone nothing is told.
    found = answer(MEASURES["satisfied_left"], asked())
    assert [(row["of"], row["share_of"], row["part"], row["n"]) for row in found.rows] == [
        ("satisfied", "left", 5, 5), ("left", "satisfied", 5, 6), ("left: said", "satisfied", 5, 6),
    ]  # fmt: skip
    assert found.note.startswith("1 row is left out")
    of_one = answer(MEASURES["exits"], asked(segment="touchpoint=website"))
    assert (of_one.rows, of_one.n) == ([], 0)
    assert "Fewer than 5 customers" in of_one.note


def test_a_touchpoint_that_is_no_name_is_refused() -> None:
    with pytest.raises(WrongQuestion, match="Write its name"):
        asked(touchpoint="offer\0")


def test_where_nobody_left_it_is_said() -> None:
    tell("p1 mon 09:00 visited website\np2 tue 09:00 visited website")
    assert answer(MEASURES["exits"], asked()).note == "Nobody left there, as far as can be told yet."


def test_where_paths_stand_is_the_same_after_more_was_told_and_made_anew() -> None:
    tell(STORY)
    assert answer(MEASURES["exits"], asked()).rows
    tell("p1 mon+1 09:00 asked chat\nq1 mon+1 10:00 answered chat")  # p1 is back, q1 was answered
    rows = {row["manner"]: row["left"] for row in answer(MEASURES["exits"], asked()).rows}
    stand = ask_copy(table("standing")).rows.sort_by("customer").to_pylist()
    assert rows == {"said": 5}
    rebuild()
    assert ask_copy(table("standing")).rows.sort_by("customer").to_pylist() == stand
