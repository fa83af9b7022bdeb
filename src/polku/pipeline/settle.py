"""Quarantine after events were read again: what is read now is settled, what is still refused says why."""

from collections.abc import Iterable, Sequence

from django.db import connections

from polku.intake.keep import Refusal, quarantine
from polku.lib import clock
from polku.timeline.log.read import Told
from polku.timeline.log.router import log_alias


def settle(read: Iterable[Told], refusals: Sequence[Refusal]) -> None:
    """Mark the quarantined among `read` as replayed, and let `refusals` wait with their present reasons.

    What somebody dismissed stays dismissed. Idempotent.
    """
    quarantine(refusals)
    now = clock.now()
    with connections[log_alias()].cursor() as cursor:
        cursor.executemany(
            "UPDATE intake_quarantined SET state = 'replayed', settled_at = %s"
            " WHERE source_id = %s AND key = %s AND event_id = %s AND state IN ('waiting', 'asked')",
            [(now, told.source_id, told.key, told.id) for told in read],
        )
        cursor.executemany(
            "UPDATE intake_quarantined SET reason = %s, \"where\" = %s, settled_at = NULL, state = 'waiting'"
            " WHERE source_id = %s AND key = %s AND event_id = %s AND state <> 'dismissed'",
            [
                (
                    one.reason.replace("\0", "␀"),
                    one.where.replace("\0", "␀")[:300],
                    one.source_id,
                    one.key,
                    one.event_id,
                )
                for one in refusals
            ],
        )
