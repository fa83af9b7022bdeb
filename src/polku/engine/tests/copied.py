"""What an engine's file holds, with names instead of numbers: the same for two copies of one store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from polku.engine.file import EngineFile
from polku.engine.tables import NAMED

Rows = list[tuple[Any, ...]]


@contextmanager
def engine_file(folder: Path, name: str = "copy") -> Iterator[EngineFile]:
    """A file of its own."""
    file = EngineFile(folder / f"{name}.duckdb")
    try:
        yield file
    finally:
        file.close()


def copied(file: EngineFile) -> dict[str, Rows]:
    """Every row of every table but the paths' marks, which are made of numbers: customer, steps, first and last."""
    names = {row["code"]: row["name"] for row in file.answer("FROM name").to_pylist()}
    found: dict[str, Rows] = {}
    for table, named in NAMED.items():
        rows = file.answer(f"FROM {table}").to_pylist()
        coded = {*named} | {"before", "after"} & {*(rows[0] if rows else [])}
        found[table] = ordered(
            tuple(names[value] if column in coded else value for column, value in row.items()) for row in rows
        )
    paths = file.answer("SELECT customer, steps, began_at, ended_at FROM path")
    found["path"] = ordered(tuple(row.values()) for row in paths.to_pylist())
    return found


def ordered(rows: Any) -> Rows:
    """Rows in an order that does not depend on where they lie."""
    return sorted(rows, key=repr)
