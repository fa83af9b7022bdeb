"""Read the whole log again with the mappings of today: the same as having had them from the start."""

import threading
from collections.abc import Callable

from polku.pipeline import progress
from polku.pipeline.lead import Lead
from polku.pipeline.worker import IDLE, step


def ask() -> None:
    """Ask the worker to rebuild; it begins within a second."""
    progress.ask_rebuild()


def is_running() -> bool:
    """Whether a rebuild was asked for or goes on: then pages show only a part of the log."""
    found = progress.progress()
    return found.rebuild_asked_at is not None or found.rebuild_until is not None


def rebuild(show: Callable[[int, int], None] = lambda position, end: None) -> None:
    """Rebuild and return when it is done, calling `show` with how far it is of how much.

    Where a worker runs it does the work, while everything goes on being served. Interrupted, what is left
    is done by the next worker.
    """
    lead = Lead()
    pause = threading.Event()
    ask()
    end = 0
    try:
        while is_running():
            if lead.take():
                step()
            else:
                pause.wait(IDLE)
            found = progress.progress()
            if found.rebuild_until is not None:
                end = found.rebuild_until
                show(min(found.position, end), end)
        show(end, end)
    finally:
        lead.give_up()
