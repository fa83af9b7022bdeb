"""What an engine's file holds, with names instead of numbers: the same for two copies of one store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from polku.engine.file import EngineFile
from polku.engine.ship import ship
from polku.engine.tables import NAMED

Rows = list[tuple[Any, ...]]
_MARKS: Final = ("mark", "second_mark")
_CODED: Final = (
    "touchpoint", "before", "came_from", "goes_to", "kind", "side", "outcome", "actor", "to", "said_at", "seen_in",
)  # fmt: skip


@contextmanager
def engine_file(folder: Path, name: str = "copy") -> Iterator[EngineFile]:
    """A file of its own."""
    file = EngineFile(folder / f"{name}.duckdb")
    try:
        yield file
    finally:
        file.close()


def copied(file: EngineFile) -> dict[str, Rows]:
    """Every row of every table, but for the marks of paths and walks: they are made of numbers that names were given."""
    names = {row["code"]: row["name"] for row in file.answer("FROM name").to_pylist()}
    found: dict[str, Rows] = {}
    for table, named in NAMED.items():
        rows = file.answer(f"FROM {table}").to_pylist()
        coded = {*named} | {"before", "after"} & {*(rows[0] if rows else [])}
        found[table] = ordered(
            tuple(names[value] if column in coded else value for column, value in row.items()) for row in rows
        )
    for table in ("path", "walk_step", "walk"):
        rows = file.answer(f"FROM {table}").to_pylist()
        found[table] = ordered(
            tuple(
                names.get(value) if column in _CODED else value
                for column, value in row.items()
                if column not in _MARKS
            )
            for row in rows
        )
    return found


def at_once(folder: Path) -> dict[str, Rows]:
    """What a new copy of the store holds."""
    with engine_file(folder, "new") as fresh:
        ship(fresh)
        held = copied(fresh)
    (folder / "new.duckdb").unlink()
    return held


def ordered(rows: Any) -> Rows:
    """Rows in an order that does not depend on where they lie."""
    return sorted(rows, key=repr)
