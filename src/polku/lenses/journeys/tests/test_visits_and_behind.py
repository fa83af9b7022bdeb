"""Where walks come, begin and end, and the customers behind each figure: by hand, and against the slow oracle."""

import random
from typing import Any

import pytest

from polku.engine.tests.fresh import fresh_engine
from polku.identity.models import Customer
from polku.lenses.asked import Asked, asked
from polku.lenses.catalog import MEASURES
from polku.lenses.journeys.behind import PAGE, AtPlace, Behind, Ended, OnStep, OnWay, Which, behind
from polku.lenses.journeys.tests import oracle_behind
from polku.lenses.journeys.tests.test_edges_and_variants import FIVE, JOURNEY, rounded
from polku.lenses.journeys.visits import MANNERS
from polku.lenses.measure import Answer, answer
from polku.touchpoints.journeys.save import save_journey
from tests.story import moment, tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]


def visits(**question: Any) -> Answer:
    return answer(MEASURES["visits"], asked(**question))


def row(found: Answer, touchpoint: str) -> dict[str, Any]:
    (one,) = [row for row in found.rows if row["touchpoint"] == touchpoint]
    return one


def listed(found: Behind) -> list[tuple[int, int, int]]:
    return [(one.customer, one.times, one.moment) for one in found.found]


def test_a_touchpoint_counts_who_came_and_who_began_there() -> None:
    tell(FIVE)
    found = visits()
    assert (found.n, found.customers) == (5, 5)
    one = row(found, "website")
    # Ann, Ben, Cia twice, Dan and Eve; all five began there.
    assert (one["times"], one["walks"], one["customers"], one["began"]) == (6, 5, 5, 5)
    assert (row(found, "lead-form")["share"], row(found, "lead-form")["began"]) == (4 / 5, 0)
    # Wilson of 4 in 5: centre (4 + 1.9207) / (5 + 3.8415) = 0.6697, half 0.2942.
    assert row(found, "lead-form")["low"] == pytest.approx(0.3755, abs=1e-4)
    assert [*one] == found.columns


def test_every_walk_stands_at_one_touchpoint_in_one_manner() -> None:
    tell(FIVE + "    dan  sat 09:00  left lead-form\n")
    found = visits()
    ended = {
        (one["touchpoint"], manner): one[manner] for one in found.rows for manner in MANNERS if one[manner]
    }
    assert sum(ended.values()) == found.n == 5
    assert ended["lead-form", "said"] == 1  # Dan's; his last place that counts


def test_of_fewer_than_five_people_only_a_sentence_is_told() -> None:
    tell(FIVE)
    found = visits(segment="touchpoint=sales-visit")
    assert (found.rows, found.n) == ([], 0)
    assert "Fewer than 5 customers" in found.note


def test_behind_a_step_stand_those_who_took_it_the_newest_first_at_the_moment_they_arrived() -> None:
    tell(FIVE)
    found = behind(OnStep("website", "lead-form"), asked())
    assert [(one.moment, one.times) for one in found.found] == [
        (moment("fri", "09:00"), 1),  # Dan
        (moment("mon", "12:30"), 1),  # Cia
        (moment("mon", "11:00"), 1),  # Ben
        (moment("mon", "10:00"), 1),  # Ann
    ]
    assert found.customers == 4
    assert found.fresh_to > 0


def test_behind_the_start_stand_those_who_began_there() -> None:
    tell(FIVE)
    assert behind(OnStep("", "website"), asked()).customers == 5
    assert behind(OnStep("", "lead-form"), asked()).customers == 0


def test_behind_an_exit_stand_those_who_left_there_so() -> None:
    tell(FIVE + "    dan  sat 09:00  left lead-form\n")
    found = behind(Ended("lead-form", "said"), asked())
    assert [one.moment for one in found.found] == [moment("fri", "09:00")]  # where it broke, not the goodbye
    assert behind(Ended("", "said"), asked()).customers == 1
    assert behind(Ended("website", "said"), asked()).customers == 0


def test_behind_a_way_stand_those_who_walked_exactly_it() -> None:
    tell(FIVE)
    (first, *_) = answer(MEASURES["variants"], asked()).rows
    steps, mark, second = map(int, first["way"].split("."))
    found = behind(OnWay(steps, mark, second), asked())
    assert first["path"] == ["website", "lead-form", "sales-visit"]
    assert listed(found) == oracle_behind.on_way(asked(), first["path"])
    assert found.customers == first["customers"] == 2


def test_a_name_that_nobody_knows_has_nobody_behind_it() -> None:
    tell(FIVE)
    for which in (AtPlace("o'brien; DROP TABLE name"), OnStep("x", "y"), Ended("x", "said"), OnWay(1, 2, 3)):
        assert behind(which, asked()).customers == 0


def test_more_than_a_page_is_paged_and_nobody_is_on_two() -> None:
    tell("\n".join(f"p{n} mon 09:{n % 60:02} visited shop" for n in range(PAGE + 7)))
    first, second, third = (behind(AtPlace("shop"), asked(), page) for page in (1, 2, 3))
    assert (len(first.found), len(second.found), len(third.found)) == (PAGE, 7, 0)
    both = {one.customer for one in first.found} | {one.customer for one in second.found}
    assert len(both) == first.customers == PAGE + 7 == Customer.objects.count()


QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"since": "2026-03-04", "until": "2026-03-06"},
    {"segment": "touchpoint=shop"},
    {"journey": "sales"},
    {"journey": "sales", "since": "2026-03-04"},
)


@pytest.mark.parametrize("per", ["customer", "order"])
def test_the_engine_and_plain_python_agree(per: str) -> None:
    chance = random.Random(per)
    places = ("website", "lead-form", "sales-visit", "shop")
    tell(
        "\n".join(
            f"p{chance.randint(1, 12)} {chance.choice(['mon', 'wed', 'thu', 'sat'])}"
            f" {chance.randint(8, 17):02}:{chance.randint(0, 5)}0 {chance.choice(['visited', 'asked', 'met'])}"
            f" {chance.choice(places)} about={chance.randint(1, 2)}"
            for _ in range(110)
        )
    )
    save_journey(JOURNEY.replace("PER", per))
    for question in QUESTIONS:
        wanted = asked(**question)
        plain = oracle_behind.visits(wanted)
        assert plain
        assert [_told(one, plain[0]) for one in visits(**question).rows] == [*map(rounded, plain)]
        _agree(OnStep("website", "lead-form"), wanted, oracle_behind.on_step(wanted, "website", "lead-form"))
        _agree(OnStep("", "lead-form"), wanted, oracle_behind.on_step(wanted, "", "lead-form"))
        _agree(AtPlace("sales-visit"), wanted, oracle_behind.at_place(wanted, "sales-visit"))


def _told(row: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    return rounded({name: row[name] for name in like})


def _agree(which: Which, wanted: Asked, plain: list[tuple[int, int, int]]) -> None:
    found = behind(which, wanted)
    assert listed(found) == plain
    assert found.customers == len(plain)
