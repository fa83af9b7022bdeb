"""The look for duplicates that was asked for on the page: a process of its own, once, with a clear end."""

import json
import sys
import threading
import time

import pytest
from click.testing import CliRunner

from polku.identity.models import Comparison, Review
from polku.identity.suggest.asking import ask, comparison
from polku.identity.tests.telling import seen, tell
from polku.surfaces.cli import comparing
from polku.surfaces.cli.comparing import COMMAND, compare_once, compare_when_asked
from polku.surfaces.cli.duplicates import command

pytestmark = pytest.mark.django_db(databases="__all__")
FOUND = (sys.executable, "-c", 'print(\'{"people": 7, "new": 2}\')')
BROKEN = (sys.executable, "-c", "raise SystemExit(3)")
ENDLESS = (sys.executable, "-c", "import time; time.sleep(60)")


def test_where_nobody_asked_no_process_is_begun() -> None:
    assert not compare_once(threading.Event(), ("/no/such/program",))
    assert comparison().state == "idle"


def test_what_was_asked_for_is_done_and_told() -> None:
    ask()
    assert compare_once(threading.Event(), FOUND)
    found = comparison()
    assert (found.state, found.people, found.new) == ("idle", 7, 2)
    assert found.ended_at is not None
    assert not compare_once(threading.Event(), FOUND)


def test_a_process_that_fails_is_told_as_failed_and_not_begun_again_by_itself() -> None:
    ask()
    assert compare_once(threading.Event(), BROKEN)
    assert comparison().state == "failed"
    assert not compare_once(threading.Event(), BROKEN)


def test_a_worker_that_ends_ends_the_look_and_leaves_it_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "LIVES_EVERY", 0.05)
    ask()
    stop = threading.Event()
    stop.set()
    assert compare_once(stop, ENDLESS)
    assert comparison().state == "asked"
    assert compare_once(threading.Event(), FOUND)
    assert comparison().people == 7


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_beside_the_worker_it_begins_by_itself_until_that_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "IDLE", 0.02)
    monkeypatch.setattr(compare_once, "__defaults__", (FOUND,))
    stop = threading.Event()
    thread = threading.Thread(target=compare_when_asked, args=(stop,))
    thread.start()
    ask()
    deadline = time.monotonic() + 20
    while comparison().state != "idle" and time.monotonic() < deadline:
        stop.wait(0.02)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()
    assert Comparison.objects.get().people == 7


def test_its_command_is_polku_s_own_and_says_what_is_read_here() -> None:
    same = {"name": "Aino Virtanen", "dob": "1980-02-01", "postcode": "20100"}
    tell(seen("crm:1", at=1, **same), seen("crm:2", at=2, **same))
    assert COMMAND[3] == "duplicates"
    result = CliRunner().invoke(command, COMMAND[4:])
    told = json.loads(result.stdout)
    assert (told["people"], told["new"]) == (2, 1)
    assert Review.objects.get().reason == "similar"
