"""A rebuild whose folds are made on the cluster gives what the plain one gives; also where the cluster fails."""

import logging
from pathlib import Path

import pytest
from django.conf import settings

from polku.demo.delivery.load import load
from polku.demo.delivery.tests.standing import company, unheard
from polku.engine.tests.fresh import fresh_engine
from polku.pipeline import progress, worker
from polku.pipeline.bulk import fold_all
from polku.pipeline.drain import drain
from polku.pipeline.rebuild import rebuild
from polku.pipeline.tests.derived import Derived, derived
from polku.timeline import store_promises
from polku.timeline.models import EncounterRow, PromiseRow
from tests.spark.cluster import Cluster
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
STORY = """
    aino    mon 09:00  asked mail-support thread=t1
    aino    tue 10:01  promised shop about=1042 due=fri@16:00
    kerttu  mon 10:20  visited web
    kerttu  mon 11:20  visited web
    kerttu  wed 12:00  delivered shop about=7 actor=sari
    onni    tue 09:00  promised installation about=7 due=wed@16:00
    onni    wed 18:00  complained mail thread=t9
    onni    thu 18:00  informed installation about=7 due=fri@16:00
    aino    sat 12:00  delivered shop about=1042 actor=sari
"""
NOWHERE = "spark://127.0.0.1:9"  # the port at which everything is thrown away, and nobody listens


def plainly_rebuilt() -> Derived:
    """What the worker alone makes of the log."""
    assert settings.CHOSEN["engine"] == "duckdb"
    rebuild()
    return derived()


def left_over() -> list[Path]:
    return list((Path(settings.HOME) / "engine" / "parquet" / "rebuild").rglob("*"))


@pytest.mark.slow
@pytest.mark.xdist_group("spark")
def test_folds_made_on_the_cluster_equal_those_of_the_plain_rebuild(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    load(company(60), unheard)
    drain()
    plain = plainly_rebuilt()
    monkeypatch.setitem(settings.CHOSEN, "engine", cluster.address)
    monkeypatch.setattr(fold_all, "_CUSTOMERS", 25)  # several files
    rebuild()
    assert derived() == plain
    assert len(plain["encounters"]) > 250
    assert len(plain["promises"]) > 10
    assert not [one for one in caplog.records if "made here" in one.message]
    assert left_over() == []


def test_where_the_cluster_does_not_answer_the_worker_folds_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tell(STORY)
    plain = plainly_rebuilt()
    monkeypatch.setitem(settings.CHOSEN, "engine", NOWHERE)
    with caplog.at_level(logging.WARNING):
        rebuild()
    assert derived() == plain
    assert "Nothing answers at spark://127.0.0.1:9." in caplog.text
    assert "The folds are made here instead." in caplog.text


def test_until_the_end_there_are_no_folds_and_a_rebuild_stopped_among_them_is_gone_on_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell(STORY)
    plain = plainly_rebuilt()
    monkeypatch.setitem(settings.CHOSEN, "engine", NOWHERE)
    progress.ask_rebuild()
    worker.step()
    found = progress.progress()
    assert (found.position, found.fold_at_end) == (found.rebuild_until, True)
    assert (EncounterRow.objects.count(), PromiseRow.objects.count()) == (0, 0)
    monkeypatch.setattr(fold_all, "_WRITTEN", 1)
    with monkeypatch.context() as broken:
        broken.setattr(store_promises, "replace", _fail)
        with pytest.raises(OSError, match="no space"):
            worker.step()
    # Whoever takes over need not have chosen a cluster.
    monkeypatch.setitem(settings.CHOSEN, "engine", "duckdb")
    drain()
    assert progress.progress().rebuild_until is None
    assert derived() == plain


def test_what_comes_in_after_such_a_rebuild_is_folded_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(STORY)
    monkeypatch.setitem(settings.CHOSEN, "engine", NOWHERE)
    rebuild()
    tell("aino  tue 12:00  answered mail-support thread=t1 actor=mikko")
    afterwards = derived()
    monkeypatch.setitem(settings.CHOSEN, "engine", "duckdb")
    assert plainly_rebuilt() == afterwards


def _fail(*_: object) -> None:
    raise OSError("no space left")
