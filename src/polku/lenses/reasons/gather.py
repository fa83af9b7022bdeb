"""One row per visit in the sample, with every feature as it was at the moment of decision: one question to the engine."""

from typing import Final

import ibis
import pyarrow as pa

from polku.engine.engine import Answered, ask
from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.measure import ask_about
from polku.lenses.reasons.feature import Of, Unit
from polku.lenses.reasons.history import KEY, answers_in, promises_until, steps_until
from polku.lenses.reasons.table import ALL
from polku.lenses.reasons.visits import sample, visits

NAMED: Final = ("currency", *(feature.name for feature in ALL if feature.unit is Unit.NAME))
_ZERO: Final = 0  # who was promised nothing had no promise broken


def gathered(asked: Asked) -> ibis.Table:
    """KEY, left, moment, `of` (how many the sample was drawn from), currency, and a column for each feature."""
    drawn = sample(visits(asked))
    told = drawn.select("customer", "walk", "left", "moment", "of", at=drawn.number)
    sources = {
        Of.STEPS: steps_until(drawn),
        Of.PROMISES: promises_until(drawn),
        Of.VISIT: answers_in(drawn),
    }
    for of, rows in sources.items():
        mine = [feature for feature in ALL if feature.of is of]
        values = {feature.name: feature.value(rows) for feature in mine}
        if of is Of.STEPS:
            values["currency"] = rows.currency.max(where=rows.prices)
        found = rows.group_by(*KEY).aggregate(**values)
        told = told.left_join(found, KEY).drop(*(f"{name}_right" for name in KEY))
    counted = {f.name: ibis.coalesce(told[f.name], _ZERO) for f in ALL if f.of is Of.PROMISES}
    told = told.mutate(**counted)
    return told.order_by(*KEY)


def rows(asked: Asked) -> Answered:
    """The engine's answer to `gathered`, with names for their codes."""
    found = ask_about(gathered, asked)
    codes = {code for column in NAMED for code in found.rows[column].unique().to_pylist() if code}
    names = table("name").filter(ibis._.code.isin(sorted({0, *codes})))
    known = {row["code"]: row["name"] for row in ask(names).rows.to_pylist()}
    told = found.rows
    for column in NAMED:
        named = pa.array([known.get(code, "") for code in told[column].to_pylist()], pa.string())
        told = told.set_column(told.column_names.index(column), column, named)
    return Answered(told, found.fresh_to, found.sql)
