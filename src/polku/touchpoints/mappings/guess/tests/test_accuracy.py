"""How often the guess is right, over invented tables in the forms that other systems export."""

import pytest

from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.guess.roles import Role
from polku.touchpoints.mappings.guess.tests.tables import TABLES, Told
from polku.touchpoints.mappings.guess.whole import guess_table
from polku.touchpoints.mappings.guess.write import mapping_of

ZONE = "Europe/Helsinki"
by_name = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


def test_there_are_enough_tables_in_each_language() -> None:
    assert len(TABLES) >= 15
    assert sum(table.delimiter == ";" for table in TABLES) >= 6  # Finnish and Swedish ones


def test_nine_columns_of_ten_are_right_and_sure() -> None:
    told = [
        (right, guess)
        for table in TABLES
        for right, guess in zip(table.right, guess_table(table.name, table.rows, ZONE).columns, strict=True)
    ]
    right_and_sure = sum(right is guess.role and guess.sure for right, guess in told)
    assert right_and_sure / len(told) >= 0.9


@by_name
def test_what_is_wrong_is_never_called_sure(table: Told) -> None:
    guess = guess_table(table.name, table.rows, ZONE)
    wrong = [
        (one.column.name, one.role, right)
        for right, one in zip(table.right, guess.columns, strict=True)
        if one.role is not right and one.sure
    ]
    assert wrong == []


@by_name
def test_the_shape_is_right(table: Told) -> None:
    assert guess_table(table.name, table.rows, ZONE).shape is table.shape


@by_name
def test_the_mapping_passes_the_check_and_reads_every_row(table: Told) -> None:
    guess = guess_table(table.name, table.rows, ZONE)
    text = mapping_of(guess, "guessed", table.name, lambda column: "because", "2026-11-22")
    reader = compile_mapping(text)
    for number, row in enumerate(table.rows, 2):
        body = {"table": table.name, "file": "x.csv", "line": number, "row": row}
        assert reader.moment(body, ZONE) is not None
    assert all(f"#  {guess.column.name}: " in text for guess in guess.columns)


@by_name
def test_each_role_that_stands_once_stands_once(table: Told) -> None:
    roles = [guess.role for guess in guess_table(table.name, table.rows, ZONE).columns]
    once = [role for role in roles if role not in {Role.DETAIL, Role.TRAIT, Role.UNREAD}]
    assert len(once) == len(set(once))
