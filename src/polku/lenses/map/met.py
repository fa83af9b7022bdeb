"""How long encounters at each touchpoint take: the encounter, our first response, the waits for us."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.map.there import on_walks

_TIMES: Final = ("time", "response", "wait")


def met(asked: Asked) -> ibis.Table:
    """One row per touchpoint: encounters, and of each time how many know it, of how many customers, median and p90.

    `timed` counts the encounters of which any time is known.
    """
    found = on_walks(table("encounter"), asked, "opened_at")
    found = found.mutate(
        # What is one moment took no time that we know of; what goes on is not over yet.
        time=ibis.ifelse(found.interactions > 1, found.closed_at - found.opened_at, ibis.null("int64")),
        response=found.first_response,
        wait=found.waited.nullif(0),
    )
    known = ibis.coalesce(found.time, found.response, found.wait).notnull()
    times: dict[str, ibis.Value] = {}
    for name in _TIMES:
        # Both quantiles at once: each on its own would hold and sort all times again.
        times |= {f"{name}s": found[name].count(), f"{name}_at": found[name].quantile([0.5, 0.9])}
    told = found.group_by("touchpoint").aggregate(
        encounters=found.count(), timed=found.count(where=known), **times
    )
    both = told.join(_knowing(found), "touchpoint")
    for name in _TIMES:
        ends = {
            f"{which}_{name}": both[f"{name}_at"][n].cast("float64")
            for n, which in enumerate(("median", "p90"))
        }
        both = both.mutate(**ends).drop(f"{name}_at")
    return both


def _knowing(found: ibis.Table) -> ibis.Table:
    """Per touchpoint, of how many customers each time is known. One by one, for three different counts take thrice as long."""
    each = found.group_by("touchpoint", "customer").aggregate(
        **{f"{name}_of": found[name].notnull().any() for name in _TIMES}
    )
    return each.group_by("touchpoint").aggregate(
        **{f"{name}_of": each.count(where=each[f"{name}_of"]) for name in _TIMES}
    )
