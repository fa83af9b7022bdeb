"""The engine's tables made of plain steps, in memory: many small histories a second, and no server."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

import duckdb
import ibis
import msgspec
import pyarrow as pa

from polku.engine.engine import compiled
from polku.engine.tables import NAMED, TABLES
from polku.lenses.asked import Asked
from polku.lenses.exits.buying import written
from polku.lenses.exits.mbg import Mbg

_TYPES = {"int64": pa.int64(), "int32": pa.int32(), "boolean": pa.bool_(), "string": pa.string()}


class Step(msgspec.Struct, frozen=True):
    """What one interaction tells, in words; a path's steps stand in the order in which they happened."""

    customer: int
    occurred_at: int
    kind: str
    side: str = "customer"
    touchpoint: str = "shop"
    thread: int = 0
    about: int = 0
    automatic: bool = False
    outcome: str = ""
    felt: int | None = None


class Laid:
    """A copy that holds these steps."""

    def __init__(self, steps: Iterable[Step], model: Mbg | None = None) -> None:
        self.model = model
        paths = [[*path] for _, path in groupby(sorted(steps, key=_order), lambda step: step.customer)]
        self._codes: dict[str, int] = {"": 0}
        self._connection = duckdb.connect()
        self._compiled: dict[Any, str] = {}
        rows = [row for path in paths for row in self._rows(path)]
        self._lay("interaction", rows)
        self._lay("customer", [_customer(path) for path in paths])
        self._lay("name", [{"code": code, "name": name} for name, code in self._codes.items()])

    def told(self, expression: Callable[[Asked], ibis.Table], asked: Asked) -> list[dict[str, Any]]:
        """The rows of an expression."""
        found: list[dict[str, Any]] = self.answered(
            written(compiled(expression(asked)), self.model)
        ).to_pylist()
        return found

    def answered(self, sql: str) -> pa.Table:
        """The rows of a SELECT."""
        return self._connection.sql(sql).to_arrow_table()

    def name(self, code: int) -> str:
        """What a code stands for."""
        return next(name for name, known in self._codes.items() if known == code)

    def _rows(self, path: list[Step]) -> Iterable[dict[str, Any]]:
        for place, step in enumerate(path):
            told = msgspec.structs.asdict(step) | {"number": place + 1}
            coded = {name: self._code(told.get(name, "")) for name in NAMED["interaction"]}
            yield dict.fromkeys(TABLES["interaction"], 0) | told | coded

    def _code(self, name: str) -> int:
        return self._codes.setdefault(name, len(self._codes))

    def _lay(self, name: str, rows: list[dict[str, Any]]) -> None:
        kinds = TABLES[name]
        columns = {
            column: pa.array([row.get(column, 0) for row in rows], _TYPES[kind])
            for column, kind in kinds.items()
        }
        self._connection.register("given", pa.table(columns))
        self._connection.execute(f"CREATE TABLE {name} AS FROM given")


def _order(step: Step) -> tuple[int, int]:
    return step.customer, step.occurred_at


def _customer(path: list[Step]) -> dict[str, Any]:
    return {
        "customer": path[0].customer, "entity": 0, "known": True, "first_at": path[0].occurred_at,
        "last_at": path[-1].occurred_at, "interactions": len(path), "revision": 1,
    }  # fmt: skip
