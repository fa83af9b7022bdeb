"""A question's SQL parted into steps: those that are work, and that more than one part of it refers to."""

from functools import lru_cache
from typing import Final

import sqlglot
from sqlglot import expressions as sge

from polku.lib.spark.steps import Step

# What Spark would do again for each that refers to it. Columns and rows chosen from a table are better chosen anew:
# then only those are read that are asked for.
_WORK: Final = (sge.Join, sge.Group, sge.Window, sge.Distinct)


@lru_cache(128)
def steps(sql: str) -> tuple[Step, ...]:
    """The steps in the order in which they need each other; the last is the question. Names are unlike any table's."""
    tree = sqlglot.parse_one(sql, read="spark")
    with_ = tree.args.get("with_")
    parts: list[sge.CTE] = with_.expressions if with_ else []
    names = {part.alias: f"{part.alias} of the question" for part in parts if part.this.find(*_WORK)}
    if not names:
        return (Step(sql),)
    tree.set("with_", None)
    for table in [
        *tree.find_all(sge.Table),
        *(one for part in parts for one in part.this.find_all(sge.Table)),
    ]:
        _refer(table, names)
    light = [part for part in parts if part.alias not in names]
    found = [Step(_written(part.this, light), names[part.alias]) for part in parts if part.alias in names]
    return (*found, Step(_written(tree, light)))


def _refer(table: sge.Table, names: dict[str, str]) -> None:
    """To the step by its name, still called in the question what it was called."""
    if table.name in names:
        called = table.alias or table.name
        table.set("this", sge.to_identifier(names[table.name], quoted=True))
        table.set("alias", sge.TableAlias(this=sge.to_identifier(called, quoted=True)))


def _written(select: sge.Expr, light: list[sge.CTE]) -> str:
    """With the light parts that it refers to, and those that they refer to."""
    wanted = _tables(select)
    needed: list[sge.CTE] = []
    for part in reversed(light):
        if part.alias in wanted:
            needed.insert(0, part.copy())
            wanted |= _tables(part.this)
    if needed:
        select = select.copy()
        select.set("with_", sge.With(expressions=needed))
    return select.sql("spark", pretty=True)


def _tables(select: sge.Expr) -> set[str]:
    return {table.name for table in select.find_all(sge.Table)}
