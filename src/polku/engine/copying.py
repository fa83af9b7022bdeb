"""How far a copy made from nothing is: a small file beside it, for whoever waits for an answer meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pyarrow as pa

_SIGN: Final = "copying"
Told = Callable[[int], None]


@contextmanager
def copying(folder: Path, of: int) -> Iterator[Told]:
    """Call what it yields with the number of rows that came; it tells their percentage of all, until the end."""
    sign, done = folder / _SIGN, 0

    def told(rows: int) -> None:
        nonlocal done
        done += rows
        sign.write_text(str(min(100 * done // max(of, 1), 100)))

    told(0)
    try:
        yield told
    finally:
        sign.unlink(missing_ok=True)


def counted(arriving: pa.RecordBatchReader, told: Told) -> pa.RecordBatchReader:
    """The same batches, each told of as it comes."""

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in arriving:
            told(batch.num_rows)
            yield batch

    return pa.RecordBatchReader.from_batches(arriving.schema, batches())


def so_far(folder: Path) -> int | None:
    """The percentage; None where no copy is being made."""
    with suppress(OSError, ValueError):
        return int((folder / _SIGN).read_text())
    return None
