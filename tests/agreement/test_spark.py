"""Every measure of the catalogue gives one answer on DuckDB and on a Spark cluster, also when a worker dies."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

import ibis
import pytest
from django.conf import settings as chosen

import polku.engine.on_spark
from polku.demo.delivery.load import load
from polku.demo.delivery.tests.standing import company, unheard
from polku.engine import engine, tables
from polku.engine.tables import table
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import asked
from polku.lenses.catalog import MEASURES
from polku.lenses.exits.learnt import forget_learnt
from polku.lenses.measure import answer
from polku.lib.spark.session import executors, session
from polku.lib.spark.steps import Step, planned
from polku.pipeline.drain import drain
from tests.agreement.heard import ON_A_CLUSTER, Answers, answers, plain
from tests.serving import until
from tests.spark.cluster import Cluster

__all__ = ["fresh_engine"]
pytestmark = [*ON_A_CLUSTER]
# Each measure is asked the first of these that it understands; and of everything, those that go by what is written
# down of whole paths. In `make soak` all are asked of everything too.
WHOLE: Final = {"edges", "variants"}
LONG: Final = 300  # seconds, on a machine that others keep busy
PART: Final = {
    "journey": "tuulahdus",
    "segment": "entity=person",
    "since": "2025-06-01",
    "until": "2026-10-31",
}
QUESTIONS: Final[tuple[dict[str, Any], ...]] = (PART, {})
# Where enough of so few left that something differs.
LEFT: Final[dict[str, dict[str, Any]]] = {"reasons": {"journey": "tuulahdus", "touchpoint": "booking-call"}}


@pytest.fixture
def tuulahdus() -> None:
    """The demo company with 80 customers, some 2,300 events."""
    load(company(80), unheard)
    drain()


@pytest.mark.usefixtures("tuulahdus")
def test_every_measure_has_the_same_rows_on_duckdb_and_on_spark(
    on_spark: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_learnt()  # so that each learns by itself what silence means
    on_cluster = {name: of(name, monkeypatch) for name in MEASURES}
    monkeypatch.setitem(chosen.CHOSEN, "engine", "duckdb")
    forget_learnt()
    here = {name: of(name, monkeypatch) for name in MEASURES}
    for name in MEASURES:
        assert on_cluster[name].told == here[name].told, name
        assert any(rows for _, _, _, rows in here[name].told), name
        # Also what is not shown: the visits that reasons are found in, what is learnt of everybody.
        assert on_cluster[name].engine == here[name].engine, name
        assert not {*on_cluster[name].sql} & {*here[name].sql}


def test_of_nobody_both_count_none_and_take_a_name_for_a_name(
    on_spark: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, name = table("interaction"), 'o\'neill\\n "${env:HOME}" `päivä` 😀'
    counted = steps.aggregate(
        steps=steps.count(), waited=steps.count(where=steps.gap > 0), shops=steps.channel.nunique(), who=ibis.literal(name)
    )  # fmt: skip
    told = [engine.ask(counted).rows.to_pylist()]
    monkeypatch.setitem(chosen.CHOSEN, "engine", "duckdb")
    told.append(engine.ask(counted).rows.to_pylist())
    assert told == [[{"steps": 0, "waited": 0, "shops": 0, "who": name}]] * 2


@pytest.mark.usefixtures("tuulahdus", "in_many_files")
def test_workers_that_die_change_nothing(on_spark: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    spark = session(on_spark.address)
    expected = edges_here(monkeypatch)
    until(lambda: executors(spark) == 2, "both workers work")
    with ThreadPoolExecutor(1) as asking:
        told = asking.submit(edges_told)
        until(half_way(spark), "the question is being worked on")
        on_spark.kill_worker()
        assert not told.done()
        assert told.result(LONG) == expected
    assert executors(spark) == 1
    # The next takes with it what it held of a step: that is worked out again.
    on_spark.bring_to(2)
    until(lambda: executors(spark) == 2, "a new worker works beside the one that was left")
    lost: list[str] = []
    monkeypatch.setattr(polku.engine.on_spark, "planned", unlucky(on_spark, lost))
    assert edges_told() == expected
    assert len(lost) == 1


def unlucky(cluster: Cluster, lost: list[str]) -> Callable[..., Any]:
    """Steps planned as ever; at the first question of several, a worker dies once each holds its part of them."""

    @contextmanager
    def planned_until_then(spark: Any, steps: tuple[Step, ...]) -> Iterator[Any]:
        with planned(spark, steps) as question:
            if len(steps) > 1 and not lost:
                question.collect()  # both workers hold their part of each step now
                cluster.kill_worker()
                until(lambda: executors(spark) == 1, "the driver knows that one is gone")
                with pytest.raises(Exception, match="heckpoint block") as error:
                    question.collect()
                lost.append(str(error.value))
                raise error.value
            yield question

    return planned_until_then


@pytest.fixture
def in_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some twenty files a table, each a task."""
    monkeypatch.setattr(tables, "PART", 8)


def edges_here(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, ...]:
    """As DuckDB tells them."""
    with monkeypatch.context() as here:
        here.setitem(chosen.CHOSEN, "engine", "duckdb")
        return edges_told()


def edges_told() -> tuple[Any, ...]:
    """Those of the journey."""
    return plain(answer(MEASURES["edges"], asked(journey="tuulahdus")))


def half_way(spark: Any) -> Callable[[], bool]:
    """Whether a stage has some of its tasks behind it, some being done, and some before it."""
    tracker = spark.sparkContext.statusTracker()

    def found() -> bool:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return any(
            one and one.numActiveTasks and 0 < one.numCompletedTasks < one.numTasks - 4 for one in stages
        )

    return found


def of(name: str, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Its answers to the questions of this measure."""
    if name in LEFT:
        return answers(name, [LEFT[name]], monkeypatch)
    if name in WHOLE or "POLKU_SOAK" in os.environ:
        return answers(name, [{}, *QUESTIONS], monkeypatch, most=2)
    return answers(name, QUESTIONS, monkeypatch, most=1)
