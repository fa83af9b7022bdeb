"""An Ibis expression as SQL of each engine that answers: only Ibis' compilers are used, not its backends."""

from typing import Any, ClassVar

import ibis
import ibis.expr.operations as ops
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.config import Config
from sqlglot.expressions import CountIf, Expression, Literal


class _Spark(Config):  # type: ignore[misc]
    """What Ibis' backend for Spark sets when it is loaded, which would load PySpark too."""

    treat_nan_as_null: bool = False


class _SparkCompiler(PySparkCompiler):  # type: ignore[misc]
    """With what Spark has and Ibis 12 does not say of it, and 0 where Ibis has Spark count nothing as NULL."""

    SIMPLE_OPS: ClassVar[dict[Any, str]] = {ops.BitOr: "bit_or"}

    def visit_CountStar(self, op: Any, *, arg: Any, where: Any) -> Expression:  # noqa: N802 Ibis' name
        """COUNT_IF, not a sum: a sum over no rows is NULL."""
        return CountIf(this=where) if where is not None else super().visit_CountStar(op, arg=arg, where=where)


def in_duckdb(question: ibis.Table) -> str:
    """As DuckDB takes it."""
    return str(DuckDBCompiler().to_sqlglot(question).sql("duckdb", pretty=True))


def in_spark(question: ibis.Table) -> str:
    """As Spark takes it."""
    if ibis.options.pyspark is None:
        ibis.options.pyspark = _Spark()
    return str(_SparkCompiler().to_sqlglot(question).transform(_as_double).sql("spark", pretty=True))


def _as_double(node: Expression) -> Expression:
    """To Spark, 0.5 is a decimal, and what is reckoned with it too; 0.5E0 is what it is elsewhere."""
    if isinstance(node, Literal) and node.is_number and "." in node.name and "e" not in node.name.lower():
        return Literal.number(f"{node.name}E0")
    return node
