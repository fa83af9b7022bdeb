"""The touchpoints of a journey: by hand, against the slow oracle, and what is not measured or not told."""

import random
from typing import Any

import pytest

from polku.engine.engine import ask
from polku.engine.tables import table
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import WrongQuestion, asked
from polku.lenses.exits.ended import ended
from polku.lenses.journeys.tests.test_edges_and_variants import rounded
from polku.lenses.map.tests import oracle
from polku.lenses.map.there_now import there_now
from polku.lenses.map.touchpoints import TOUCHPOINTS, touchpoints
from polku.lenses.measure import Answer, answer, ask_about
from polku.lib.clock import HOUR
from polku.touchpoints.journeys.save import save_journey
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]

MAP = """\
name: pump
title: Pump
instance:
  per: PER
  starts: [{touchpoint: form}]
stages:
  - name: ask
    title: Ask
    touchpoints:
      - {name: form, channel: web, owner: Marketing, expects: [visit]}
  - name: buy
    title: Buy
    touchpoints:
      - {name: visit, channel: visit, owner: Sales, expects: [install]}
      - {name: fair, channel: visit, owner: Marketing}
  - name: install
    title: Install
    touchpoints:
      - {name: install, channel: partner, owner: Partners}
      - {name: survey, channel: mail, owner: Support}
"""
# Five people ask at the form and are answered after 1, 2, 3, 4 and 5 hours. All are visited once; the visit is one
# moment. Three are promised an installation for Friday noon of the week after: Ann's is done in time, Ben's late, Cia's
# never. Then a survey asks all five of the visit; Ann answers twice. Eve says goodbye at the form, a day before the
# others begin. The shop is on no map.
FIVE = """
    ann  mon 08:00  asked form thread=a
    ben  mon 08:00  asked form thread=b
    cia  mon 08:00  asked form thread=c
    dan  mon 08:00  asked form thread=d
    eve  mon 08:00  asked form thread=e
    ann  mon 09:00  answered form thread=a actor=mia
    ben  mon 10:00  answered form thread=b actor=mia
    cia  mon 11:00  answered form thread=c actor=mia
    dan  mon 12:00  answered form thread=d actor=mia
    eve  mon 13:00  answered form thread=e actor=mia
    ann  tue 09:00  met visit actor=sam
    ben  tue 10:00  met visit actor=sam
    cia  tue 11:00  met visit actor=sam
    dan  tue 12:00  met visit actor=sam
    eve  tue 13:00  met visit actor=sam
    ann  wed 09:00  promised install about=1 due=fri+1@12:00
    ben  wed 09:00  promised install about=2 due=fri+1@12:00
    cia  wed 09:00  promised install about=3 due=fri+1@12:00
    ann  thu 09:00  rated survey subject=visit rating=10 rating_low=0 rating_high=10
    ben  thu 09:00  rated survey subject=visit rating=8 rating_low=0 rating_high=10
    cia  thu 09:00  rated survey subject=visit rating=6 rating_low=0 rating_high=10
    dan  thu 09:00  rated survey subject=visit rating=4 rating_low=0 rating_high=10
    eve  thu 09:00  rated survey subject=visit rating=2 rating_low=0 rating_high=10
    ann  thu+1 09:00  delivered install about=1 actor=ilkka
    ben  mon+2 09:00  delivered install about=2 actor=ilkka
    eve  tue+1 09:00  left visit
    dan  mon+3 09:00  ordered shop about=9
"""


def told(**question: Any) -> Answer:
    return answer(TOUCHPOINTS, asked(journey="pump", **question))


def declared(per: str = "customer") -> None:
    save_journey(MAP.replace("PER", per))


def row(found: Answer, touchpoint: str) -> dict[str, Any]:
    (one,) = [row for row in found.rows if row["touchpoint"] == touchpoint]
    return one


def test_every_declared_touchpoint_has_its_row_in_the_order_of_the_map() -> None:
    tell(FIVE)
    declared()
    found = told()
    assert [(one["touchpoint"], one["stage"], one["owner"], one["on_map"]) for one in found.rows] == [
        ("form", "ask", "Marketing", "yes"),
        ("visit", "buy", "Sales", "yes"),
        ("fair", "buy", "Marketing", "yes"),
        ("install", "install", "Partners", "yes"),
        ("survey", "install", "Support", "yes"),
        ("shop", "", "", "no"),
    ]
    assert list(found.rows[0]) == list(TOUCHPOINTS.columns)


