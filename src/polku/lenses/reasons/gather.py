"""One row per visit in the sample, with every feature as it was at the moment of decision: one question to the engine."""

from typing import Final

import ibis
import msgspec
import pyarrow as pa

from polku.engine.engine import ask
from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.measure import ask_about
from polku.lenses.reasons.feature import Feature, Of, Unit
from polku.lenses.reasons.history import (
    KEY,
    VISIT,
    matters_until,
    people_until,
    places_until,
    promises_until,
    steps_until,
    who_came,
    with_last_own,
)
from polku.lenses.reasons.table import Place, every_feature
from polku.lenses.reasons.visits import sample, visits
from polku.lenses.traits import declared_traits

PLACES: Final = 24  # touchpoints that are asked about, beside the one where it is asked
_ASIDE: Final = {
    Of.MATTERS: matters_until, Of.PEOPLE: people_until, Of.PLACES: places_until, Of.PROMISES: promises_until,
}  # fmt: skip
_COUNTED: Final = (Unit.TIMES, Unit.COUNT, Unit.FLAG)  # of who has no row there is none, not nothing known


class Gathered(msgspec.Struct, frozen=True):
    """KEY, left, moment, `of` (how many the sample was drawn from), currency, and a column for each feature."""

    traits: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()

    def __call__(self, asked: Asked) -> ibis.Table:
        drawn = with_last_own(sample(visits(asked)))
        features = every_feature(self.places)
        steps = steps_until(drawn)
        currency = steps.currency.max(where=steps.then & steps.prices)
        told = steps.group_by(*VISIT).aggregate(currency=currency, **_values(features, Of.STEPS, steps))
        for of, until in _ASIDE.items():
            if not any(one.of is of for one in features):
                continue
            found = until(drawn)
            counted = found.group_by(*KEY).aggregate(**_values(features, of, found))
            told = told.left_join(counted, KEY, rname="{name}_" + of)
        told = who_came(told, self.traits)
        values = {one.name: _known(told, one) for one in features if one.of in _ASIDE}
        told = told.mutate(**values, **_values(features, Of.VISIT, told))
        return told.select(*KEY, "left", "moment", "of", "currency", *(f.name for f in features)).order_by(
            *KEY
        )


def _values(features: tuple[Feature, ...], of: Of, rows: ibis.Table) -> dict[str, ibis.Value]:
    return {feature.name: feature.value(rows) for feature in features if feature.of is of}


def _known(told: ibis.Table, feature: Feature) -> ibis.Value:
    value = told[feature.name]
    return ibis.coalesce(value, 0) if feature.unit in _COUNTED else value


class Rows(msgspec.Struct, frozen=True):
    """The engine's answer, with names for their codes; a column for each of the features."""

    rows: pa.Table
    features: tuple[Feature, ...]
    fresh_to: int
    sql: str


def busy_places(_asked: Asked) -> ibis.Table:
    """The touchpoints that most customers came to."""
    steps = table("interaction")
    most = steps.group_by("touchpoint").aggregate(customers=steps.new_here.sum())
    named = most.join(table("name").select(touchpoint="code", place="name"), "touchpoint")
    return (
        named.filter(named.place != "")
        .order_by(ibis.desc("customers"), "place")
        .limit(PLACES)
        .select("place", "touchpoint")
    )


def rows(asked: Asked) -> Rows:
    """What is known of each visit in the sample."""
    busy = ask_about(busy_places, Asked()).rows.to_pylist()
    places = tuple(
        sorted((one["place"], one["touchpoint"]) for one in busy if one["place"] != asked.touchpoint)
    )
    features = every_feature(places)
    found = ask_about(Gathered(declared_traits(), places), asked)
    named = ["currency", *(feature.name for feature in features if feature.unit is Unit.NAME)]
    codes = {code for column in named for code in found.rows[column].unique().to_pylist() if code}
    names = table("name").filter(ibis._.code.isin(sorted({0, *codes})))
    known = {row["code"]: row["name"] for row in ask(names).rows.to_pylist()}
    told = found.rows
    for column in named:
        words = pa.array([known.get(code, "") for code in told[column].to_pylist()], pa.string())
        told = told.set_column(told.column_names.index(column), column, words)
    return Rows(told, features, found.fresh_to, found.sql)
