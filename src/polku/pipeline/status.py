"""How much there is, and how far behind the log the derived tables are.

Counts are exact. Events are counted as they are worked on, so only those still waiting are counted here;
interactions are the sum of what each customer has. The others are counted in the tables that hold them.
"""

from typing import Any, Final

from polku.intake.models import Quarantined
from polku.lib import clock
from polku.pipeline.progress import progress
from polku.timeline.folds.promises import State
from polku.timeline.log.read import count_after, received_after
from polku.timeline.store import fetch

ORDER: Final = (
    "events", "quarantined", "interactions", "customers", "organisations", "encounters", "promises", "lag_seconds",
    "rebuilding",
)  # fmt: skip
# State by state as folds.promises.state says it, told by the database: %s is now.
_PROMISES: Final = """
    SELECT CASE
        WHEN done_at <= original_due_at THEN 'kept'
        WHEN done_at IS NOT NULL THEN 'late'
        WHEN withdrawn_at <= original_due_at THEN 'withdrawn'
        WHEN withdrawn_at IS NOT NULL OR original_due_at < %s THEN 'broken'
        ELSE 'open' END AS state, COUNT(*)
    FROM timeline_promise GROUP BY 1
"""


def status() -> dict[str, Any]:
    """All of it, counted now."""
    found = standing() | amounts()
    return {name: found[name] for name in ORDER}


def standing() -> dict[str, Any]:
    """What costs the same however much there is: events, quarantined, `lag_seconds` (0.0 when nothing waits), and
    `rebuilding`: None, or how much of the log is read."""
    found = progress()
    oldest = received_after(found.position)
    rebuilding = None
    if found.rebuild_until is not None:
        rebuilding = {"position": min(found.position, found.rebuild_until), "until": found.rebuild_until}
    return {
        "events": found.events + count_after(found.position),
        "quarantined": Quarantined.objects.filter(state__in=["waiting", "asked"]).count(),
        "lag_seconds": 0.0 if oldest is None else max(0, clock.now() - oldest) / clock.SECOND,
        "rebuilding": rebuilding,
    }


def amounts() -> dict[str, Any]:
    """What is counted row by row: customers, interactions, encounters, promises by state."""
    by_entity = {
        entity: (count, interactions)
        for entity, count, interactions in fetch(
            "SELECT entity, COUNT(*), SUM(interactions) FROM identity_customer GROUP BY entity"
        )
    }
    promises = dict.fromkeys(State, 0) | {
        State(state): count for state, count in fetch(_PROMISES, [clock.now()])
    }
    return {
        "interactions": sum(int(interactions) for _, interactions in by_entity.values()),
        "customers": by_entity.get("person", (0, 0))[0],
        "organisations": by_entity.get("organisation", (0, 0))[0],
        "encounters": fetch("SELECT COUNT(*) FROM timeline_encounter")[0][0],
        "promises": {str(state): count for state, count in promises.items()},
    }
