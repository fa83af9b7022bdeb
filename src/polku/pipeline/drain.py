"""Work until the log is empty: what an import does at its end, and a test after it kept something."""

import threading

from polku.pipeline import progress
from polku.pipeline.lead import Lead
from polku.pipeline.worker import IDLE, work_once
from polku.timeline.log.read import last_position


def drain() -> int:
    """Bring every event that is in the log now into the derived tables; returns how many this process did.

    Where a worker runs already, it is left to do the work and waited for.
    """
    lead = Lead()
    end = last_position()
    done = 0
    pause = threading.Event()
    try:
        while progress.position() < end:
            if lead.take():
                done += work_once()
            else:
                pause.wait(IDLE)
    finally:
        lead.give_up()
    return done
