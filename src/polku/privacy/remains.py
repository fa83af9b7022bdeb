"""Leave no remains on disk: erased rows live on in free pages and write-ahead logs until these are cleared."""

import time
from collections.abc import Callable
from typing import Final

from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from polku.timeline.log.router import log_alias

_PATIENCE: Final = 60.0  # seconds to wait for readers and writers to step aside
_PAUSE: Final = 0.05


_sweepers: list[Callable[[], object]] = []


class RemainsOnDisk(Exception):
    """The rows are gone, yet traces may be left in the database's files; the text says what to do."""


def sweep_with(sweeper: Callable[[], object]) -> None:
    """Have this called whenever remains are cleared: a room's own files that may hold what was erased."""
    _sweepers.append(sweeper)


def clear_remains() -> None:
    """Rewrite the databases' files without what was erased; call outside transactions. RemainsOnDisk if held up."""
    for sweeper in _sweepers:
        sweeper()
    for alias in dict.fromkeys(["default", log_alias()]):
        connection = connections[alias]
        if connection.vendor == "sqlite":
            _patiently(connection, _rewritten)
            _patiently(connection, _checkpointed)
        else:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")


def _rewritten(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        # The copy of a large database must not stand in memory.
        cursor.execute("PRAGMA temp_store=FILE")
        try:
            cursor.execute("VACUUM")
        finally:
            cursor.execute("PRAGMA temp_store=MEMORY")
    return True


def _checkpointed(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, _, _) = cursor.fetchone()
    return not busy


def _patiently(connection: BaseDatabaseWrapper, step: Callable[[BaseDatabaseWrapper], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            if step(connection):
                return
        except OperationalError as error:
            if "locked" not in str(error):
                raise RemainsOnDisk(f"the database's file could not be rewritten: {error}") from error
        if time.monotonic() > deadline:
            raise RemainsOnDisk(
                f"{connection.settings_dict['NAME']} is in use without a pause, so traces of what was erased may"
                " be left in it. At a quieter time, run: polku forget --sweep"
            )
        time.sleep(_PAUSE)
