"""One active worker at a time; others stand by and take over when it is gone (decision 0007).

On PostgreSQL an advisory lock of the session, on SQLite an exclusive lock on a file in the data folder:
either is let go by the system itself when the process dies.
"""

import fcntl
import threading
from contextlib import suppress
from typing import IO, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections

LEAD_LOCK: Final = 7658003
_FILE: Final = "worker.lock"


class Lead:
    """The right to work; `take` tries once, `give_up` lets another have it. Usable in one thread."""

    def __init__(self) -> None:
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Whether this process now leads; True at once where it does already."""
        connection = connections["default"]
        if connection.vendor == "postgresql":
            return _session_lock()
        return self._file is not None or self._lock_file()

    def wait(self, stop: threading.Event, seconds: float) -> bool:
        """Take the lead as soon as it is free; False where `stop` was set first."""
        while not stop.is_set():
            if self.take():
                return True
            stop.wait(seconds)
        return False

    def give_up(self) -> None:
        """Let the lead go; a database that can't be reached has let it go already."""
        connection = connections["default"]
        if connection.vendor == "postgresql":
            with suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LEAD_LOCK])
        elif self._file is not None:
            self._file.close()
            self._file = None

    def _lock_file(self) -> bool:
        file = (settings.HOME / _FILE).open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True


def _session_lock() -> bool:
    """The lock belongs to the database session and is lost with it: look each time, take it only once."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
            " AND pid = pg_backend_pid() AND granted",
            [LEAD_LOCK],
        )
        if cursor.fetchone():
            return True
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LEAD_LOCK])
        return bool(cursor.fetchone()[0])
