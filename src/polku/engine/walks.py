"""The walks of a journey, as expressions over interactions: each from its start to its end, step by step.

They are written down when customers' steps are shipped (laying_walks.py); where they are not yet, or on a cluster, a
question works them out by the same expressions.
"""

from typing import Final

import ibis
import msgspec

from polku.engine.digested import digested
from polku.engine.paths import path_marks
from polku.engine.standing import ends, rhythms, signs
from polku.engine.tables import WALKS, code, table
from polku.touchpoints.journeys.journey import Journey, Mark

WALK: Final = ("customer", "walk")
# By what steps are of a walk, where it is not a customer's whole path.
FIELD: Final = {"lead": "thread", "case": "thread", "order": "about", "contract": "about"}
_PRIME: Final = 2_147_483_647


def mark_of(journey: Journey) -> int:
    """The number of what makes a journey's walks what they are: two that cut paths alike share it."""
    places = sorted(touchpoint.name for touchpoint in journey.touchpoints)
    told = msgspec.json.encode((journey.per, journey.starts, journey.ends, places))
    return digested(told.decode())


def keys(journey: Journey) -> list[str]:
    """What tells walks apart: a customer walks a journey per customer once, and one key is ordered sooner than two."""
    return ["customer"] if journey.per == "customer" else [*WALK]


def cut(found: ibis.Table, journey: Journey) -> ibis.Table:
    """Steps of `found`, from `interaction`, that are on a walk: with `walk`, its number, and `mapped` and `closing`.

    `mapped`: at a touchpoint of the journey's. `closing`: the walk came to the journey's end with it. Start and end are
    looked for among the few steps that can be one, and joined: windows over every step take twice as long.
    """
    found = found.mutate(walk=_walk(found, journey.per)).filter(ibis._.walk != 0)
    if journey.starts:
        begins = _firsts(found, journey.starts, "first")
        found = found.join(begins, WALK).filter(ibis._.number >= ibis._["first"])
    if journey.ends:
        stops = _firsts(found, journey.ends, "last")
        found = found.left_join(stops, WALK, rname="{name}_ended")
        found = found.filter(found["last"].isnull() | (found.number <= found["last"]))
    closing = _any(found, journey.ends) if journey.ends else ibis.literal(False)
    return found.mutate(mapped=_on_map(found.touchpoint, journey), closing=closing)


def numbered(found: ibis.Table, journey: Journey) -> ibis.Table:
    """The steps of `cut`, those on the map numbered anew, for others lie between them: the columns of `walk_step`.

    Off the map, `place`, and what goes with it, is 0.
    """
    of_walk = keys(journey)
    together = [*of_walk, "mapped"]
    order = {"group_by": together, "order_by": "number"}
    # Few columns, and the others joined to them: each window sorts all that there are.
    steps = found.select(*of_walk, "number", "mapped", "touchpoint", "occurred_at")
    placed = steps.mutate(
        place=_from_one(ibis.row_number().over(**order)),
        came_from=steps.touchpoint.lag(1, 0).over(**order),
        goes_to=steps.touchpoint.lead(1, 0).over(**order),
        moment_before=steps.occurred_at.lag(1, 0).over(**order),
        moment_after=steps.occurred_at.lead(1, 0).over(**order),
        new_here=_first({"group_by": [*together, "touchpoint"], "order_by": "number"}),
    )
    placed = placed.mutate(
        gap=ibis.ifelse(placed.came_from == 0, 0, placed.occurred_at - placed.moment_before),
        gap_after=ibis.ifelse(placed.goes_to == 0, 0, placed.moment_after - placed.occurred_at),
        new_step=_first({"group_by": [*together, "touchpoint", "goes_to"], "order_by": "number"}),
    )
    on_map = {
        name: ibis.ifelse(placed.mapped, placed[name], 0).cast(WALKS["walk_step"][name]) for name in _OF_PLACE
    }
    places = placed.select(*of_walk, "number", **on_map)
    others = found.drop(*(name for name in _OF_PLACE if name in found.columns))
    return others.join(places, [*of_walk, "number"])