def test_volume_and_times_are_those_of_who_was_there() -> None:
    tell(FIVE)
    declared()
    form = row(told(), "form")
    assert (form["walks"], form["customers"], form["interactions"], form["encounters"]) == (5, 5, 10, 5)
    # Answers after 1, 2, 3, 4 and 5 hours: the 90th percentile lies 0.6 of the way from 4 to 5.
    assert (form["median_response"], form["p90_response"]) == (3 * HOUR, pytest.approx(4.6 * HOUR))
    assert (form["responses"], form["median_wait"], form["median_time"]) == (5, 3 * HOUR, 3 * HOUR)
    assert form["not_measured"] == "rating, promise, requirement"


def test_a_rating_belongs_to_the_touchpoint_that_it_is_of() -> None:
    tell(FIVE)
    declared()
    found = told()
    visit = row(found, "visit")
    # 10, 8, 6, 4, 2 of ten: mean 6, standard deviation √10, error √(10 / 5) = 1.4142; t of 4 degrees is 2.7764.
    assert (visit["ratings"], visit["rated_share"], visit["felt"]) == (5, 1, pytest.approx(0.6))
    assert (visit["felt_low"], visit["felt_high"]) == (
        pytest.approx(0.6 - 2.7764 * 0.14142, abs=1e-4),
        pytest.approx(0.6 + 2.7764 * 0.14142, abs=1e-4),
    )
    assert (row(found, "survey")["ratings"], row(found, "survey")["felt"]) == (0, None)


def test_who_left_is_told_with_the_share_of_those_who_were_there() -> None:
    tell(FIVE)
    declared()
    found = told()
    survey = row(found, "survey")
    # Eve said goodbye at the visit; it had ended with the survey before.
    assert (survey["left"], survey["left_share"], row(found, "visit")["left"]) == (1, 0.2, 0)
    # Wilson of 1 in 5: centre (1 + 1.9207) / 8.8415 = 0.3303, half 0.2942.
    assert (survey["left_low"], survey["left_high"]) == (
        pytest.approx(0.0362, abs=1e-4),
        pytest.approx(0.6245, abs=1e-4),
    )


def test_where_it_is_only_met_nothing_tells_how_long_it_took() -> None:
    tell("\n".join(line for line in FIVE.splitlines() if "rated" not in line))
    declared()
    visit = row(told(), "visit")
    assert (visit["state"], visit["times"], visit["median_time"]) == ("told", 0, None)
    assert visit["not_measured"] == "time, rating, promise, requirement"


def test_a_time_that_one_encounter_in_twenty_knows_measures_nothing() -> None:
    people = "".join(
        f"  p{n} mon 08:00 asked form thread=q{n}\n  p{n} tue 08:00 met visit thread=v{n}\n"
        for n in range(20)
    )
    tell(people + "  p1 tue 09:00 met visit thread=v1\n")
    declared()
    visit = row(told(), "visit")
    assert (visit["encounters"], visit["times"]) == (20, 1)
    assert "time" in visit["not_measured"]
    assert visit["median_time"] is None  # only one customer knows it


def test_promises_are_held_against_their_original_date() -> None:
    more = "".join(
        f"  {who} wed 09:00 promised install about={who} due=fri+1@12:00\n" for who in ("dan", "eve")
    )
    tell(FIVE + more + "  eve tue+1 09:00 declined install about=eve\n")
    declared()
    install = row(told(), "install")
    # Ann's is kept, Ben's late, Cia's and Dan's undone when the last thing happened; Eve declined before hers was due.
    assert (install["promises"], install["due"], install["late"], install["late_share"]) == (5, 4, 3, 0.75)


def test_what_fewer_than_five_customers_know_is_not_told() -> None:
    tell(FIVE)
    declared()
    found = told()
    install, shop = row(found, "install"), row(found, "shop")
    assert (install["state"], install["walks"], install["late"]) == ("few", None, None)
    assert (shop["state"], shop["customers"], shop["not_measured"]) == ("few", None, None)
    assert found.note.startswith("Of 2 touchpoints no figures are told")


def test_a_declared_touchpoint_where_nobody_was_is_said_to_be_empty() -> None:
    tell(FIVE)
    declared()
    fair = row(told(), "fair")
    assert (fair["state"], fair["walks"]) == ("none", 0)
    assert fair["not_measured"] == "volume, time, rating, promise, requirement"


