"""How long encounters at each touchpoint take: the encounter, our first response, the waits for us."""

import ibis

from polku.engine.tables import table
from polku.lenses.asked import Asked
from polku.lenses.map.there import on_walks


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
    for name in ("time", "response", "wait"):
        value = found[name]
        times |= {
            f"{name}s": value.count(),
            f"{name}_of": found.customer.nunique(where=value.notnull()),
            f"median_{name}": value.quantile(0.5).cast("float64"),
            f"p90_{name}": value.quantile(0.9).cast("float64"),
        }
    return found.group_by("touchpoint").aggregate(
        encounters=found.count(), timed=found.count(where=known), **times
    )
