"""One row per visit in the sample, with every feature as it was at the moment of decision: one question to the engine."""

from typing import Final

import ibis
import msgspec
import pyarrow as pa

from polku.engine.engine import Answered, ask
from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.measure import ask_about
from polku.lenses.reasons.feature import Feature, Of, Unit
from polku.lenses.reasons.history import (
    KEY,
    VISIT,
    matters_until,
    people_until,
    promises_until,
    steps_until,
    who_came,
    with_last_own,
)
from polku.lenses.reasons.table import every_feature
from polku.lenses.reasons.visits import sample, visits
from polku.lenses.traits import declared_traits

_ASIDE: Final = {Of.MATTERS: matters_until, Of.PEOPLE: people_until, Of.PROMISES: promises_until}
_COUNTED: Final = (Unit.TIMES, Unit.COUNT, Unit.FLAG)  # of who has no row there is none, not nothing known


class Gathered(msgspec.Struct, frozen=True):
    """KEY, left, moment, `of` (how many the sample was drawn from), currency, and a column for each feature."""

    traits: tuple[str, ...] = ()

    def __call__(self, asked: Asked) -> ibis.Table:
        drawn = with_last_own(sample(visits(asked)))
        features = every_feature()
        steps = steps_until(drawn)
        currency = steps.currency.max(where=steps.then & steps.prices)
        told = steps.group_by(*VISIT).aggregate(currency=currency, **_values(Of.STEPS, steps))
        for of, until in _ASIDE.items():
            found = until(drawn)
            counted = found.group_by(*KEY).aggregate(**_values(of, found))
            told = told.left_join(counted, KEY, rname="{name}_" + of)
        told = who_came(told, self.traits)
        values = {one.name: _known(told, one) for one in features if one.of in _ASIDE}
        told = told.mutate(**values, **_values(Of.VISIT, told))
        return told.select(*KEY, "left", "moment", "of", "currency", *(f.name for f in features)).order_by(
            *KEY
        )


def _values(of: Of, rows: ibis.Table) -> dict[str, ibis.Value]:
    return {feature.name: feature.value(rows) for feature in every_feature() if feature.of is of}


def _known(told: ibis.Table, feature: Feature) -> ibis.Value:
    value = told[feature.name]
    return ibis.coalesce(value, 0) if feature.unit in _COUNTED else value


def rows(asked: Asked) -> Answered:
    """The engine's answer, with names for their codes."""
    found = ask_about(Gathered(declared_traits()), asked)
    named = ["currency", *(feature.name for feature in every_feature() if feature.unit is Unit.NAME)]
    codes = {code for column in named for code in found.rows[column].unique().to_pylist() if code}
    names = table("name").filter(ibis._.code.isin(sorted({0, *codes})))
    known = {row["code"]: row["name"] for row in ask(names).rows.to_pylist()}
    told = found.rows
    for column in named:
        words = pa.array([known.get(code, "") for code in told[column].to_pylist()], pa.string())
        told = told.set_column(told.column_names.index(column), column, words)
    return Answered(told, found.fresh_to, found.sql)
