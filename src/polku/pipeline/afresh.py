"""How reading the log again begins and ends.

Everything derived is taken away in steps that each take a moment, then the worker reads on as ever, from the
log's start: doors and pages stay open, and pages fill up again. Stopped at any point, the next worker goes
on from there.
"""

from typing import Final

from django.conf import settings
from django.db import connections, transaction

from polku.identity import rebuild as identities
from polku.pipeline import progress
from polku.timeline.log.read import last_position

# The tables that grow with the log, and how many rows go in one transaction: a fraction of a second's work.
_LARGE: Final = {
    "timeline_interaction": "id",
    "timeline_encounter": "id",
    "timeline_promise": "id",
    "timeline_lasttelling": "record",
}
_AT_ONCE: Final = 20_000


def begin() -> None:
    """Take away what was derived, and set the position to the log's start. Only for who leads."""
    for table, key in _LARGE.items():
        while _delete_some(table, key):
            pass
    with transaction.atomic():
        progress.hold()
        identities.begin()
        progress.go_back(last_position(), fold_at_end=settings.CHOSEN["engine"].startswith("spark://"))


def clear_folds() -> None:
    """Take away encounters and promises, in steps that each take a moment."""
    for table in ("timeline_encounter", "timeline_promise"):
        while _delete_some(table, "id"):
            pass


def finish() -> None:
    """In the transaction that reads the last of the events that were there at the beginning."""
    identities.finish()
    progress.is_back()


def _delete_some(table: str, key: str) -> int:
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} LIMIT {_AT_ONCE})")
        return int(cursor.rowcount)
