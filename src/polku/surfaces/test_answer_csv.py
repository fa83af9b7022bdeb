"""Rows for a spreadsheet: nothing in them is a formula, and what has no value is empty."""

import csv
import io
from typing import Any

import pytest

from polku.lenses.measure import Answer
from polku.surfaces.answer_csv import answer_csv, cell


@pytest.mark.parametrize("text", ["=1+1", "+358", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_begins_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell([text, "shop"]) == f"'{text} → shop"


def test_numbers_stay_numbers() -> None:
    assert [cell(-2), cell(0.5), cell(True), cell(None), cell("chat-2")] == [
        "-2",
        "0.5",
        "True",
        "",
        "chat-2",
    ]


def test_rows_hold_the_declared_columns_alone() -> None:
    rows: list[dict[str, Any]] = [
        {"path": ["web", "shop"], "low": None, "more": 1},
        {"path": ["a,b"], "low": 0.25},
    ]
    told = answer_csv(Answer("variants", "walks", 5, 5, 0, rows, ["path", "low"], []))
    assert [*csv.reader(io.StringIO(told))] == [["path", "low"], ["web → shop", ""], ["a,b", "0.25"]]
