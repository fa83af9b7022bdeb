"""Columns looked up from a folder's other tables, out of core: DuckDB holds them in a temporary file."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow

from polku.intake.files.formats import parser_of
from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.opened import opened, stem
from polku.intake.files.scratch import scratch_folder
from polku.touchpoints.mappings.tables import Lookup
from polku.touchpoints.mappings.template import as_word

_MEMORY: Final = "256MB"
_ROWS_AT_A_TIME: Final = 10_000

Fault = Callable[[Path, Found], None]


class Lookups:
    """Tables loaded on first use, each once for each way it is asked; `add_columns` fills rows in place."""

    def __init__(
        self, connect: Callable[[], duckdb.DuckDBPyConnection], tables: dict[str, Path], fault: Fault
    ) -> None:
        self._connect = connect
        self._tables = tables
        self._fault = fault
        self._loaded: dict[Lookup, tuple[str, list[str]]] = {}

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        return self._connect()  # most imports look nothing up, and then need none

    def add_columns(self, rows: Sequence[dict[str, Any]], lookups: Sequence[Lookup]) -> None:
        """Left-join each lookup's columns to the rows; a row without a match gets None. No column is overwritten."""
        for lookup in lookups:
            name, columns = self._table(lookup)
            keys = {as_word(row[lookup.by]) for row in rows if row.get(lookup.by) is not None}
            found = self._matches(name, sorted(keys)) if keys else {}
            nothing = (None,) * len(columns)
            for row in rows:
                values = found.get(as_word(row.get(lookup.by)), nothing)
                for column, value in zip(columns, values, strict=True):
                    row.setdefault(column, value)

    def _matches(self, name: str, keys: list[str]) -> dict[str, tuple[Any, ...]]:
        self._database.register("wanted", pyarrow.table({"key": keys}))
        rows = self._database.execute(f"SELECT t.* FROM wanted JOIN {name} AS t USING (key)").fetchall()
        self._database.unregister("wanted")
        return {row[0]: row[1:] for row in rows}

    def _table(self, lookup: Lookup) -> tuple[str, list[str]]:
        if lookup not in self._loaded:
            self._loaded[lookup] = self._load(lookup, f"lookup_{len(self._loaded)}")
        return self._loaded[lookup]

    def _load(self, lookup: Lookup, name: str) -> tuple[str, list[str]]:
        path = self._tables[lookup.table]
        with opened(path) as file:
            rows = self._sound_rows(path, parser_of(path)(file, []))
            first = list(islice(rows, 1))
            taken = list(lookup.take) or _all_columns(lookup, first)
            _need_columns(lookup, taken, first, path)
            self._database.execute(f"CREATE TABLE raw_{name} ({_raw_columns(lookup, taken)})")
            self._insert(f"raw_{name}", lookup, taken, first)
            while chunk := list(islice(rows, _ROWS_AT_A_TIME)):
                self._insert(f"raw_{name}", lookup, taken, chunk)
            if file.fault:
                raise UnreadableFile(f"{path.name}: {file.fault}")
        self._database.execute(_grouped(name, lookup, taken))
        self._database.execute(f"DROP TABLE raw_{name}")
        return name, [*taken, *(new for new, _ in lookup.sums), *([lookup.count] if lookup.count else [])]

    def _sound_rows(self, path: Path, found: Iterator[Found]) -> Iterator[Found]:
        for row in found:
            if row.fault:
                self._fault(path, row)
            else:
                yield row

    def _insert(self, table: str, lookup: Lookup, taken: list[str], rows: list[Found]) -> None:
        columns = [lookup.key, *taken, *(summed for _, summed in lookup.sums)]
        chunk = {"n": pyarrow.array([row.number for row in rows], pyarrow.int64())}
        for place, column in enumerate(columns):
            texts = [_text(row.values.get(column)) for row in rows]
            chunk[f"c{place}"] = pyarrow.array(texts, pyarrow.string())
        self._database.register("chunk", pyarrow.table(chunk))
        self._database.execute(f"INSERT INTO {table} SELECT * FROM chunk")
        self._database.unregister("chunk")


@contextmanager
def lookups_for(tables: dict[str, Path], fault: Fault) -> Iterator[Lookups]:
    """Lookups over these tables; their temporary file is gone at the end."""
    with ExitStack() as stack:
        yield Lookups(lambda: _opened_in_scratch(stack), tables, fault)


def _opened_in_scratch(stack: ExitStack) -> duckdb.DuckDBPyConnection:
    folder = stack.enter_context(scratch_folder())
    database = duckdb.connect(f"{folder}/lookup.duckdb")
    stack.callback(database.close)
    database.execute(f"SET memory_limit = '{_MEMORY}'; SET threads = 2; SET temp_directory = '{folder}'")
    return database


def tables_in(folder: Path, endings: set[str]) -> dict[str, Path]:
    """The folder's tables by name."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    known = {path for path in paths if path.name.removesuffix(".gz").rpartition(".")[2].lower() in endings}
    return {stem(path): path for path in paths if path in known}


def _text(value: Any) -> str | None:
    return None if value is None else as_word(value)


def _all_columns(lookup: Lookup, first: list[Found]) -> list[str]:
    if lookup.sums or lookup.count or not first:
        return []
    return [name for name in first[0].values if name != lookup.key]


def _need_columns(lookup: Lookup, taken: list[str], first: list[Found], path: Path) -> None:
    needed = [lookup.key, *taken, *(summed for _, summed in lookup.sums)]
    gone = [name for name in needed if first and name not in first[0].values]
    if gone:
        raise UnreadableFile(f"{path.name} has no column {gone[0]!r}, which the mapping looks up in it")


def _raw_columns(lookup: Lookup, taken: list[str]) -> str:
    count = 1 + len(taken) + len(lookup.sums)
    return ", ".join(["n BIGINT", *(f"c{place} VARCHAR" for place in range(count))])


def _grouped(name: str, lookup: Lookup, taken: list[str]) -> str:
    """One row for each key: of several, the first row's columns; sums as text, exact to four decimals."""
    columns = ["c0 AS key"]
    columns += [f"arg_min_null(c{place}, n) AS t{place}" for place in range(1, len(taken) + 1)]
    start = len(taken) + 1
    columns += [
        f"CAST(sum(TRY_CAST(c{start + place} AS DECIMAL(24, 4))) AS VARCHAR) AS s{place}"
        for place in range(len(lookup.sums))
    ]
    columns += ["CAST(count(*) AS VARCHAR) AS counted"] if lookup.count else []
    return (
        f"CREATE TABLE {name} AS SELECT {', '.join(columns)} FROM raw_{name} WHERE c0 IS NOT NULL GROUP BY c0"
    )
