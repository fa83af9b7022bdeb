"""Work until the log is empty: what an import does at its end, and a test after it kept something."""

import threading
from collections.abc import Callable

from polku.intake.quarantine import asked_events
from polku.pipeline import progress
from polku.pipeline.lead import Lead
from polku.pipeline.worker import IDLE, step
from polku.timeline.log.read import last_position


def drain(told: Callable[[int], None] = lambda position: None) -> int:
    """Bring every event that is in the log now into the derived tables, and read again what was asked for.

    Returns how many events this process did; `told` hears of the position reached.

    Where a worker runs already, it is left to do the work and waited for.
    """
    lead = Lead()
    end = last_position()
    done = 0
    pause = threading.Event()
    try:
        while progress.position() < end or asked_events(1) or progress.progress().rebuild_until is not None:
            if lead.take():
                done += step()
            else:
                pause.wait(IDLE)
            told(progress.position())
    finally:
        lead.give_up()
    return done
