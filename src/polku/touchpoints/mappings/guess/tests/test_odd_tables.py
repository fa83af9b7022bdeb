"""Tables that no exporter should make, and some do."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.guess.roles import Role
from polku.touchpoints.mappings.guess.whole import Question, guess_table
from polku.touchpoints.mappings.guess.write import mapping_of, name_for

ZONE = "Europe/Helsinki"


def written(rows: list[dict[str, object]]) -> str:
    return mapping_of(guess_table("t", rows, ZONE), "t", "t", lambda column: column.seen.look, "2026-01-01")


def test_a_table_without_rows_has_questions_and_still_a_mapping() -> None:
    assert guess_table("t", [], ZONE).questions == [Question.NOBODY, Question.NO_TIME]
    assert compile_mapping(written([])).name == "t"


def test_two_hundred_columns_are_guessed_each() -> None:
    row: dict[str, object] = {f"field {n}": str(n) for n in range(198)}
    row |= {"Email": "aino@posti.example", "Created": "2026-01-01"}
    guess = guess_table("t", [row] * 5, ZONE)
    assert len(guess.columns) == 200
    assert guess.column(Role.EMAIL) is not None
    assert compile_mapping(written([row] * 5))


def test_formulas_are_text_like_any_other_and_stay_as_they_are() -> None:
    rows: list[dict[str, object]] = [
        {"Name": '=HYPERLINK("http://evil.example","x")', "Email": "+cmd|calc", "Date": "@SUM(A1)"}
    ]
    guess = guess_table("t", rows, ZONE)
    assert [one.role for one in guess.columns if one.sure and one.role in {Role.EMAIL, Role.TIME}] == []
    assert compile_mapping(written(rows))


@pytest.mark.parametrize(
    "name", ["a\nb", "a: b #c", "'", "\u2028", "{{x}}", "*", "&a", "!!python", "- x", " "]
)
def test_no_column_name_breaks_the_mapping(name: str) -> None:
    rows: list[dict[str, object]] = [{name: "x y", "Email": "aino@posti.example", "Date": "2026-01-01"}]
    assert compile_mapping(written(rows)).name == "t"


@given(
    st.lists(
        st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=30), min_size=1, max_size=6),
        max_size=4,
    )
)
def test_whatever_stands_in_a_table_a_guess_is_made_and_its_mapping_holds(
    rows: list[dict[str, object]],
) -> None:
    assert compile_mapping(written(rows)).forms == {"row"}


def test_the_order_of_the_columns_changes_no_role() -> None:
    row: dict[str, object] = {
        "Email": "aino@posti.example",
        "Order ID": "A1",
        "Total": "12.50",
        "Date": "2026-01-01",
        "City": "Espoo",
    }
    told = {one.column.name: one.role for one in guess_table("orders", [row] * 3, ZONE).columns}
    names = list(row)
    for seed in range(5):
        random.Random(seed).shuffle(names)
        mixed = guess_table("orders", [{name: row[name] for name in names}] * 3, ZONE)
        assert {one.column.name: one.role for one in mixed.columns} == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tilaukset maaliskuu.csv", "tilaukset-maaliskuu-csv"),
        ("Ärenden (2)", "arenden-2"),
        ("???", "table"),
        (string.ascii_letters * 3, (string.ascii_lowercase * 3)[:60]),
    ],
)
def test_a_mappings_name_is_made_of_any_text(text: str, name: str) -> None:
    assert name_for(text)[:20] == name[:20]
    assert len(name_for(text)) <= 60
