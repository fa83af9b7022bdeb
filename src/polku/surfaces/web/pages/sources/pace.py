"""How fast events come in, per source."""

from typing import Final

from django.db import connections

from polku.lib.clock import HOUR, now
from polku.timeline.log.read import last_position
from polku.timeline.log.router import log_alias

_NEWEST: Final = 20_000  # events looked at, so that a full log costs no more than a young one


def hourly() -> dict[int, int]:
    """Events per hour by source id, over the last hour, or over the newest 20,000 events if they are fewer."""
    moment = now()
    with connections[log_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT source_id, COUNT(*), MIN(received_at) FROM timeline_event"
            " WHERE id > %s AND received_at > %s GROUP BY source_id",
            [last_position() - _NEWEST, moment - HOUR],
        )
        rows: list[tuple[int, int, int]] = cursor.fetchall()
    told = sum(count for _, count, _ in rows)
    first = min((earliest for _, _, earliest in rows), default=moment)
    hours = max(moment - first, 1) / HOUR if told >= _NEWEST else 1
    return {source_id: round(count / hours) for source_id, count, _ in rows}
