"""Questions answered by a Spark cluster from the Parquet files (decision 0021)."""

import threading
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from polku.engine.door import EngineError
from polku.engine.on_spark_steps import steps
from polku.engine.parquet import Manifest
from polku.engine.tables import TABLES
from polku.lib.spark.session import ClusterAway, first_line, session, watched, without_warnings
from polku.lib.spark.steps import lost_a_step, planned

_SPARK_TYPES: Final = {"int64": "BIGINT", "int32": "INT", "boolean": "BOOLEAN", "string": "STRING"}
_TRIES: Final = 4  # as often as Spark itself tries a task
_TASK: Final = 4 * 2**20  # bytes of Parquet that are work for one task; some ten times as many in memory
_TASKS: Final = "spark.sql.shuffle.partitions"


class _Seen(msgspec.Struct):
    """The files of a manifest, as tables of a session of their own: a question keeps those it was planned with."""

    session: Any = None
    files: frozenset[str] = frozenset()
    named: Any = None


_seen = _Seen()
_naming = threading.Lock()


class Cluster:
    """The cluster at spark://host:port, asked about the tables that stand in a folder."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address = address
        self._folder = folder

    def answer(self, sql: str, manifest: Manifest) -> pa.Table:
        """The rows of a SELECT in Spark's dialect. EngineError says why there are none."""
        try:
            spark = session(self._address)
            with watched(spark), without_warnings():
                return _told(self._named(spark, manifest), sql)
        except ClusterAway as away:
            raise EngineError(str(away)) from away
        except Exception as error:
            raise EngineError(f"Spark could not answer: {first_line(error)}") from error

    def _named(self, spark: Any, manifest: Manifest) -> Any:
        """A session in which the manifest's tables have their names."""
        with _naming:
            if (_seen.session, _seen.files) != (spark, manifest.files):
                named = spark.newSession()
                for table, paths in manifest.tables.items():
                    self._table(named, table, paths).createOrReplaceTempView(table)
                # Each task costs Spark milliseconds, however little it does: as few as the data is little.
                most = int(named.conf.get(_TASKS))
                named.conf.set(_TASKS, min(most, 1 + self._bytes(manifest) // _TASK))
                _seen.session, _seen.files, _seen.named = spark, manifest.files, named
            return _seen.named

    def _table(self, spark: Any, table: str, paths: list[str]) -> Any:
        schema = ", ".join(f"`{column}` {_SPARK_TYPES[kind]}" for column, kind in TABLES[table].items())
        if not paths:
            return spark.createDataFrame([], schema)
        return spark.read.schema(schema).parquet(*((self._folder / path).as_uri() for path in paths))

    def _bytes(self, manifest: Manifest) -> int:
        return sum((self._folder / path).stat().st_size for path in manifest.files)


def _told(spark: Any, sql: str) -> pa.Table:
    """The answer, asked again where a worker took what it held of a step with it."""
    for left in range(_TRIES - 1, -1, -1):
        try:
            with planned(spark, steps(sql)) as question:
                return question.toArrow()
        except Exception as error:
            if not left or not lost_a_step(error):
                raise
    raise AssertionError("the last try answers or fails")
