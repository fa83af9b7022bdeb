"""The worker: takes the log's new events in batches, each in one transaction with the position reached."""

import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import InterfaceError, OperationalError, connections, transaction

from polku.intake.keep import quarantine
from polku.intake.quarantine import asked_events
from polku.pipeline import afresh, progress
from polku.pipeline.bulk.fold_all import fold_all
from polku.pipeline.filing import Filing
from polku.pipeline.interpret import Interpreter, refusal
from polku.pipeline.lead import Lead
from polku.pipeline.reread import reread_asked
from polku.pipeline.settle import settle
from polku.timeline.log.read import events_after, last_position
from polku.timeline.store import execute, fetch

log = logging.getLogger(__name__)
LARGEST_BATCH: Final = 2000
CACHE_KILOBYTES: Final = 131_072
IDLE: Final = 0.04  # seconds between looks at an empty log
STANDBY: Final = 0.5  # seconds between tries to take the lead
LONGEST_PAUSE: Final = 10.0  # seconds, after the database failed again and again


def work_once(limit: int = LARGEST_BATCH) -> int:
    """Bring at most `limit` new events into the derived tables; returns how many. 0: there are none.

    What a batch changes and the position it reached are one transaction, so every event counts once. An
    event that breaks the work itself is found by halving the batch, quarantined, and passed over.
    Database errors that may pass (OperationalError, InterfaceError) are raised, with nothing changed.
    """
    try:
        with _uncollected():
            return _batch(limit)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if limit > 1:
            log.warning("a batch of up to %s events failed (%s); trying half", limit, type(error).__name__)
            return work_once(limit // 2)
        log.exception("one event can't be worked on; it goes to quarantine")
        return _pass_over(error)


def step(limit: int = LARGEST_BATCH) -> int:
    """Whatever is next: a rebuild asked for, events asked to be read again, new events. 0: nothing to do."""
    found = progress.progress()
    if found.rebuild_asked_at is not None:
        afresh.begin()
    elif found.fold_at_end and found.rebuild_until is not None and found.position >= found.rebuild_until:
        return fold_all()
    return reread_asked() + work_once(limit)


def work(stop: threading.Event) -> None:
    """Work until `stop` is set; stand by while another process leads, and outlast the database's failures."""
    lead = Lead()
    try:
        _work_on(lead, stop)
    finally:
        lead.give_up()
        connections.close_all()


def _work_on(lead: Lead, stop: threading.Event) -> None:
    pause = IDLE
    while not stop.is_set():
        try:
            if lead.wait(stop, STANDBY) and not (_has_work() and step()):
                stop.wait(IDLE)
            pause = IDLE
        except (OperationalError, InterfaceError) as error:
            pause = min(pause * 2, LONGEST_PAUSE)
            log.error("the database failed, trying again in %.1f s: %s", pause, str(error).strip())
            connections.close_all()
            stop.wait(pause)


def _has_work() -> bool:
    """A look that takes no lock, and little time: an idle worker looks some 25 times a second."""
    rows = fetch("SELECT position, rebuild_asked_at, rebuild_until FROM pipeline_progress WHERE id = 1")
    position, *rebuild = rows[0] if rows else (0, None, None)
    return last_position() > position or rebuild != [None, None] or bool(asked_events(1))


def _batch(limit: int) -> int:
    # Reading and interpreting hold no lock, so that on SQLite others get to write in the meantime.
    before = progress.progress()
    events = events_after(before.position, limit)
    interpreter = Interpreter()
    results = interpreter.interpret(events)
    _take_room()
    with transaction.atomic():
        held = progress.take_turn()
        if held.turn != before.turn + 1:
            return _batch(limit)  # somebody came between, and may have erased what was read
        position = events[-1].id if events else held.position
        filing = Filing(position, fold=not held.fold_at_end)
        filing.file(results)
        progress.advance(position, len(events))
        refusals = [*interpreter.refusals, *filing.refusals]
        if held.rebuild_until is None:
            quarantine(refusals)
        else:
            settle(interpreter.read, refusals)
            if position >= held.rebuild_until and not held.fold_at_end:
                afresh.finish()
    return len(events)


def _take_room() -> None:
    """Let SQLite keep 128 MB of what batches change in this process's memory; elsewhere it keeps 16."""
    if connections["default"].vendor == "sqlite":
        execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")


@contextmanager
def _uncollected() -> Iterator[None]:
    """A batch's many small objects go when their last name goes; looking for cycles among them costs a tenth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _pass_over(error: Exception) -> int:
    with transaction.atomic():
        events = events_after(progress.hold(), 1)
        reason = f"working on it failed: {type(error).__name__}: {error}"
        quarantine([refusal(told, reason) for told in events])
        if events:
            progress.advance(events[-1].id, len(events))
    return len(events)
