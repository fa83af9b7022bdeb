"""Who was where, counted by sets, and how they felt: on any steps at all, against the same said plainly."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as some

from polku.engine.digested import digested
from polku.engine.engine import compiled
from polku.engine.tables import TABLES
from polku.lenses.asked import Asked
from polku.lenses.map.there import felt, there
from polku.touchpoints.journeys.journey import DeclaredStage, Journey, Mark, Touchpoint

PLACES: Final = [
    f"place-{number}" for number in range(65)
]  # more than an integer has bits; code 1 is the first
STRANGE: Final = 66  # the code of what no map knows
NUMBERS: Final = {"int64": "BIGINT", "int32": "INTEGER", "boolean": "BOOLEAN", "string": "VARCHAR"}
STEP: Final = some.tuples(
    some.integers(1, 5),  # customer
    some.sampled_from([1, 2, 60, 61, 65, STRANGE]),  # touchpoint
    some.none() | some.integers(0, 4),  # rating
    some.sampled_from(["", "place-1", "place-60", "what is on no map"]),  # of what
)


def asked() -> Asked:
    places = tuple(Touchpoint(name, {"": name}, "web", "Us") for name in PLACES)
    journey = Journey(
        "j",
        {"": "J"},
        "",
        "customer",
        (Mark(touchpoint="place-0"),),
        (),
        (DeclaredStage("s", {"": "S"}, places),),
    )
    return Asked(journey)


@lru_cache
def sql() -> dict[str, str]:
    return {"there": compiled(there(asked())), "felt": compiled(felt(asked()))}


@pytest.fixture(scope="module")
def store() -> Iterator[Any]:
    """The engine's tables, in which only the names stand."""
    store = duckdb.connect()
    for name in ("interaction", "name"):
        columns = ", ".join(f'"{column}" {NUMBERS[kind]}' for column, kind in TABLES[name].items())
        store.execute(f"CREATE TABLE {name} ({columns})")
    named = [*enumerate(PLACES, 1), (STRANGE, "strange")]
    store.execute("INSERT INTO name VALUES " + ", ".join(map(str, named)))
    # Prepared, for of so few rows planning is all of the work.
    store.execute(
        f"PREPARE there AS SELECT touchpoint, interactions, walks, customers, raters FROM ({sql()['there']})"
    )
    store.execute(f"PREPARE felt AS SELECT touchpoint, ratings, rated_by, felt FROM ({sql()['felt']})")
    yield store
    store.close()


def lay(store: Any, steps: list[tuple[int, int, int | None, str]]) -> None:
    """Just these steps, in the order given."""
    rows = [
        (customer, number, place, number)
        + (("NULL", 0) if rating is None else (rating * 250_000, digested(of)))
        for number, (customer, place, rating, of) in enumerate(steps, 1)
    ]
    store.execute("DELETE FROM interaction")
    if rows:
        store.execute(
            "INSERT INTO interaction (customer, number, touchpoint, occurred_at, felt, rated, thread, about, kind)"
            " VALUES " + ", ".join(f"({', '.join(map(str, row))}, 0, 0, 0)" for row in rows)
        )


def plainly(steps: list[tuple[int, int, int | None, str]]) -> tuple[dict[int, Any], dict[int, Any]]:
    """Each step after its customer's first at place-0; a rating where it says it is of, if that is on the map."""
    begun: set[int] = set()
    interactions: dict[int, int] = defaultdict(int)
    been: dict[int, set[int]] = defaultdict(set)
    rated: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for customer, place, rating, of in steps:
        begun |= {customer} if place == 1 else set()
        if customer not in begun:
            continue
        interactions[place] += 1
        been[place].add(customer)
        if rating is not None:
            rated[PLACES.index(of) + 1 if of in PLACES else place].append((customer, rating / 4))
    visits = {
        place: (
            interactions[place],
            len(there),
            len(there),
            len(there & {who for who, _ in rated[place]}),
        )
        for place, there in been.items()
    }
    means = {
        place: (len(told), len({who for who, _ in told}), sum(value for _, value in told) / len(told))
        for place, told in rated.items()
        if told
    }
    return visits, means


@given(some.lists(STEP, max_size=30))
def test_counting_by_sets_gives_what_counting_does(
    store: Any, steps: list[tuple[int, int, int | None, str]]
) -> None:
    lay(store, steps)
    visits = store.execute("EXECUTE there").fetchall()
    means = store.execute("EXECUTE felt").fetchall()
    plain_visits, plain_means = plainly(steps)
    assert {place: tuple(counts) for place, *counts in visits} == plain_visits
    assert {place: tuple(told) for place, *told in means} == {
        place: (*counts, pytest.approx(mean)) for place, (*counts, mean) in plain_means.items()
    }
