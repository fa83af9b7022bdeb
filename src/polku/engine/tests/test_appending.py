"""Who only goes on is appended to; whoever is told of otherwise is replaced whole. Both ways give the same copy."""

from pathlib import Path

import pytest

from polku.engine.file import EngineFile
from polku.engine.ship import ship
from polku.engine.tests.copied import at_once, copied
from polku.engine.tests.test_laying_walks import SALES
from polku.identity.models import Identifier
from polku.intake.acts import record_decision
from polku.pipeline.drain import drain
from polku.touchpoints.journeys.save import save_journey
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


def mark(file: EngineFile) -> None:
    """Leave a trace on every step that the copy holds: what is replaced loses it."""
    with file.writing() as cursor:
        cursor.execute("UPDATE interaction SET amount = -1")
        cursor.execute("UPDATE encounter SET waited = -1")


def marked(file: EngineFile) -> tuple[list[int], list[str]]:
    """The numbers of the steps, and the places of the encounters, that were left as they were."""
    steps = file.answer("SELECT number FROM interaction WHERE amount = -1 ORDER BY number").to_pylist()
    encounters = file.answer(
        "SELECT name FROM encounter JOIN name ON code = touchpoint WHERE waited = -1 ORDER BY opened_at"
    )
    return [row["number"] for row in steps], [row["name"] for row in encounters.to_pylist()]


THERE = ["website", "lead-form", "website"]
LIFE = """
    aino  mon 09:00  visited website
    aino  mon 12:00  asked lead-form thread=t1
    aino  tue 09:00  visited website
"""


def test_of_a_path_that_goes_on_only_the_last_step_is_written_anew(file: EngineFile) -> None:
    tell(LIFE)
    ship(file)
    mark(file)
    tell("aino  wed 10:00  ordered contract")
    ship(file)
    assert file.answer("SELECT COUNT(*) AS steps FROM interaction").to_pylist() == [{"steps": 4}]
    # The third step gets to know what came after it: it keeps what is its own.
    assert marked(file) == ([1, 2, 3], THERE)
    after = file.answer(
        "SELECT number, name, gap_after / 3600000000 AS hours FROM interaction JOIN name ON code = after ORDER BY number"
    )
    assert [tuple(row.values()) for row in after.to_pylist()] == [
        (1, "lead-form", 3),
        (2, "website", 21),
        (3, "contract", 25),
        (4, "", 0),
    ]


def test_an_encounter_that_goes_on_is_written_over(file: EngineFile, tmp_path: Path) -> None:
    tell(LIFE)
    ship(file)
    mark(file)
    tell("aino  wed 10:00  answered lead-form thread=t1 actor=sari")
    ship(file)
    assert marked(file)[1] == ["website", "website"]  # the lead's, between them, tells of the answer now
    with file.writing() as cursor:
        cursor.execute("UPDATE interaction SET amount = NULL")
        cursor.execute("UPDATE encounter SET waited = 0 WHERE waited = -1")
    assert copied(file) == at_once(tmp_path)


@pytest.mark.parametrize(
    "later",
    [
        "aino  mon 08:00  visited website",  # before all that is known
        "aino  tue 09:00  asked mail-support",  # at the same moment as the last
    ],
)
def test_what_is_not_behind_all_the_rest_replaces_the_whole(
    file: EngineFile, tmp_path: Path, later: str
) -> None:
    tell(LIFE)
    ship(file)
    mark(file)
    tell(later)
    ship(file)
    assert marked(file) == ([], [])
    assert copied(file) == at_once(tmp_path)


def test_who_turns_out_to_be_another_is_replaced_whole_though_all_of_theirs_came_later(
    file: EngineFile, tmp_path: Path
) -> None:
    tell(LIFE)
    tell("veikko  wed 09:00  visited website")
    ship(file)
    mark(file)
    aino, veikko = (Identifier.objects.get(value=value) for value in ("aino", "veikko"))
    record_decision("same", aino, veikko, "sari")
    drain()
    ship(file)
    assert marked(file) == ([], [])
    assert copied(file) == at_once(tmp_path)


def test_whoever_was_brought_already_stays_as_they_are(file: EngineFile) -> None:
    tell(LIFE)
    ship(file)
    mark(file)
    tell("kerttu  wed 10:00  visited website")  # the last batch is asked for again with what came since
    ship(file)
    assert marked(file) == ([1, 2, 3], THERE)


def test_returning_and_repeating_are_told_from_the_first_time(file: EngineFile, tmp_path: Path) -> None:
    save_journey(SALES.replace("PER", "customer"))
    for line in (
        "aino  mon 09:00  visited website",
        "aino  mon 10:00  asked lead-form",
        "aino  mon 11:00  visited website",
        "aino  mon 12:00  asked lead-form",
        "aino  mon 13:00  visited website",
        "aino  mon 14:00  met sales-visit actor=mikko",
        "aino  mon 14:00  rated survey rating=9 rating_low=0 rating_high=10",
        "aino  mon 15:00  asked lead-form",
    ):
        tell(line)
        ship(file)
        assert copied(file) == at_once(tmp_path)
    told = file.answer("SELECT new_here, new_step FROM interaction ORDER BY number").to_pylist()
    # Website, form, website again, form again, website a third time but now on to the visit; visit, survey, form.
    assert [row["new_here"] for row in told] == [1, 1, 0, 0, 0, 1, 1, 0]
    assert [row["new_step"] for row in told] == [1, 1, 0, 0, 1, 1, 1, 1]
