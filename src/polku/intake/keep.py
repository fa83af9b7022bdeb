"""Keep what came through a door: the good in the log, the bad in quarantine, in one durable transaction."""

from collections.abc import Sequence
from typing import Final

import msgspec
from django.db import connections, transaction

from polku.lib.digest import digest
from polku.timeline.log.append import Message, append
from polku.timeline.log.router import log_alias

_COLUMNS: Final = 'source_id, key, event_id, form, body, reason, "where", received_at, state'


class Refusal(msgspec.Struct, frozen=True):
    """Something that can't be read, whole, with the reason in words and where in the input it stands."""

    source_id: int
    form: str
    body: bytes
    reason: str
    where: str
    received_at: int
    key: bytes = b""  # the event's, where a mapping refused what is in the log already
    event_id: int | None = None


class Kept(msgspec.Struct, frozen=True):
    """How many messages were new, known before, and put into quarantine."""

    added: int
    known: int
    quarantined: int


def keep(messages: Sequence[Message], refusals: Sequence[Refusal] = ()) -> Kept:
    """Write both; when this returns outside a transaction, they are on disk."""
    by_source: dict[int, list[Message]] = {}
    for message in messages:
        by_source.setdefault(message.source_id, []).append(message)
    with transaction.atomic(using=log_alias()):
        added = sum(_append(source_id, told) for source_id, told in sorted(by_source.items()))
        quarantine(refusals)
    return Kept(added, len(messages) - added, len(refusals))


def _append(source_id: int, messages: Sequence[Message]) -> int:
    """Append one source's messages and tally what was new."""
    added = append(messages)
    if added:
        with connections[log_alias()].cursor() as cursor:
            cursor.execute(
                "INSERT INTO intake_tally (source_id, events, last_received_at) VALUES (%s, %s, %s)"
                " ON CONFLICT (source_id) DO UPDATE SET events = intake_tally.events + excluded.events,"
                " last_received_at = CASE WHEN excluded.last_received_at > intake_tally.last_received_at"
                " THEN excluded.last_received_at ELSE intake_tally.last_received_at END",
                [source_id, added, max(message.received_at for message in messages)],
            )
    return added


def quarantine(refusals: Sequence[Refusal]) -> None:
    """Put refusals into quarantine; the same body of the same source stands there once."""
    if not refusals:
        return
    with connections[log_alias()].cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO intake_quarantined ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'waiting')"
            " ON CONFLICT (source_id, key) DO NOTHING",
            [
                (
                    refusal.source_id,
                    refusal.key or digest(refusal.form, refusal.body),
                    refusal.event_id,
                    refusal.form,
                    refusal.body,
                    refusal.reason.replace("\0", "␀"),
                    refusal.where.replace("\0", "␀")[:300],
                    refusal.received_at,
                )
                for refusal in refusals
            ],
        )
