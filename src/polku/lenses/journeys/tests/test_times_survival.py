"""Kaplan and Meier in the engine's words and in exact fractions: the same on whatever lengths."""

from functools import cache
from typing import Final

import duckdb
import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler

from polku.lenses.journeys.tests.oracle_times import until
from polku.lenses.journeys.times_survival import survival

STAYS: Final = ibis.table({"stage": "int32", "length": "int64", "over": "boolean"}, name="stays")
LENGTHS = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


@cache
def sql() -> str:
    return str(DuckDBCompiler().to_sqlglot(survival(STAYS, "stage")).sql("duckdb"))


def asked(stays: list[tuple[int, int, bool]]) -> dict[int, list[float | None]]:
    """Per stage: median, low, high, 90th percentile."""
    stages, lengths, overs = zip(*stays, strict=True)
    with duckdb.connect() as connection:
        kinds = {"stage": pa.int32(), "length": pa.int64(), "over": pa.bool_()}
        columns = [
            pa.array(told, kind) for told, kind in zip((stages, lengths, overs), kinds.values(), strict=True)
        ]
        connection.register("stays", pa.table(columns, [*kinds]))
        found = connection.sql(sql()).to_arrow_table().to_pylist()
    return {row["stage"]: [row[f"{name}_time"] for name in ("median", "low", "high", "p90")] for row in found}


@settings(max_examples=60, deadline=None)
@given(LENGTHS)
def test_the_engine_and_exact_fractions_agree(stays: list[tuple[int, int, bool]]) -> None:
    found = asked(stays)
    for stage in {stage for stage, *_ in stays}:
        told = [(length, over) for one, length, over in stays if one == stage]
        plain = [until(told, 0.5), until(told, 0.5, -1), until(told, 0.5, 1), until(told, 0.1)]
        assert found[stage] == plain


def test_without_open_ones_it_is_the_plain_median_and_with_them_it_is_longer() -> None:
    four = [(1, days, True) for days in (1, 2, 3, 4)]
    assert asked(four)[1][0] == 2  # half have gone on by the second day
    # Two who are still there after 10 days: left after 1, 2, 3, 4 days 5/6, 4/6, 3/6 …
    assert asked([*four, (1, 10, False), (1, 10, False)])[1][0] == 3
    # To leave them out would have said 2; to count them as gone, 3 for the median but 10 for nine in ten.
    assert asked([*four, (1, 10, False), (1, 10, False)])[1][3] is None