def test_what_was_before_a_walk_began_is_not_on_it() -> None:
    tell(
        FIVE + "".join(f"  {who} 2026-02-01 09:00 met visit\n" for who in ("ann", "ben", "cia", "dan", "eve"))
    )
    declared()
    visit = row(told(), "visit")
    assert (visit["interactions"], visit["encounters"]) == (
        6,
        6,
    )  # five visits, and Eve's goodbye a week later


def test_a_touchpoint_of_another_journey_is_not_unknown_to_the_map() -> None:
    tell(FIVE)
    declared()
    shop = MAP.replace("PER", "order").replace("pump", "shop").replace("name: fair", "name: shop")
    save_journey(shop.replace("name: shop\ntitle: Pump", "name: other\ntitle: Other"))
    assert [one["touchpoint"] for one in told().rows if one["on_map"] == "no"] == []


def test_a_period_counts_what_was_in_it() -> None:
    tell(FIVE)
    declared()
    monday = told(since="2026-03-02", until="2026-03-02")
    assert row(monday, "form")["walks"] == 5
    assert row(monday, "visit")["state"] == "none"
    empty = told(since="2030-01-01")
    assert (empty.rows, empty.n) == ([], 0)
    assert "no customer is in this question" in empty.note


def test_of_a_segment_of_three_nothing_is_told() -> None:
    tell(FIVE)
    declared()
    found = told(segment="touchpoint=install")
    assert (found.rows, found.customers) == ([], 0)
    assert "Fewer than 5 customers" in found.note


def test_it_is_asked_of_a_journey() -> None:
    tell(FIVE)
    with pytest.raises(WrongQuestion, match="asks about a journey"):
        answer(TOUCHPOINTS, asked())


def test_those_who_are_there_now_have_neither_left_nor_gone_on() -> None:
    # Ann and Ben came to the installation, Eve left; Cia and Dan are at the survey.
    tell(FIVE)
    declared()
    at = {
        one: there_now(asked(journey="pump", touchpoint=one))
        for one in ("visit", "survey", "form", "nowhere")
    }
    assert {one: count for one, (_ids, count) in at.items()} == {
        "visit": 0,
        "survey": 2,
        "form": 0,
        "nowhere": 0,
    }


QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"since": "2026-03-09", "until": "2026-03-22"},
    {"segment": "touchpoint=install"},
    {"segment": "entity=person", "until": "2026-03-20"},
)


@pytest.mark.parametrize("per", ["customer", "case", "order"])
def test_the_engine_and_plain_python_agree(per: str) -> None:
    tell(_any_story(random.Random(per)))
    declared(per)
    for question in QUESTIONS:
        wanted = asked(journey="pump", **question)
        names = {one["code"]: one["name"] for one in _rows("name")}
        ends = [
            (one["customer"], one["last_at"], names[one["touchpoint"]], one["manner"])
            for one in ask_about(ended, wanted).rows.to_pylist()
        ]
        plain = oracle.touchpoints(wanted, ends)
        found = {one["name"]: one for one in ask_about(touchpoints, wanted).rows.to_pylist()}
        assert plain
        assert {*found} == {*plain}
        for name, figures in plain.items():
            assert rounded({key: found[name][key] for key in figures}) == rounded(figures), name


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ask(table(name)).rows.to_pylist()
    return rows


def _any_story(chance: random.Random) -> str:
    acts = (
        "asked", "answered actor=mia", "met actor=sam", "promised", "delivered", "left", "visited", "rated",
        "rated subject=visit", "informed automatic", "declined",
    )  # fmt: skip
    lines = []
    for _ in range(260):
        act, *more = chance.choice(acts).split()
        day = f"{chance.choice(['mon', 'wed', 'fri'])}+{chance.randint(0, 5)}"
        if act == "promised":
            more.append(f"due=fri+{chance.randint(0, 6)}@12:00")
        if act == "rated":
            more += [f"rating={chance.randint(1, 5)}", "rating_low=1", "rating_high=5"]
        thread = f"thread=t{chance.randint(1, 2)}" if chance.random() < 0.7 else ""
        lines.append(
            f"p{chance.randint(1, 14)} {day} {chance.randint(8, 17):02}:{chance.randint(0, 5)}0 {act}"
            f" {chance.choice(['form', 'visit', 'install', 'survey', 'shop'])} about={chance.randint(1, 2)} {thread}"
            f" {' '.join(more)}"
        )
    return "\n".join(lines)
