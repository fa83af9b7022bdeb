"""Questions answered by a Spark cluster from the Parquet files (decision 0021)."""

import threading
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa

from polku.engine.door import EngineError
from polku.engine.parquet import Manifest
from polku.engine.tables import TABLES
from polku.lib.spark.session import ClusterAway, first_line, session, watched, without_warnings

_SPARK_TYPES: Final = {"int64": "BIGINT", "int32": "INT", "boolean": "BOOLEAN", "string": "STRING"}


class _Seen(msgspec.Struct):
    """Which files the session's tables are of."""

    session: Any = None
    files: frozenset[str] = frozenset()


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
                return self._planned(spark, sql, manifest).toArrow()
        except ClusterAway as away:
            raise EngineError(str(away)) from away
        except Exception as error:
            raise EngineError(f"Spark could not answer: {first_line(error)}") from error

    def _planned(self, spark: Any, sql: str, manifest: Manifest) -> Any:
        """A question keeps the files that its tables had when it was planned."""
        with _naming:
            if (_seen.session, _seen.files) != (spark, manifest.files):
                for table, paths in manifest.tables.items():
                    self._table(spark, table, paths).createOrReplaceTempView(table)
                _seen.session, _seen.files = spark, manifest.files
            return spark.sql(sql)

    def _table(self, spark: Any, table: str, paths: list[str]) -> Any:
        schema = ", ".join(f"`{column}` {_SPARK_TYPES[kind]}" for column, kind in TABLES[table].items())
        if not paths:
            return spark.createDataFrame([], schema)
        return spark.read.schema(schema).parquet(*((self._folder / path).as_uri() for path in paths))
