"""Compare people with Splink on an in-memory DuckDB: learn where there is enough, then score the pairs."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import duckdb
import msgspec
import pyarrow as pa
from splink import DuckDBAPI, Linker, block_on

from polku.identity.suggest import model
from polku.identity.suggest.fields import FIELDS
from polku.identity.suggest.people import Person

FEWEST_TO_LEARN: Final = 2000  # people; with fewer, learning does worse than the shipped values
FEWEST_SURE: Final = 200  # sure pairs to learn from
MOST_PAIRS: Final = 50_000_000  # of one block: a rule that agrees for that many says nothing
_SAMPLED_PAIRS: Final = 5_000_000
_PRIOR: Final = 1 / 5000  # before anything is learnt: of all pairs, how many are duplicates
_FILLED: Final = 0.01  # share of people who must have a field before it is compared

COLUMNS: Final = (*FIELDS, "full_name", "street_line", "city_alone")
_NOWHERE: Final = logging.NullHandler()

Show = Callable[[str], None]


class Likely(msgspec.Struct, frozen=True, gc=False):
    """Two customers who are probably one, and the match weight (log2) of each field."""

    low: int
    high: int
    probability: float
    weights: dict[str, float]


class Compared(msgspec.Struct, frozen=True):
    """What came of a comparison."""

    people: int
    learnt: bool  # False: too few people, the shipped values were used
    passed_over: list[str]  # blocks with too many pairs
    likely: list[Likely]


def compare(people: Iterable[Person], show: Show = lambda step: None) -> Compared:
    """Score the pairs that agree on something telling; the same people always give the same answer."""
    show("read")
    table = _table(people)
    filled = [field for field in COLUMNS if _share(table, field) >= _FILLED]
    if table.num_rows < 2 or not filled:
        return Compared(table.num_rows, False, [], [])
    with duckdb.connect() as connection, _Quiet():
        connection.execute("SET enable_progress_bar = false").fetchall()
        connection.register("people", table)
        usable = [block for block in model.BLOCKS if set(block) <= set(filled)]
        counts = {block: _pairs(connection, block) for block in usable}
        blocks = [block for block in usable if 0 < counts[block] <= MOST_PAIRS]
        if not blocks:
            return Compared(table.num_rows, False, _named(counts), [])
        sure = [block for block in model.SURE if set(block) <= set(filled)]
        learns = table.num_rows >= FEWEST_TO_LEARN and _any_pairs(connection, sure) >= FEWEST_SURE
        prior = max(_PRIOR / max(table.num_rows / 10_000, 1), 1e-9)
        rows = DuckDBAPI(connection).register("people", dataset_display_name="people_compared")
        linker = Linker(rows, model.settings(filled, blocks, prior, frequencies=learns))
        if learns:
            _learn(linker, sure, filled, show)
        show("compare")
        likely = _predicted(linker)
    return Compared(table.num_rows, learns, _named(counts), likely)


def _table(people: Iterable[Person]) -> pa.Table:
    columns: dict[str, list[Any]] = {name: [] for name in ("customer_id", *COLUMNS)}
    for person in people:
        columns["customer_id"].append(person.customer_id)
        for name, value in _row(person.fields).items():
            columns[name].append(value)
    texts = {name: pa.array(values, pa.string()) for name, values in columns.items() if name != "customer_id"}
    return pa.table({"customer_id": pa.array(columns["customer_id"], pa.int64()), **texts})


def _row(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """The fields, and what is put together out of them. A city says nothing beside its postcode."""
    given, last = fields["given_name"], fields["surname"]
    street = fields["street"]
    return {
        **fields,
        "full_name": f"{given} {last}" if given and last else None,
        "street_line": f"{street} {fields['street_number'] or ''}".strip() if street else None,
        "city_alone": None if fields["postcode"] else fields["city"],
    }


def _share(table: pa.Table, field: str) -> float:
    return float(1 - table.column(field).null_count / max(table.num_rows, 1))


def _learn(linker: Linker, sure: Sequence[Sequence[str]], filled: Sequence[str], show: Show) -> None:
    training = linker.training
    show("learn strangers")
    training.estimate_probability_two_random_records_match(
        [block_on(*block) for block in sure], recall=model.SURE_RECALL
    )
    training.estimate_u_using_random_sampling(max_pairs=_SAMPLED_PAIRS, seed=model.SEED)
    for lesson in model.LESSONS:
        if set(lesson) <= set(filled):
            show("learn one person")
            training.estimate_parameters_using_expectation_maximisation(block_on(*lesson))


def _predicted(linker: Linker) -> list[Likely]:
    scored = linker.inference.predict(threshold_match_probability=model.THRESHOLD, warning_mode="never")
    found = []
    for row in scored.as_record_list():
        weights: dict[str, float] = {}
        for column, weight in row.items():
            if column.startswith("mw_") and weight is not None:
                field = column.removeprefix("mw_").removeprefix("tf_adj_")
                weights[field] = weights.get(field, 0.0) + float(weight)
        low, high = sorted((row["customer_id_l"], row["customer_id_r"]))
        found.append(Likely(low, high, float(row["match_probability"]), weights))
    return sorted(found, key=lambda pair: (-pair.probability, pair.low, pair.high))


def _pairs(connection: duckdb.DuckDBPyConnection, block: Sequence[str]) -> int:
    """How many pairs agree on all columns of a block."""
    columns = ", ".join(block)
    told = " AND ".join(f"{column} IS NOT NULL" for column in block)
    rows = connection.execute(
        "SELECT COALESCE(SUM(n * (n - 1) / 2), 0) FROM"
        f" (SELECT COUNT(*)::DOUBLE AS n FROM people WHERE {told} GROUP BY {columns})"
    ).fetchall()
    return int(rows[0][0])


def _any_pairs(connection: duckdb.DuckDBPyConnection, blocks: Sequence[Sequence[str]]) -> int:
    return max((_pairs(connection, block) for block in blocks), default=0)


def _named(counts: Mapping[tuple[str, ...], int]) -> list[str]:
    return [" + ".join(block) for block, pairs in counts.items() if pairs > MOST_PAIRS]


class _Quiet:
    """Splink tells its progress by logging; ours is told by `show`."""

    def __enter__(self) -> None:
        self._logger = logging.getLogger("splink")
        self._propagated = self._logger.propagate
        self._logger.propagate = False
        self._logger.addHandler(_NOWHERE)

    def __exit__(self, *error: object) -> None:
        self._logger.removeHandler(_NOWHERE)
        self._logger.propagate = self._propagated
