"""One worker leads; the others stand by, take over when it is gone, and outlast the database's failures."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection, connections

from polku.intake.keep import keep
from polku.pipeline import worker
from polku.pipeline.drain import drain
from polku.pipeline.lead import Lead
from polku.pipeline.progress import position
from polku.timeline.log.read import last_position
from polku.timeline.models import InteractionRow
from tests.story import messages, story_source

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)

HOLD: str = """
import sys, django
django.setup()
from polku.pipeline.lead import Lead
lead = Lead()
print(lead.take(), flush=True)
sys.stdin.read()
"""


def tell_one(number: int) -> None:
    keep(list(messages(f"aino  mon 09:{number:02}  visited web", story_source().pk)))


def until(holds: Callable[[], bool]) -> bool:
    """Whether it holds before a generous deadline."""
    deadline = monotonic() + 30
    pause = threading.Event()
    while not holds() and monotonic() < deadline:
        pause.wait(0.01)
    return holds()


def may_another_lead() -> bool:
    """Whether somebody in a thread, and so in a database session, of their own may lead now."""
    found: list[bool] = []

    def run() -> None:
        lead = Lead()
        try:
            found.append(lead.take())
            lead.give_up()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


@contextmanager
def working() -> Iterator[None]:
    """A worker runs in a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def test_only_one_leads_at_a_time() -> None:
    lead = Lead()
    assert lead.take()
    assert lead.take()  # has it already
    assert not may_another_lead()
    lead.give_up()
    assert may_another_lead()


@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="a session's lock goes with the session, as PostgreSQL promises"
)
def test_when_the_leader_is_killed_another_takes_over() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "polku.settings", "POLKU_DATABASE_URL": ""}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    leader = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with leader:
        assert leader.stdout is not None
        assert leader.stdout.readline() == "True\n"
        lead = Lead()
        assert not lead.take()
        leader.send_signal(signal.SIGKILL)
        assert until(lead.take)
        lead.give_up()


def test_a_running_worker_takes_what_comes_and_an_import_that_drains_waits_for_it() -> None:
    with working():
        tell_one(1)
        assert until(lambda: InteractionRow.objects.count() == 1)
        tell_one(2)
        assert drain() == 0  # the worker did it
        assert position() == last_position()
    assert InteractionRow.objects.count() == 2


def test_while_another_leads_a_worker_stands_by_and_then_goes_on() -> None:
    lead = Lead()
    assert lead.take()
    with patch.object(worker, "STANDBY", 0.01), working():
        tell_one(1)
        threading.Event().wait(0.1)
        assert InteractionRow.objects.count() == 0
        lead.give_up()
        assert until(lambda: InteractionRow.objects.count() == 1)


def test_a_database_that_fails_for_a_while_is_told_of_and_outlasted(caplog: pytest.LogCaptureFixture) -> None:
    real = worker.step
    failures = [OperationalError("the disk is full"), OperationalError("the disk is full")]

    def step() -> int:
        if failures:
            raise failures.pop()
        return real()

    with patch.object(worker, "step", step), working():
        tell_one(1)
        assert until(lambda: InteractionRow.objects.count() == 1)
    assert "the database failed, trying again" in caplog.text
    assert "the disk is full" in caplog.text


def test_events_told_while_two_workers_run_count_once() -> None:
    with working(), working():
        for number in range(20):
            tell_one(number)
        assert until(lambda: position() == last_position())
    assert InteractionRow.objects.count() == 20
