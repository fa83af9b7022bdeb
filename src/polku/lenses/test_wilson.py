"""Wilson's bounds: by hand, and none of nobody."""

from typing import Any

import duckdb
import ibis
import pytest
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler

from polku.lenses import wilson


def bounds(part: int, whole: int | None) -> Any:
    """As DuckDB tells them."""
    told = ibis.table({"part": "int64", "whole": "int64"}, name="told")
    both = told.select(low=wilson.low(told.part, told.whole), high=wilson.high(told.part, told.whole))
    sql = DuckDBCompiler().to_sqlglot(both).sql("duckdb")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE told (part BIGINT, whole BIGINT)")
        connection.execute("INSERT INTO told VALUES (?, ?)", [part, whole])
        (found,) = connection.execute(sql).fetchall()
    return found[0], found[1]


def test_four_of_five() -> None:
    # Centre (4 + 1.9207) / (5 + 3.8415) = 0.6697; half 1.96 / 8.8415 · √(4 · 1 / 5 + 0.9604) = 0.2941.
    assert bounds(4, 5) == (pytest.approx(0.3755, abs=1e-4), pytest.approx(0.9638, abs=1e-4))


@pytest.mark.parametrize(("part", "low", "high"), [(0, 0, 0.2775), (10, 0.7225, 1)])
def test_none_and_all_of_ten_stay_between_zero_and_one(part: int, low: float, high: float) -> None:
    assert bounds(part, 10) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize("whole", [0, None])
def test_of_nobody_there_are_no_bounds(whole: int | None) -> None:
    assert bounds(0, whole) == (None, None)
