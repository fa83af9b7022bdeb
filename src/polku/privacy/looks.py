"""Record who looked at which customer, without a reader ever waiting for a writer.

On SQLite a long transaction of the worker would hold up a page's insert; looks therefore wait in a queue
that one thread empties. A look inside a transaction belongs to that transaction and is written at once.
"""

import atexit
import logging
import queue
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.db import IntegrityError, OperationalError, close_old_connections, connections, transaction
from django.utils import timezone

from polku.workspace.models import Person

_ONE_LINE: Final = timedelta(minutes=1)  # the same look again within this is the same line
_TRIES: Final = 10  # of 20 seconds each, the database's own patience
_log = logging.getLogger(__name__)


class _Seen(msgspec.Struct, frozen=True):
    person_id: int | None
    customer_id: int
    through: str
    at: datetime


_waiting: queue.Queue[_Seen] = queue.Queue()
_starting = threading.Lock()
_writer: threading.Thread | None = None


def record(person: Person | None, customer_id: int, through: str) -> None:
    """Note that `person` (None: someone at the server's own command line) read `customer_id` `through` a surface."""
    seen = _Seen(person.pk if person else None, customer_id, through, timezone.now())
    if connections["default"].in_atomic_block:
        _write([seen])
        return
    _waiting.put(seen)
    _ensure_writer()


def flush() -> None:
    """Return once every look recorded so far is written."""
    _waiting.join()


def _ensure_writer() -> None:
    global _writer
    with _starting:
        if _writer is None or not _writer.is_alive():
            if _writer is None:
                atexit.register(flush)
            _writer = threading.Thread(target=_empty_the_queue, name="polku-looks", daemon=True)
            _writer.start()


def _empty_the_queue() -> None:
    while True:
        batch = [_waiting.get()]
        while not _waiting.empty():
            batch.append(_waiting.get_nowait())
        try:
            _write_patiently(batch)
        finally:
            close_old_connections()  # a server keeps it, a test does not
            for _ in batch:
                _waiting.task_done()


def _write_patiently(batch: Sequence[_Seen]) -> None:
    trouble = "their people are no more"
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                _write(batch)
            return
        except IntegrityError:  # who looked has left us since
            batch = [msgspec.structs.replace(seen, person_id=None) for seen in batch]
        except OperationalError as error:
            trouble = str(error)
    _log.error("%d looks at customers could not be recorded: %s", len(batch), trouble)


# One statement for each, past the models: it is written for every page that anybody opens.
_INSERT: Final = (
    "INSERT INTO privacy_look (person_id, customer_id, through, looked_at) SELECT %s, %s, %s, %s"
    " WHERE NOT EXISTS (SELECT 1 FROM privacy_look WHERE customer_id = %s AND looked_at > %s"
    " AND through = %s AND COALESCE(person_id, 0) = %s)"
)


def _write(batch: Sequence[_Seen]) -> None:
    fresh: dict[tuple[int | None, int, str], _Seen] = {}
    for seen in batch:
        fresh.setdefault((seen.person_id, seen.customer_id, seen.through), seen)
    connection = connections["default"]
    as_stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        for seen in fresh.values():
            who, whom, through = seen.person_id, seen.customer_id, seen.through
            since = as_stored(seen.at - _ONE_LINE)
            cursor.execute(_INSERT, [who, whom, through, as_stored(seen.at), whom, since, through, who or 0])
