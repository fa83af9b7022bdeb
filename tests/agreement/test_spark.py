"""Every measure of the catalogue gives one answer on DuckDB and on a Spark cluster, also when a worker dies."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

import pytest
from django.conf import settings as chosen

from polku.demo.delivery.load import load
from polku.demo.delivery.tests.standing import company, unheard
from polku.engine import tables
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import WrongQuestion, asked
from polku.lenses.catalog import MEASURES
from polku.lenses.measure import Answer, answer
from polku.lib.spark.session import executors, session
from polku.pipeline.drain import drain
from tests.serving import until
from tests.spark.cluster import Cluster

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("spark"),
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
# Each measure is asked the first of these that it understands; and of everything, those that go by what is written
# down of whole paths. In `make soak` all are asked of everything too: it is most of a minute for each ten of them.
WHOLE: Final = {"edges", "variants"}
# Several questions each, of many steps: on a cluster of two small workers they take minutes. Asked in `make soak`.
LONG: Final = {"reasons", "lost-value", "satisfied_left", "false_alarms"}
ASKED: Final = [name for name in MEASURES if name not in LONG or "POLKU_SOAK" in os.environ]
PART: Final = {
    "journey": "tuulahdus",
    "segment": "entity=person",
    "since": "2025-06-01",
    "until": "2026-10-31",
}
QUESTIONS: Final[tuple[dict[str, Any], ...]] = ({**PART, "touchpoint": "offer"}, PART, {})


@pytest.fixture
def tuulahdus() -> None:
    """The demo company with 80 customers, some 2,300 events."""
    load(company(80), unheard)
    drain()


@pytest.mark.usefixtures("tuulahdus")
def test_every_measure_has_the_same_rows_on_duckdb_and_on_spark(
    on_spark: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_cluster = {name: answers(name) for name in ASKED}
    monkeypatch.setitem(chosen.CHOSEN, "engine", "duckdb")
    here = {name: answers(name) for name in ASKED}
    for name in ASKED:
        assert [plain(one) for one in on_cluster[name]] == [plain(one) for one in here[name]], name
        assert here[name], f"{name} understands none of the questions"
        assert on_cluster[name][0].sql != here[name][0].sql
    assert sum(any(one.rows for one in found) for found in here.values()) > len(ASKED) / 2


@pytest.mark.usefixtures("tuulahdus")
def test_a_worker_killed_in_mid_query_changes_nothing(
    on_spark: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "PART", 4)  # some forty files a table, each a task
    spark = session(on_spark.address)
    monkeypatch.setitem(chosen.CHOSEN, "engine", "duckdb")
    expected = plain(answer(MEASURES["edges"], asked(journey="tuulahdus")))
    monkeypatch.setitem(chosen.CHOSEN, "engine", on_spark.address)
    spark.conf.set("spark.sql.files.maxPartitionBytes", "64k")
    until(lambda: executors(spark) == 2, "both workers work")
    with ThreadPoolExecutor(1) as asking:
        told = asking.submit(lambda: plain(answer(MEASURES["edges"], asked(journey="tuulahdus"))))
        until(half_way(spark), "the question is being worked on")
        on_spark.kill_worker()
        assert not told.done()
        assert told.result(90) == expected
    assert executors(spark) == 1


def half_way(spark: Any) -> Callable[[], bool]:
    """Whether a stage has some of its tasks behind it, some being done, and some before it."""
    tracker = spark.sparkContext.statusTracker()

    def found() -> bool:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return any(
            one and one.numActiveTasks and 0 < one.numCompletedTasks < one.numTasks - 4 for one in stages
        )

    return found


def answers(name: str) -> list[Answer]:
    """To the questions of this measure."""
    found = []
    if name in WHOLE or "POLKU_SOAK" in os.environ:
        with suppress(WrongQuestion):
            found.append(answer(MEASURES[name], asked(top=30)))
    for words in QUESTIONS:
        with suppress(WrongQuestion):
            found.append(answer(MEASURES[name], asked(**words, top=30)))
            break
    return found


def plain(found: Answer) -> tuple[Any, ...]:
    """What is told, whatever the order of rows that rank alike; sums of fractions may differ in the last digits."""
    rows = [{name: near(value) for name, value in row.items()} for row in found.rows]
    return (found.n, found.customers, found.note, sorted(rows, key=repr))


def near(value: Any) -> Any:
    """A fraction to nine digits."""
    return float(f"{value:.9g}") if isinstance(value, float) else value
