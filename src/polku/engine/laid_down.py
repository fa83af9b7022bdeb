"""Whether a journey's walks are written down in the copy, so that a question need not work them out."""

from functools import lru_cache

from polku.engine.engine import ask, compiled, of_copy
from polku.engine.tables import table
from polku.engine.walks import mark_of
from polku.touchpoints.journeys.journey import Journey


def laid_down(journey: Journey) -> bool:
    """Not before they were shipped after the journey was declared, and on no cluster."""
    return of_copy() and bool(ask(_there(mark_of(journey))).rows.num_rows)


@lru_cache(64)
def _there(mark: int) -> str:
    found = table("journey")
    return compiled(found.filter(found.journey == mark))
