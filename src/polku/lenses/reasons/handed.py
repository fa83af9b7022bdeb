"""Handing over, here beside elsewhere: where everybody is handed over, it can't differ between those who left and not.

So whoever was handed over at this touchpoint is set beside whoever was handed over at any other: how many of them
left just there. Those whose path nobody knows the end of yet are left out.
"""

from typing import Final

import ibis
import numpy as np

from polku.engine.tables import code
from polku.lenses.asked import FEWEST, Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import whole_walks, within
from polku.lenses.measure import ask_about
from polku.lenses.reasons.differences import chance, share_difference
from polku.lenses.reasons.finding import Difference
from polku.lenses.reasons.levels import YES, level_of
from polku.lenses.reasons.sampled import Sample
from polku.lenses.reasons.table import HANDED
from polku.timeline.vocabulary import Kind

_PLACE: Final = ["customer", "walk", "touchpoint"]


def handed(asked: Asked) -> ibis.Table:
    """One row: here_n handed over here in the period, here_left of them left here; the same elsewhere."""
    steps = whole_walks(asked, "kind", "actor", "to", "automatic")
    passes = steps.kind.isin(code(str(Kind.HANDED_OVER)).code) & (steps.to != 0) & (steps.to != steps.actor)
    found = within(steps.filter(steps.mapped & passes & ~steps.automatic), asked)
    found = found.group_by(*_PLACE).aggregate(handed_at=found.occurred_at.max())
    ends = ended(asked).select("customer", "walk", "last_at", "manner", place="touchpoint")
    met = found.join(ends, ["customer", "walk"])
    there = (met.place == met.touchpoint) & (met.last_at >= met.handed_at)
    met = met.filter(~(there & (met.manner == "on")))
    met = met.mutate(
        here=met.touchpoint.isin(code(asked.touchpoint).code),
        left=ibis.coalesce(there & met.manner.isin(EXITS), False),
    )
    return met.aggregate(
        here_n=met.count(where=met.here),
        here_left=met.count(where=met.here & met.left),
        elsewhere_n=met.count(where=~met.here),
        elsewhere_left=met.count(where=~met.here & met.left),
    )


def beside(asked: Asked, sample: Sample) -> tuple[Difference, ...]:
    """The two shares as a difference; none where too few were handed over on either side, or fewer leave here."""
    (told,) = ask_about(handed, asked).rows.to_pylist()
    n, x, m, y = (told[name] for name in ("here_n", "here_left", "elsewhere_n", "elsewhere_left"))
    if min(n, m) < FEWEST:
        return ()
    four = [np.array([float(count)]) for count in (x, n, y, m)]
    effect, low, high = (float(end[0]) for end in share_difference(*four))
    if effect <= 0:
        return ()
    level = level_of(YES, HANDED, sample.values[HANDED.name])
    return (Difference(level, effect, low, high, (n, x, m, y), float(chance(*four)[0])),)
