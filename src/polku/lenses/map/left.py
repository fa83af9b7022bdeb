"""Where walks broke off."""

import ibis

from polku.lenses.asked import Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import within


def left(asked: Asked) -> ibis.Table:
    """One row per touchpoint at which walks ended in the period without having come to the journey's end: `left`."""
    found = within(ended(asked), asked, "last_at")
    gone = found.filter(found.manner.isin(EXITS))
    return gone.group_by("touchpoint").aggregate(left=gone.count())
