"""The engine's tables made of plain steps, in memory: many small histories a second, and no server."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from typing import Any

import duckdb
import ibis
import msgspec
import pyarrow as pa

from polku.engine.engine import Answered, compiled
from polku.engine.standing import standing
from polku.engine.tables import NAMED, TABLES, table
from polku.lenses.asked import Asked
from polku.lenses.exits import learnt
from polku.lenses.exits.learnt import Learnt

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
    """A copy that holds these steps, and has learnt from them."""

    def __init__(self, steps: Iterable[Step]) -> None:
        paths = [[*path] for _, path in groupby(sorted(steps, key=_order), lambda step: step.customer)]
        self._codes: dict[str, int] = {"": 0}
        self._connection = duckdb.connect()
        rows = [row for path in paths for row in self._rows(path)]
        self._lay("interaction", rows)
        self._lay("customer", [_customer(path) for path in paths])
        self._lay("name", [{"code": code, "name": name} for name, code in self._codes.items()])
        self._connection.execute(f"CREATE TABLE standing AS {_sql(_standing, Asked())}")
        purchases, absences = (self._rows_of(_sql(one, Asked())) for one in (_purchases, _absences))
        self.known = Learnt(learnt.buying(purchases), learnt.away(absences))

    def told(self, expression: Callable[[Asked], ibis.Table], asked: Asked) -> list[dict[str, Any]]:
        """The rows of an expression."""
        return self._rows_of(learnt.written(_sql(expression, asked), self.known))

    def answered(self, sql: str) -> Answered:
        """The answer to a question, as the engine gives it."""
        return Answered(
            self._connection.sql(learnt.written(sql, self.known)).to_arrow_table(), fresh_to=1, sql=sql
        )

    def _rows_of(self, sql: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._connection.sql(sql).to_arrow_table().to_pylist()
        return found

    def name(self, code: int) -> str:
        """What a code stands for."""
        return next(name for name, known in self._codes.items() if known == code)

    def _rows(self, path: list[Step]) -> Iterable[dict[str, Any]]:
        for place, step in enumerate(path):
            told = msgspec.structs.asdict(step) | {"number": place + 1}
            coded = {name: self._code(told.get(name, "")) for name in NAMED["interaction"]}
            new = int(step.touchpoint not in {one.touchpoint for one in path[:place]})
            yield dict.fromkeys(TABLES["interaction"], 0) | told | coded | {"new_here": new}

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


def _sql(expression: Callable[[Asked], ibis.Table], asked: Asked) -> str:
    return _compiled(expression, msgspec.json.encode(asked))


@cache
def _compiled(expression: Callable[[Asked], ibis.Table], asked: bytes) -> str:
    return compiled(expression(msgspec.json.decode(asked, type=Asked)))


def _standing(_asked: Asked) -> ibis.Table:
    return standing(table("interaction")).select(*TABLES["standing"])


def _purchases(_asked: Asked) -> ibis.Table:
    return learnt.purchases()


def _absences(_asked: Asked) -> ibis.Table:
    return learnt.absences()


def _order(step: Step) -> tuple[int, int]:
    return step.customer, step.occurred_at


def _customer(path: list[Step]) -> dict[str, Any]:
    return {
        "customer": path[0].customer, "entity": 0, "known": True, "first_at": path[0].occurred_at,
        "last_at": path[-1].occurred_at, "interactions": len(path), "revision": 1,
    }  # fmt: skip
