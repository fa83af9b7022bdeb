"""Each time a walk was at the touchpoint asked about, and whether it ended there.

A visit is what belongs together there: the steps of one thread, or, where a source knows no threads, those without
a day's silence between them. Each is one chance to leave, so those who left are set beside everybody who was at the
same place and went on: who stays for long has no more history than who leaves early by being counted late.
"""

from typing import Final

import ibis

from polku.engine.standing import SHIFT
from polku.engine.tables import code, table
from polku.engine.tells import telling
from polku.engine.walks import FIELD, laid
from polku.lenses.asked import Asked
from polku.lenses.exits.ended import EXITS, ended
from polku.lenses.journeys.steps import whole_walks, within
from polku.lib.clock import DAY

LEFT_AT_MOST: Final = 4_000  # visits in the sample that ended a walk
WENT_ON_AT_MOST: Final = 8_000
SILENCE: Final = DAY
_WALK: Final = ["customer", "walk"]
_PRIME: Final = 2_147_483_647


def visits(asked: Asked) -> ibis.Table:
    """One row per visit: customer, walk, own_thread and own_about (what its steps bear, else 0), thread, number (of its last step), visit (1, 2 …), came_from, came_by,
    earlier_at (when they came the time before, else 0), began_at (when the walk did), left and

    `moment`, when they came: the moment of decision. Whatever is set side by side was known then, but for what
    the visit itself was like (`here` in history), which is known until `until`: its last step, or theirs at all.
    Left out are visits that nobody knows the end of yet, and what came after somebody had left. The period chooses by
    `moment`.
    """
    ends = ended(asked).select(*_WALK, "last_at", "manner", place="touchpoint")
    met = _visits(asked).join(ends, _WALK)
    begun = ibis.ifelse(met.moment <= met.last_at, met.number, ibis.null("int32"))
    turn = ibis.row_number().over(group_by=_WALK, order_by="number") + 1
    earlier = met.moment.lag(1, 0).over(group_by=_WALK, order_by="number")
    met = met.mutate(final=begun.max().over(group_by=_WALK), visit=turn.cast("int64"), earlier_at=earlier)
    here = met.place.isin(code(asked.touchpoint).code) & met.manner.isin(EXITS)
    met = met.mutate(left=ibis.coalesce(here & (met.number == met.final), False))
    met = met.filter(met.left | (met.until < met.last_at))
    return within(met, asked, "moment").select(
        *_WALK, "own_thread", "own_about", "thread", "number", "moment", "visit", "earlier_at", "began_at", "left", "came_from",
        "came_by", until=ibis.least(met.until, met.last_at),
    )  # fmt: skip


def sample(found: ibis.Table) -> ibis.Table:
    """At most about LEFT_AT_MOST and WENT_ON_AT_MOST of them, always the same ones, with `of`: how many there are."""
    totals = found.aggregate(all_left=found.count(where=found.left), all_on=found.count(where=~found.left))
    both = _mixed(found.cross_join(totals))
    of = ibis.ifelse(both.left, both.all_left, both.all_on)
    most = ibis.ifelse(both.left, LEFT_AT_MOST, WENT_ON_AT_MOST)
    kept = both.mutate(of=of).filter(both.drawn.cast("float64") * of / _PRIME <= most)
    return kept.drop("all_left", "all_on", "drawn")


def _visits(asked: Asked) -> ibis.Table:
    here = _steps_there(asked)
    mine = FIELD.get(asked.journey.per, "") if asked.journey else ""
    marks = {f"own_{name}": here[name] if name == mine else here[name] * 0 for name in ("thread", "about")}
    here = here.select(*_WALK, "thread", "number", "occurred_at", "before", "channel", **marks)
    matter = {"group_by": [*_WALK, "thread"], "order_by": "number"}
    before = here.occurred_at.lag(1, 0).over(**matter)
    parted = here.mutate(cut=ibis.ifelse((here.thread == 0) & (here.occurred_at - before > SILENCE), 1, 0))
    parted = parted.mutate(part=parted.cut.sum().over(ibis.cumulative_window(**matter)))
    found = parted.group_by(*_WALK, "thread", "part").aggregate(
        number=parted.number.max(),
        moment=parted.occurred_at.min(),
        until=parted.occurred_at.max(),
        came_from=(parted.number.cast("int64") * SHIFT + parted.before).min() % SHIFT,
        came_by=(parted.number.cast("int64") * SHIFT + parted.channel).min() % SHIFT,
        own_thread=parted.own_thread.max(),
        own_about=parted.own_about.max(),
    )
    return found.drop("part").join(_beginnings(asked), _WALK)


def _steps_there(asked: Asked) -> ibis.Table:
    """Steps at the touchpoint that count, or by which people look around."""
    told = ("kind", "side", "automatic", "outcome", "thread", "before")
    besides = ("channel", "about")  # which a journey's walks do not hold themselves
    steps = whole_walks(asked, *told, *(() if asked.journey else besides))
    steps = telling(steps.filter(_there(steps, asked)))
    here = steps.filter(steps.mapped & (steps.counts | steps.looks))
    if asked.journey is None:
        return here
    beside = table("interaction")
    beside = beside.filter(_there(beside, asked)).select("customer", "number", *besides)
    return here.join(beside, ["customer", "number"])


def _beginnings(asked: Asked) -> ibis.Table:
    """When each walk began: looked up where that is written down."""
    if asked.journey is None:
        return table("path").select("customer", "began_at", walk="customer")
    if asked.laid:
        return laid("walk", asked.journey).select("customer", "walk", began_at="first_there")
    steps = whole_walks(asked)
    return steps.group_by(*_WALK).aggregate(began_at=steps.occurred_at.min())


def _there(steps: ibis.Table, asked: Asked) -> ibis.Value:
    return steps.touchpoint.isin(code(asked.touchpoint).code)


def _mixed(found: ibis.Table) -> ibis.Table:
    """With `drawn`, a number below _PRIME that nothing else about the visit goes with."""
    start = (found.customer % _PRIME * 48_271 + found.number.cast("int64") * 7_919) % _PRIME
    mixed = found.mutate(drawn=start)
    for _ in range(3):
        mixed = mixed.mutate(drawn=(mixed.drawn * mixed.drawn + 69_621) % _PRIME)
    return mixed
