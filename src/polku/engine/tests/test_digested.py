"""A text's number is the same in Python and in the engine's file, and a rating's subject is never more than one."""

from pathlib import Path

import pytest

from polku.engine.digested import digested
from polku.engine.ship import ship
from polku.engine.tests.copied import engine_file
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


def test_what_a_rating_is_of_is_there_as_the_number_of_its_name_alone(tmp_path: Path) -> None:
    tell(
        """
        aino  mon 09:00  visited website subject=heat-pumps
        aino  mon 10:00  rated survey subject=installation rating=9 rating_low=0 rating_high=10
        ben   mon 11:00  rated survey subject="Melkein hyvä" rating=6 rating_low=0 rating_high=10
        cia   mon 12:00  rated survey rating=7 rating_low=0 rating_high=10
        """
    )
    with engine_file(tmp_path) as file:
        ship(file)
        rated = [
            row["rated"]
            for row in file.answer("SELECT rated FROM interaction ORDER BY occurred_at").to_pylist()
        ]
        names = {row["name"] for row in file.answer("FROM name").to_pylist()}
    assert rated == [0, digested("installation"), digested("Melkein hyvä"), 0]
    assert names & {"installation", "Melkein hyvä", "heat-pumps"} == set()
