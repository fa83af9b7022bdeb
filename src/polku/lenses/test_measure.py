"""A question is compiled once, with blanks for place and period: filled in, it is what would be compiled for them."""

from collections.abc import Callable
from unittest.mock import patch

import ibis
import pytest

from polku.engine.dialects import in_duckdb, in_spark
from polku.lenses import measure
from polku.lenses.asked import Asked
from polku.lenses.exits.before import left_at
from polku.lenses.exits.exits import exits

ASKED = [
    Asked(),
    Asked(touchpoint="chat"),
    Asked(touchpoint="it's 9100000000000000001 \\ a \"place\"", since=-7_200_000_000, until=1_767_225_600_000_000),
    Asked(until=5),
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("expression", [exits, left_at])
@pytest.mark.parametrize("dialect", [in_duckdb, in_spark])
def test_filled_in_it_is_what_would_be_compiled(
    dialect: Callable[[ibis.Table], str], expression: Callable[[Asked], ibis.Table], asked: Asked
) -> None:
    with (
        patch.object(measure, "compiled", dialect),
        patch.object(measure, "of_copy", lambda: dialect is in_duckdb),
    ):
        measure._sql.cache_clear()
        filled = measure.question(expression, asked)
    measure._sql.cache_clear()
    # Lines are broken by their length, which differs between a blank and what stands in it.
    assert filled.split() == dialect(expression(asked)).split()


def test_another_place_and_period_are_not_compiled_again() -> None:
    measure._sql.cache_clear()
    with patch.object(measure, "compiled", side_effect=in_duckdb) as compiling:
        for place, since in (("chat", 5), ("shop", 7), ("mail", 9)):
            measure.question(left_at, Asked(touchpoint=place, since=since))
        assert compiling.call_count == 1
        measure.question(left_at, Asked(touchpoint="chat"))  # without a period it is another question
    assert compiling.call_count == 2
    measure._sql.cache_clear()
