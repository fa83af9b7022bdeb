"""How values are written: each by what it is, in the reader's language; low and high in one cell."""

from typing import Any

import pytest
from django.utils.translation import override

from polku.lenses.journeys.steps import counted
from polku.lenses.measure import Answer, Measure, Told
from polku.lib.clock import DAY, HOUR, SECOND
from polku.surfaces.web.pages.measures.table import ABSENT, columns_of, kind_of, table_of

pytestmark = pytest.mark.django_db(databases="__all__")
COLUMNS = {
    "source": "the touchpoint",
    "manner": "how",
    "share": "of the walks",
    "low": "the share's lower bound",
    "high": "the share's upper bound",
    "median_gap": "microseconds between the two",
    "lift": "how many times the share",
    "lost_low": "what it costs",
    "lost_high": "at most",
    "currency": "of the amounts",
}
ROW: dict[str, Any] = {
    "source": "phone-support", "manner": "silent", "share": 0.125, "low": 0.05, "high": 1.0, "median_gap": 90 * SECOND,
    "lift": 1.5, "lost_low": 120_000.0, "lost_high": 250_050, "currency": "EUR",
}  # fmt: skip


def measured(columns: dict[str, str], unit: str = "minor units") -> Measure:
    return Measure("m", "m?", unit, columns, counted, lambda _asked: Told([], []))


def drawn(*rows: dict[str, Any], earlier: list[dict[str, Any]] | None = None) -> list[list[tuple[str, str]]]:
    measure = measured(COLUMNS)
    answers = [
        Answer("m", "walks", 9, 9, 0, told, [*COLUMNS], []) if told is not None else None
        for told in ([*rows], earlier)
    ]
    assert answers[0] is not None
    table = table_of(measure, answers[0], answers[1])
    return [[(_plain(cell.words), cell.before) for cell in row] for row in table.rows]


def _plain(words: str) -> str:
    """With spaces that break."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_each_value_is_written_as_what_it_is() -> None:
    words = [told for told, _ in drawn(ROW)[0]]
    assert words == [
        "phone support", "silently", "12.5%", "5.0% – 100%", "1 min", "1.50",
        "€1,200.00 – €2,500.50", "EUR",
    ]  # fmt: skip


def test_the_number_of_customers_leads_to_them() -> None:
    columns = {"source": "the touchpoint", "walks": "in how many", "customers": "of how many"}
    found = Answer("m", "walks", 9, 9, 0, [{"source": "form", "walks": 7, "customers": 6}], [*columns], [])
    ((source, walks, customers),) = table_of(measured(columns), found, query="journey=pump").rows
    assert customers.address == "/paths/touchpoint?journey=pump&at=form"
    assert (source.address, walks.address) == ("", "")


def test_finnish_and_swedish_readers_read_it_as_they_write() -> None:
    with override("fi"):
        assert [told for told, _ in drawn(ROW)[0]][1:4] == ["hiljaa", "12,5 %", "5,0 % – 100 %"]
    with override("sv"):
        assert drawn(ROW)[0][6][0] == "1 200,00 € – 2 500,50 €"


def test_what_is_not_known_is_a_dash_and_zero_is_zero() -> None:
    words = [told for told, _ in drawn(ROW | {"low": None, "high": None, "median_gap": 0, "share": 0.0})[0]]
    assert (words[2], words[3], words[4]) == ("0%", ABSENT, "0 s")


def test_the_period_before_stands_beside_the_row_that_tells_of_the_same() -> None:
    other = ROW | {"source": "shop"}
    first, second = drawn(ROW, other, earlier=[ROW | {"share": 0.25, "median_gap": 3 * HOUR}])
    assert (first[2], first[4]) == (("12.5%", "25.0%"), ("1 min", "3 h"))
    assert first[0] == ("phone support", "")  # names are not compared
    assert second[2] == ("12.5%", ABSENT)  # nobody was there before


@pytest.mark.parametrize(
    ("name", "text", "values", "kind"),
    [
        ("at", "x", [1], "number"),
        ("closed_at", "when", [DAY], "moment"),
        ("p90_time", "microseconds", [1.0, None], "duration"),
        ("path", "in order", [["a"]], "place"),
        ("of", "of whom", ["left"], "word"),
        ("of", "of how many", [5], "number"),
        ("per_walk", "how often", [1.2], "decimal"),
        ("coverage", "of all walks", [0.4], "share"),
        ("sentence", "in words: the share", ["so it is"], "text"),
    ],
)
def test_what_a_column_holds_is_found_by_name_text_and_values(
    name: str, text: str, values: list[Any], kind: str
) -> None:
    assert kind_of(name, text, values) == kind


def test_a_row_with_a_sentence_begins_with_it_and_leaves_its_codes_to_programs() -> None:
    columns = {"feature": "what", "level": "how much", "effect": "in the unit", "low": "its bound", "high": "its bound",
               "unit": "share or time", "sentence": "in words"}  # fmt: skip
    waits = {"feature": "first_wait", "level": "median", "effect": 8.0 * HOUR, "low": -1.0 * HOUR, "high": 12.0 * HOUR,
             "unit": "time", "sentence": "They waited longer: 8 h."}  # fmt: skip
    known = waits | {
        "effect": 0.23,
        "low": 0.17,
        "high": 0.29,
        "unit": "share",
        "sentence": "More of them: 23.",
    }
    odds = waits | {
        "effect": 3.014,
        "low": 1.84,
        "high": 4.92,
        "unit": "odds ratio",
        "sentence": "Three times.",
    }
    price = waits | {"effect": 500.0, "low": 100.0, "high": 900.0, "unit": "money", "sentence": "€5.00 more."}
    told = [waits, known, odds, price]
    now, before = (Answer("m", "visits", 9, 9, 0, rows, [*columns], []) for rows in (told, [waits]))
    table = table_of(measured(columns, "visits"), now, before)
    assert [column.name for column in table.columns] == ["sentence", "effect", "low"]
    assert [[_plain(cell.words) for cell in row][1:] for row in table.rows] == [
        ["8 h", "−1 h – 12 h"], ["23%", "17% – 29%"], ["3.01", "1.84 – 4.92"], [ABSENT, ABSENT],
    ]  # fmt: skip
    # The sentence has the period's figures in it: the codes say which rows tell of the same.
    assert [row[1].before for row in table.rows][:2] == ["8 h", ABSENT]


def test_owners_and_what_is_not_measured_are_said_in_the_readers_language() -> None:
    columns = {"owner": "who answers", "not_measured": "what nobody measures"}
    row = {"owner": "Support", "not_measured": "rating, promise"}
    with override("fi"):
        table = table_of(measured(columns), Answer("m", "walks", 9, 9, 0, [row], [*columns], []))
    assert [cell.words for cell in table.rows[0]] == ["Asiakastuki", "arvio, lupaus"]


def test_bounds_share_a_cell_and_numbers_stand_to_the_right() -> None:
    columns = columns_of(
        measured({"a": "x", "felt_low": "x", "felt_high": "x", "low_time": "microseconds"}), [{"a": "w"}]
    )
    assert [(column.name, column.high, column.number) for column in columns] == [
        ("a", "", False), ("felt_low", "felt_high", True), ("low_time", "", True),
    ]  # fmt: skip