_OF_PLACE: Final = ("place", "came_from", "goes_to", "gap", "gap_after", "new_here", "new_step")


def with_absences(found: ibis.Table, journey: Journey) -> ibis.Table:
    """The steps with `away`: until the next sign of life of the walk, 0 at the last; none where a step is no sign.

    None at all where walks are customers' own: whatever they do anywhere breaks their silence (`standing` tells it).
    """
    if journey.per == "customer":
        return found.mutate(away=ibis.null("int64"))
    told = signs(found, *WALK).select(*WALK, "number", "away")
    return found.left_join(told, [*WALK, "number"], rname="{name}_sign").drop(
        "customer_sign", "walk_sign", "number_sign"
    )


def each(steps: ibis.Table, journey: Journey) -> ibis.Table:
    """One row per walk of those steps: the columns of `walk` (tables.py) but for the journey's number."""
    there = steps.group_by(*WALK).aggregate(
        first_there=steps.occurred_at.min(),
        last_there=steps.occurred_at.max(),
        began_at=steps.occurred_at.min(where=steps.mapped),
    )
    on = steps.filter(steps.mapped)
    marks = path_marks(on.select(*WALK, "touchpoint", number=on.place), *WALK)
    parts = [marks, ends(steps, *WALK, refusing=journey.per != "customer")]
    if journey.per != "customer":
        parts.append(rhythms(steps, *WALK))
    for count, part in enumerate(parts):
        there = there.left_join(part, WALK, rname=f"{{name}}_{count}").drop(
            f"customer_{count}", f"walk_{count}"
        )
    missing = {
        name: ibis.null(kind)
        for name, kind in WALKS["walk"].items()
        if name not in there.columns and name != "journey"
    }
    return there.mutate(steps=ibis.coalesce(there.steps, 0), **missing)


def laid(name: str, journey: Journey) -> ibis.Table:
    """The rows of a table of walks (tables.WALKS) that are the journey's."""
    found = table(name)
    return found.filter(found.journey == ibis.literal(mark_of(journey), "int64"))


def _walk(found: ibis.Table, per: str) -> ibis.Value:
    """A number for each walk: the customer's own, or made of the thread or order and the customer."""
    if per == "customer":
        return found.customer
    field = found[FIELD[per]]
    mixed = (field % _PRIME) * _PRIME + found.customer % _PRIME
    return ibis.ifelse(field == 0, ibis.literal(0, "int64"), mixed)


def _firsts(found: ibis.Table, marks: tuple[Mark, ...], name: str) -> ibis.Table:
    """The number of the first step of each walk that any of the marks is of."""
    marked = found.filter(_any(found, marks))
    return marked.group_by(*WALK).aggregate(**{name: marked.number.min()})


def _on_map(touchpoint: ibis.Value, journey: Journey) -> ibis.Value:
    """Whether a touchpoint, by its code, is one of the journey's."""
    known = table("name")
    names = [touchpoint.name for touchpoint in journey.touchpoints]
    return touchpoint.isin(known.filter(known.name.isin(names)).code)


def _any(found: ibis.Table, marks: tuple[Mark, ...]) -> ibis.Value:
    """Whether any of the marks is of a step. Those of a touchpoint alone, or a kind alone, are looked up together."""
    names = table("name")
    flags = [
        found.touchpoint.isin(code(mark.touchpoint).code) & found.kind.isin(code(mark.kind).code)
        for mark in marks
        if mark.touchpoint and mark.kind
    ]
    for field, other in (("touchpoint", "kind"), ("kind", "touchpoint")):
        alone = [getattr(mark, field) for mark in marks if not getattr(mark, other)]
        if alone:
            flags.append(found[field].isin(names.filter(names.name.isin(alone)).code))
    flag = flags[0]
    for more in flags[1:]:
        flag = flag | more
    return flag


def _first(order: dict[str, object]) -> ibis.Value:
    return ibis.ifelse(ibis.row_number().over(**order) == 0, 1, 0)


def _from_one(number: ibis.Value) -> ibis.Value:
    return (number + 1).cast("int32")
