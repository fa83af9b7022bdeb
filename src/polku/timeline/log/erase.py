"""Erase from the log: its one door, for forgetting (docs/decisions/0002-forgetting.md).

The row and its key stay: the row as a count, the key so that the same message told again is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from polku.timeline.log.router import log_alias

_AT_ONCE: Final = 500


def erase_bodies(event_ids: Sequence[int]) -> int:
    """Leave nothing of these events but the rows; returns how many had a body."""
    erased = 0
    with _permit() as cursor:
        for start in range(0, len(event_ids), _AT_ONCE):
            some = list(event_ids[start : start + _AT_ONCE])
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"UPDATE timeline_event SET body = NULL WHERE body IS NOT NULL AND id IN ({marks})", some
            )
            erased += cursor.rowcount
    return erased


def replace_bodies(bodies: Mapping[int, str]) -> int:
    """Put other bodies in place of these events'; returns how many."""
    with _permit() as cursor:
        cursor.executemany(
            "UPDATE timeline_event SET body = %s WHERE id = %s",
            [(body, event_id) for event_id, body in bodies.items()],
        )
    return len(bodies)


def bodies_like(patterns: Sequence[str], after: int, until: int) -> Iterator[tuple[int, str]]:
    """Ids and bodies behind `after` and up to `until` that match any LIKE pattern, whatever the letters' case."""
    connection = connections[log_alias()]
    like = "ILIKE" if connection.vendor == "postgresql" else "LIKE"
    anyone = " OR ".join([f"body {like} %s ESCAPE '!'"] * len(patterns)) or "1 = 0"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, body FROM timeline_event WHERE id > %s AND ({anyone})", [after, *patterns]
        )
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def bodies_of_form(form: str) -> Iterator[tuple[int, str]]:
    """Ids and bodies of all events of one form that still have a body."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("SELECT id, body FROM timeline_event WHERE form = %s AND body IS NOT NULL", [form])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


@contextmanager
def _permit() -> Iterator[CursorWrapper]:
    """The triggers let a change pass while a row stands in timeline_erasing; nobody else sees this one."""
    alias = log_alias()
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("INSERT INTO timeline_erasing (permit) VALUES (1)")
        yield cursor
        cursor.execute("DELETE FROM timeline_erasing")
