"""Look for duplicates where that was asked for on the page: beside the worker, in a process of its own.

Comparing takes memory and all cores for a while; in the worker's own process it would hold up new events.
"""

import json
import logging
import subprocess
import sys
import threading
from typing import Final

from django.db import InterfaceError, OperationalError, connections

from polku.identity.suggest import asking

COMMAND: Final = (
    sys.executable,
    "-c",
    "from polku.surfaces.cli.main import main; main()",
    "duplicates",
    "run",
    "--json",
)
IDLE: Final = 1.0  # seconds between looks for what was asked
LIVES_EVERY: Final = 2.0  # seconds between signs of life
PAUSE: Final = 5.0  # seconds, after the database failed
_logger = logging.getLogger(__name__)


def compare_when_asked(stop: threading.Event) -> None:
    """Compare whenever somebody asked, until `stop` is set."""
    try:
        while not stop.is_set():
            try:
                if not compare_once(stop):
                    stop.wait(IDLE)
            except (OperationalError, InterfaceError) as error:
                _logger.warning("the look for duplicates waits, for the database failed: %s", error)
                connections.close_all()
                stop.wait(PAUSE)
    finally:
        connections.close_all()


def compare_once(stop: threading.Event, command: tuple[str, ...] = COMMAND) -> bool:
    """Take on what was asked for and see it through; False where nothing was."""
    if not asking.take():
        return False
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        told = _told_by(process, stop)
    if stop.is_set() and process.returncode:
        asking.give_back()
    elif process.returncode:
        _logger.error("the look for duplicates ended with code %d", process.returncode)
        asking.fail()
    else:
        found = json.loads(told)
        asking.end(people=found["people"], new=found["new"])
    return True


def _told_by(process: "subprocess.Popen[bytes]", stop: threading.Event) -> bytes:
    """What the process says until its end, which comes early where `stop` is set."""
    while True:
        try:
            return process.communicate(timeout=LIVES_EVERY)[0]
        except subprocess.TimeoutExpired:
            if stop.is_set():
                process.kill()
            asking.live()
