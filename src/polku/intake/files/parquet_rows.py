"""Rows of a Parquet file; `line` is the row's number."""

import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any, Final

import pyarrow
from pyarrow import parquet

from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.opened import Opened

_BATCH: Final = 2048  # rows decoded at a time


def parquet_rows(file: Opened, notes: list[str]) -> Iterator[Found]:
    """The file's rows; moments become ISO 8601 text, decimals text, bytes text. UnreadableFile if it is none."""
    with _seekable(file) as content:
        try:
            table = parquet.ParquetFile(content)
            number = 0
            for batch in table.iter_batches(_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield Found(
                        number, number, {name: _plain(value) for name, value in row.items()}, sequence=number
                    )
        except (pyarrow.ArrowException, OSError) as error:
            raise UnreadableFile(f"{file.path.name} can't be read as Parquet: {error}") from error


@contextmanager
def _seekable(file: Opened) -> Iterator[IO[bytes] | Any]:
    """Parquet is read from its end: a gzipped one is unzipped into a temporary file first."""
    if not file.zipped:
        yield file.stream
        return
    with tempfile.TemporaryFile() as unzipped:
        shutil.copyfileobj(file.stream, unzipped)
        unzipped.seek(0)
        yield unzipped


def _plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value) if isinstance(value, Decimal) or value else None
