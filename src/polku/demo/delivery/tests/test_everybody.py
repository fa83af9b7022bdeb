"""Who the company's customers are, and that the folder remembers which company it is."""

from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest

from polku.demo.cast import CAST_SIZE
from polku.demo.delivery.company import remember, standing
from polku.demo.delivery.everybody import MOST_CUSTOMERS, everybody, newcomers
from polku.demo.delivery.tests.standing import UNTIL, company
from polku.lib.clock import DAY


@pytest.mark.parametrize("customers", [1, 3, CAST_SIZE, CAST_SIZE + 5])
def test_there_are_as_many_as_asked_for_and_the_cast_comes_first(customers: int) -> None:
    everyone = list(everybody(company(customers)))
    assert [life[0].who.number for life in everyone] == list(range(customers))
    assert next(one.who.name for one in everyone[0]) == "Aino Virtanen"


def test_a_million_begin_as_soon_as_seven() -> None:
    # Nobody is drawn before they are asked for.
    assert len(list(islice(everybody(company(1_000_000)), 9))) == 9


def test_another_seed_is_another_company_with_the_same_cast() -> None:
    one = list(everybody(company(15)))
    other = list(everybody(msgspec.structs.replace(company(15), seed=2)))
    assert one[:CAST_SIZE] == other[:CAST_SIZE]
    assert one[CAST_SIZE:] != other[CAST_SIZE:]


def test_newcomers_begin_in_their_own_weeks_under_numbers_of_nobody_else() -> None:
    first = list(islice(newcomers(company(), UNTIL, 1), 5))
    later = list(islice(newcomers(company(), UNTIL + 42 * DAY, 2), 5))
    assert min(one.at for life in first for one in life) > UNTIL
    assert min(one.at for life in later for one in life) > UNTIL + 42 * DAY
    numbers = [life[0].who.number for life in (*first, *later)]
    assert len(set(numbers)) == 10
    assert min(numbers) >= MOST_CUSTOMERS


def test_the_folder_remembers_its_company(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    assert standing() is None
    remember(msgspec.structs.replace(company(12), without=["slow-leads"], lived_until=UNTIL + 5))
    remembered = standing()
    assert remembered is not None
    assert (remembered.customers, remembered.without, remembered.lived_until) == (
        12,
        ["slow-leads"],
        UNTIL + 5,
    )
    assert [path.name for path in tmp_path.iterdir()] == ["demo.json"]
