"""Journeys' walks are written down as they are cut, for whoever is touched and for whatever is declared."""

import random
from pathlib import Path
from typing import Any

import pytest

from polku.engine.file import EngineFile
from polku.engine.ship import ship
from polku.engine.tests.copied import at_once, copied, engine_file
from polku.touchpoints.journeys.save import retire_journey, save_journey
from tests.story import moment, tell

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)

SALES = """
name: sales
title: Sales
instance:
  per: PER
  starts: [{touchpoint: lead-form}]
  ends: [{kind: delivered}]
stages:
  - name: selling
    title: Selling
    touchpoints:
      - {name: lead-form, title: Form, channel: web, owner: Sales}
      - {name: sales-visit, title: Visit, channel: visit, owner: Sales}
      - {name: installation, title: Installation, channel: visit, owner: Service}
"""


def walked(file: EngineFile) -> list[tuple[Any, ...]]:
    """Each laid step: place, touchpoint, came from, goes to, minutes since, whether it is the walk's first visit there."""
    found = file.answer("""
        SELECT place, here.name AS touchpoint, was.name AS came_from, next.name AS goes_to, gap // 60000000 AS minutes,
            new_here, closing
        FROM walk_step JOIN name AS here ON here.code = touchpoint JOIN name AS was ON was.code = came_from
        JOIN name AS next ON next.code = goes_to ORDER BY customer, walk, number
    """)
    return [tuple(row.values()) for row in found.to_pylist()]


def test_a_walk_runs_from_start_to_end_over_what_lies_off_the_map(file: EngineFile) -> None:
    save_journey(SALES.replace("PER", "customer"))
    tell("""
        aino  mon 08:00  visited website
        aino  mon 09:00  asked lead-form
        aino  mon 10:00  visited website
        aino  mon 12:00  met sales-visit
        aino  mon 13:00  met sales-visit
        aino  tue 09:00  delivered installation
        aino  wed 09:00  asked lead-form
    """)
    ship(file)
    assert walked(file) == [
        (1, "lead-form", "", "sales-visit", 0, 1, False),
        (0, "website", "", "", 0, 0, False),  # off the map, and told of all the same
        (2, "sales-visit", "lead-form", "sales-visit", 180, 1, False),
        (3, "sales-visit", "sales-visit", "installation", 60, 0, False),
        (4, "installation", "sales-visit", "", 1200, 1, True),  # the end: Wednesday's form is not on the walk
    ]
    (one,) = file.answer("SELECT steps, began_at, first_there, last_there, done FROM walk").to_pylist()
    first, last = moment("mon", "09:00"), moment("tue", "09:00")
    assert one == {"steps": 4, "began_at": first, "first_there": first, "last_there": last, "done": True}


def test_a_walk_that_never_came_to_the_map_is_known_but_took_no_way(file: EngineFile) -> None:
    save_journey(SALES.replace("PER", "order"))
    tell("""
        aino  mon 09:00  asked lead-form about=5
        aino  mon 10:00  met sales-visit about=6
    """)
    ship(file)
    # Order 6 has no start, so it is no walk; of order 5, the lead asked and nobody answered.
    assert walked(file) == [(1, "lead-form", "", "", 0, 1, False)]
    (one,) = file.answer("SELECT steps, gone, unheard_at FROM walk").to_pylist()
    assert one == {"steps": 1, "gone": False, "unheard_at": moment("mon", "09:00")}


def test_a_journey_is_laid_down_when_it_is_declared_and_taken_up_when_it_is_retired(file: EngineFile) -> None:
    tell("aino  mon 09:00  asked lead-form")
    ship(file)
    assert (ship(file), walked(file)) == (False, [])
    save_journey(SALES.replace("PER", "customer"))
    assert ship(file) is True
    assert [place for place, *_ in walked(file)] == [1]
    retire_journey("sales")
    assert ship(file) is True
    assert (walked(file), file.answer("FROM journey").num_rows) == ([], 0)


def test_other_words_for_the_same_walks_lay_nothing_anew(file: EngineFile) -> None:
    save_journey(SALES.replace("PER", "customer"))
    tell("aino  mon 09:00  asked lead-form")
    ship(file)
    save_journey(SALES.replace("PER", "customer").replace("title: Sales\n", "title: Myynti\n"))
    assert ship(file) is False


@pytest.mark.parametrize("seed", [1, 2])
def test_walks_shipped_bit_by_bit_equal_the_whole(file: EngineFile, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    acts = (
        "visited website",
        "asked lead-form",
        "met sales-visit",
        "delivered installation",
        "left phone",
        "answered mail",
    )
    save_journey(SALES.replace("PER", "customer"))
    save_journey(SALES.replace("PER", "order").replace("name: sales\n", "name: orders\n"))
    for day in range(3):
        lines = [
            f"p{chance.randint(1, 4)}  mon+{chance.randint(0, day)} 1{minute}:00"
            f"  {chance.choice(acts)} about={chance.randint(1, 3)}"
            for minute in range(9)
        ]
        tell("\n".join(lines))
        ship(file)
    with engine_file(tmp_path, "new") as fresh:
        ship(fresh)
        whole = copied(fresh)
    assert copied(file) == whole
    assert whole["walk_step"]
    assert whole["walk"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_walks_of_paths_that_only_go_on_equal_the_whole_at_every_step(
    file: EngineFile, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    # Of ours alone at first: whoever never acts is alive where something happens to them, until they act.
    acts = [
        "informed lead-form", "answered mail", "informed sales-visit", "informed installation",
        "asked lead-form", "visited website", "met sales-visit", "delivered installation", "left phone",
    ]  # fmt: skip
    for per in ("customer", "order", "case"):
        save_journey(SALES.replace("PER", per).replace("name: sales\n", f"name: sales-per-{per}\n"))
    for day in range(12):
        act = chance.choice(acts[:4] if day < 5 else acts)
        who, about = chance.randint(1, 2), chance.randint(1, 2)
        tell(f"p{who}  mon+{day} 10:00  {act} about={who}{about} thread=t{who}{about}")
        ship(file)
        assert copied(file) == at_once(tmp_path)


def test_of_a_walk_that_goes_on_only_the_last_step_on_the_map_is_written_anew(file: EngineFile) -> None:
    save_journey(SALES.replace("PER", "customer"))
    tell("""
        aino  mon 09:00  asked lead-form
        aino  mon 12:00  met sales-visit
        aino  mon 13:00  visited website
    """)
    ship(file)
    with file.writing() as cursor:
        cursor.execute("UPDATE walk_step SET felt = -1")
    tell("aino  tue 09:00  delivered installation")
    ship(file)
    left = file.answer("SELECT number FROM walk_step WHERE felt = -1 ORDER BY number")["number"].to_pylist()
    assert left == [1, 3]  # the visit gets to know of the installation; the website is off the map
    assert walked(file)[1:] == [
        (2, "sales-visit", "lead-form", "installation", 180, 1, False),
        (0, "website", "", "", 0, 0, False),
        (3, "installation", "sales-visit", "", 1260, 1, True),
    ]
