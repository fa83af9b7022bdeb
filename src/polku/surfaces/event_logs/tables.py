"""CSV and Parquet: a row per step, its first columns named as the tool that reads it names them."""

from collections.abc import Iterator
from typing import IO, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from polku.surfaces.event_logs.lines import SCHEMA

# tool → our column → the tool's
NAMES: Final[dict[str, dict[str, str]]] = {
    "pm4py": {
        "case": "case:concept:name", "activity": "concept:name", "timestamp": "time:timestamp",
        "lifecycle": "lifecycle:transition", "team": "org:group", "resource": "org:resource",
    },
    "bupar": {
        "case": "case_id", "activity": "activity", "timestamp": "timestamp", "lifecycle": "lifecycle_id",
        "resource": "resource_id",
    },
    "celonis": {"case": "_CASE_KEY", "activity": "ACTIVITY_EN", "timestamp": "EVENTTIME"},
    "retentioneering": {"case": "user_id", "activity": "event"},
}  # fmt: skip


def write_csv(parts: Iterator[pa.Table], file: IO[bytes], tool: str) -> None:
    """A row per step; moments in ISO 8601, UTC."""
    named = _named(tool)
    with csv.CSVWriter(file, _as_text(SCHEMA.empty_table(), named).schema) as writer:
        for part in parts:
            writer.write_table(_as_text(part, named))


def write_parquet(parts: Iterator[pa.Table], file: IO[bytes], tool: str) -> None:
    """The same, with moments as moments."""
    named = _named(tool)
    with parquet.ParquetWriter(
        file, SCHEMA.empty_table().rename_columns(named).schema, compression="zstd"
    ) as writer:
        for part in parts:
            writer.write_table(part.rename_columns(named))


def _named(tool: str) -> list[str]:
    return [NAMES[tool].get(name, name) for name in SCHEMA.names]


def _as_text(part: pa.Table, named: list[str]) -> pa.Table:
    for name in ("timestamp", "due_at"):
        text = pc.strftime(part.column(name), format="%Y-%m-%dT%H:%M:%SZ")
        part = part.set_column(part.schema.get_field_index(name), name, text)
    return part.rename_columns(named)
