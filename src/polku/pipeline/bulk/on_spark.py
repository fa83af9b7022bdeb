"""The folds of everybody on a Spark cluster: Parquet in, `applyInPandas`, Parquet out."""

import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from polku.lib.spark.session import ClusterAway, first_line, session, watched, without_warnings
from polku.pipeline.bulk.folding import FOLDED, Folded, fold_frame
from polku.timeline.interaction import Interaction

_TOGETHER: Final = (
    512  # customers whose ids lie side by side are one group: one call of Python, not one for each
)


def fold_on_spark(
    address: str, folder: Path, told: Iterable[list[tuple[int, Interaction]]], gap: int
) -> Iterator[Folded]:
    """What the cluster at `address` made of interactions told in chunks. ClusterAway says why it made nothing.

    All of it is done when this returns; `folder`, which the cluster's machines must see, is left empty.
    """
    spark = session(address)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _write(folder / "told", told)
        with watched(spark), without_warnings():
            _fold(spark, folder, gap)
    except ClusterAway:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise ClusterAway(f"Spark could not fold: {first_line(error)}") from error
    return _read(folder)


def _fold(spark: Any, folder: Path, gap: int) -> None:
    told = spark.read.parquet((folder / "told").as_uri())
    together = told.withColumn("together", (told.customer / _TOGETHER).cast("bigint")).groupBy("together")

    # Without annotations: where Spark finds some, it goes by them.
    def fold(group):  # type: ignore[no-untyped-def]
        return fold_frame(group[["customer", "interaction"]], gap)

    found = together.applyInPandas(fold, FOLDED)
    found.write.parquet((folder / "folded").as_uri())


def _write(folder: Path, told: Iterable[list[tuple[int, Interaction]]]) -> None:
    """A file for each chunk. Nobody but the folder's owner may see it: it holds what customers wrote about."""
    folder.mkdir(parents=True, mode=0o700)
    schema = pa.schema({"customer": pa.int64(), "interaction": pa.string()})
    encode = msgspec.json.Encoder().encode
    for number, chunk in enumerate(chain(told, [[]])):  # an empty one last: Spark reads no empty folder
        columns = [[customer for customer, _ in chunk], [encode(one).decode() for _, one in chunk]]
        pq.write_table(pa.table(columns, schema=schema), folder / f"{number:06}.parquet", compression="zstd")


def _read(folder: Path) -> Iterator[Folded]:
    decode = msgspec.json.Decoder(Folded).decode
    try:
        for file in sorted((folder / "folded").glob("*.parquet")):
            for batch in pq.ParquetFile(file).iter_batches(10_000, columns=["folded"]):
                yield from map(decode, batch.column(0).to_pylist())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
