"""The company as one Parquet file: any number of customers in flat memory."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from polku.demo.delivery.company import Company
from polku.demo.delivery.everybody import everybody
from polku.demo.sources.happenings import COLUMNS, row
from polku.demo.sources.known import known_through

ROWS_IN_GROUP: Final = 20_000
_TYPES: Final = {"rating": pa.int64(), "stars": pa.int64(), "by_form": pa.bool_()}
_SCHEMA: Final = pa.schema([(column, _TYPES.get(column, pa.string())) for column in COLUMNS])


def write_file(path: Path, company: Company, told: Callable[[int], None]) -> int:
    """Write the company's past, whole or not at all; `told` hears after how many customers. Returns the rows."""
    unfinished = path.with_name(f"{path.name}.part")
    written = 0
    rows = _rows(company, told)
    try:
        with parquet.ParquetWriter(unfinished, _SCHEMA, compression="zstd") as writer:
            while group := list(islice(rows, ROWS_IN_GROUP)):
                writer.write_table(pa.Table.from_pylist(group, _SCHEMA))
                written += len(group)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _rows(company: Company, told: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    for count, life in enumerate(everybody(company), 1):
        for one, known in zip(life, known_through(life), strict=True):
            if one.at <= company.until:
                yield row(one, known)
        told(count)
