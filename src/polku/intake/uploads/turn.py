"""Importing a part of an upload and deleting the upload take turns, so that nothing of a deleted file comes in."""

from pathlib import Path
from typing import Final

from django.db import connections, transaction

from polku.intake.keep import Kept, Refusal, keep
from polku.timeline.log.append import Message
from polku.timeline.log.router import log_alias

_LOCK: Final = 7658004  # PostgreSQL's advisory lock; SQLite's writers take turns by themselves


class Gone(Exception):
    """The file was deleted while it was being imported."""


def take_turn() -> None:
    """Wait for one's turn; it lasts until the transaction on the log's database ends."""
    if connections[log_alias()].vendor == "postgresql":
        with connections[log_alias()].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def keep_while_there(path: Path, messages: list[Message], refusals: list[Refusal]) -> Kept:
    """Keep what was read from the file if it still lies there; Gone, and nothing kept, where it was deleted."""
    with transaction.atomic(using=log_alias()):
        take_turn()
        if not path.exists():
            raise Gone
        return keep(messages, refusals)
