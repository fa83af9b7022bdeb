"""The promises made at each touchpoint, and how many of those due were late by their first word."""

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.journeys.steps import last_moment
from polku.lenses.map.there import on_walks


def promised(asked: Asked) -> ibis.Table:
    """One row per touchpoint: promises, of how many customers; how many came due; how many of these were late.

    Late is what was done after its original date, or not done by now. Withdrawn before its date, it never came due.
    """
    found = on_walks(table("promise"), asked, "made_at").cross_join(last_moment())
    due = found.original_due_at
    undone = found.done_at.isnull()
    called_off = undone & ibis.coalesce(found.withdrawn_at <= due, False)
    came_due = (~undone | (due < found.latest)) & ~called_off
    late = came_due & ibis.coalesce(found.done_at > due, True)
    return found.group_by("touchpoint").aggregate(
        promises=found.count(),
        promised_to=found.customer.nunique(),
        due=found.count(where=came_due),
        late=found.count(where=late),
    )
