from collections.abc import Iterable
from itertools import permutations, product

import duckdb
import ibis
import pyarrow as pa
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler

from polku.engine.paths import path_marks

Path = tuple[int, ...]
STEPS = {"customer": "int64", "number": "int32", "touchpoint": "int32"}


def marks_of(paths: Iterable[Path]) -> dict[Path, tuple[int, int, int]]:
    """Steps and marks of each path, as the engine writes them down."""
    walked = dict(enumerate(paths))
    rows = [
        {"customer": customer, "number": number, "touchpoint": touchpoint}
        for customer, path in walked.items()
        for number, touchpoint in enumerate(path, 1)
    ]
    asked = path_marks(ibis.table(STEPS, name="walked"), "customer")
    with duckdb.connect() as database:
        database.register("walked", pa.Table.from_pylist(rows))
        found = database.execute(DuckDBCompiler().to_sqlglot(asked).sql("duckdb")).fetchall()
    return {walked[customer]: (steps, mark, second) for customer, steps, mark, second in found}


def test_the_same_steps_in_another_order_are_another_path() -> None:
    # Seven touchpoints in each of their 5,040 orders: many share the sum of place times touchpoint.
    marks = marks_of(permutations(range(1, 8)))
    assert len(set(marks.values())) == len(marks) == 5040


def test_every_way_through_three_touchpoints_is_told_apart() -> None:
    marks = marks_of(path for length in range(1, 9) for path in product((3, 4, 17), repeat=length))
    assert len(set(marks.values())) == len(marks) == sum(3**length for length in range(1, 9))


def test_each_mark_alone_tells_nearly_all_of_them_apart() -> None:
    marks = marks_of(permutations(range(1, 8)))
    assert len({mark for _, mark, _ in marks.values()}) == 5040
    assert len({second for _, _, second in marks.values()}) == 5040


def test_equal_paths_have_equal_marks_whoever_walks_them() -> None:
    assert marks_of([(1, 2, 3)]) == marks_of([(1, 2, 3)])
    assert marks_of([(9, 9), (1, 2, 3)])[1, 2, 3] == marks_of([(1, 2, 3)])[1, 2, 3]
