"""What had happened to each customer by the moment of decision: their steps, questions, people met and promises.

The moment is when they came to the touchpoint. Nothing later is counted, and nothing that only became known later: a
question answered later is, at the moment, a question without an answer. Whoever stayed for longer, or went on, would
otherwise have had more of everything. What we did of ourselves since they last did anything is not counted either: a
reminder is sent because they are silent. Each table has one row per visit and thing; only the few steps that a thing
is told by are looked at in their order, for that is what takes time.
"""

from typing import Final

import ibis

from polku.engine.tables import code, table
from polku.engine.tells import TOGETHER
from polku.lib.clock import DAY
from polku.timeline.folds.waits import QUESTIONS, SETTLES
from polku.timeline.vocabulary import Kind, Side

SOON: Final = 14 * DAY  # asked again within this time after our answer: a second contact
VISIT: Final = [
    "customer", "walk", "at", "moment", "own_at", "left", "of", "visit", "came_from", "came_by",
]  # what a visit is  # fmt: skip
KEY: Final = ["customer", "walk", "at"]
SHIFT: Final = 2**31  # a step's number and a value in one integer, so that the largest is the latest
_FLAGS: Final[dict[str, tuple[Kind, ...]]] = {
    "complains": (Kind.COMPLAINED,),
    "fixes": (Kind.FIXED,),
    "hands": (Kind.HANDED_OVER,),
    "tries": (Kind.REACHED_OUT,),
    "tells": (Kind.INFORMED,),
    "delights": (Kind.DELIGHTED,),
    "questions": (Kind.ASKED,),
    "returns": (Kind.RETURNED,),
    "prices": (Kind.OFFERED, Kind.ORDERED),
    "buys": (Kind.ORDERED, Kind.PAID),
}
_MATTERS: Final = {"asks": tuple(QUESTIONS), "settles": tuple(SETTLES)}
_NONE: Final = ibis.null("int64")


def with_last_own(visits: ibis.Table) -> ibis.Table:
    """The visits with `own_at`: when they last did anything by the moment, or we together with them.

    Who never did anything, as a case in a log of our own work, is told of by the moment itself.
    """
    steps = _sided(_kinds(table("interaction"), {"together": TOGETHER}))
    own = steps.filter(steps.theirs | steps.together).select("customer", did_at="occurred_at")
    met = visits.left_join(own, ["customer", visits.moment >= own.did_at])
    found = met.group_by(*visits.columns).aggregate(did_at=met.did_at.max())
    # All are different already: said once more, so that the engine works them out once for all who ask of them.
    return found.mutate(own_at=ibis.coalesce(found.did_at, found.moment)).drop("did_at").distinct()


def steps_until(visits: ibis.Table) -> ibis.Table:
    """Each step of the customer until the visit ended, with what it is (_FLAGS); `theirs` or ours.

    `then`: by the moment; `before`: earlier; `heard`: by the time they last did anything; `here`: in the visit itself;
    all four of this walk, or of none, `ever` of any. `lately`: after they came here the last time. `passes`: from one of us to another.
    """
    told = _sided(_kinds(table("interaction"), _FLAGS))
    told = told.select(
        "customer", "number", "occurred_at", "touchpoint", "channel", "thread", "amount", "currency", "felt",
        "partner", "automatic", "theirs", "outcome", "about", *_FLAGS, passes=told.hands & (told.to != 0) & (told.to != told.actor),
    )  # fmt: skip
    return _until(visits, told)


def places_until(visits: ibis.Table) -> ibis.Table:
    """How often they had been at each touchpoint, `ever` and `lately`: their own steps by the moment, ours as heard."""
    steps = steps_until(visits)
    came = steps.filter(steps.heard | (steps.then & steps.theirs))
    return came.group_by(*KEY, "touchpoint").aggregate(
        ever=came.count(), lately=came.count(where=came.lately)
    )


def matters_until(visits: ibis.Table) -> ibis.Table:
    """Each question of the customer and each answer of ours that settles one, until the visit ended.

    `open`, `open_here`: a question that had no answer by the moment, or by the visit's end. `again`: one soon after an
    answer of ours. `wait`: of an answer, since when they had waited; `answers`: how many with a wait there were by then.
    """
    met = _until(visits, _waits(visits))
    return met.mutate(
        open=met.then & met.asks & (met.settled_at.isnull() | (met.settled_at > met.moment)),
        open_here=met.here & met.asks & (met.settled_at.isnull() | (met.settled_at > met.until)),
    )


def people_until(visits: ibis.Table) -> ibis.Table:
    """Each act of one of us, by name, until the visit ended.

    `other`: not who acted the last time at this touchpoint; `another`: not who did in this thread.
    """
    steps = table("interaction")
    steps = _sided(steps.filter(~steps.automatic & (steps.actor != 0)).semi_join(visits, "customer"))
    named = steps.filter(~steps.theirs).select(
        "customer", "number", "occurred_at", "thread", "about", "touchpoint", "actor"
    )
    last = named.actor.lag(1, 0).over(group_by=["customer", "touchpoint"], order_by="number")
    before = named.actor.lag(1, 0).over(group_by=["customer", "thread"], order_by="number")
    named = named.mutate(
        other=(last != 0) & (last != named.actor),
        another=(named.thread != 0) & (before != 0) & (before != named.actor),
    )
    return _until(visits, named)


def promises_until(visits: ibis.Table) -> ibis.Table:
    """The promises made to the customer by each visit's moment, and how they stood then.

    `late`: done after its original date. `broken`: that date had passed undone. `moved`: it had got another date;
    `noticed`: and they had been told in time. `late_since`: not kept in
    time since they came here the last time; `moved_since`: moved since then, and not noticed.
    The engine does not know of which lead or order a promise is: those made since it began are its own.
    """
    asked = visits.select(
        "customer", "walk", "own_thread", "own_about", "moment", "began_at", "earlier_at", at=visits.number
    )
    met = asked.join(table("promise"), "customer")
    met = met.filter(
        (met.made_at <= met.moment)
        & (((met.own_thread == 0) & (met.own_about == 0)) | (met.made_at >= met.began_at))
    )
    done = ibis.coalesce(met.done_at <= met.moment, False)
    withdrawn = ibis.coalesce(met.withdrawn_at <= met.original_due_at, False)
    moved = (met.redated > 0) & ibis.coalesce(met.redated_at <= met.moment, False)
    late = done & (met.done_at > met.original_due_at)
    broken = ~done & ~withdrawn & (met.original_due_at < met.moment)
    noticed = (
        moved & ibis.coalesce(met.told_before_due, False) & ibis.coalesce(met.told_at <= met.moment, False)
    )
    return met.select(
        *KEY,
        late=late,
        late_since=(late & (met.done_at > met.earlier_at))
        | (broken & (met.original_due_at > met.earlier_at)),
        broken=broken,
        moved=moved,
        noticed=noticed,
        moved_since=moved & ~noticed & ibis.coalesce(met.redated_at > met.earlier_at, False),
    )


def who_came(visits: ibis.Table, traits: tuple[str, ...]) -> ibis.Table:
    """The visits, with whose they are: `entity`; whether the customer is a `member` of an organisation; and each trait's

    value, by the trait's name: the customer's own, else that of an organisation they belong to.
    """
    found = visits.left_join(table("customer").select("customer", "entity"), "customer", rname="{name}_who")
    for trait in traits:
        found = found.left_join(_values_of(trait), "customer", rname="{name}_" + trait)
    return found.mutate(member=found.customer.isin(table("membership").customer))


def _values_of(trait: str) -> ibis.Table:
    """One row per customer of whom it is told; of several organisations, the value with the greatest code."""
    traits, belongs = table("trait"), table("membership")
    told = traits.filter(traits.trait.isin(code(trait).code)).select("customer", "value")
    whose = belongs.join(told.rename(organisation="customer"), "organisation")
    both = told.mutate(own=1).union(whose.select("customer", "value").mutate(own=0))
    values = both.group_by("customer").aggregate(
        own=both.value.max(where=both.own == 1), other=both.value.max(where=both.own == 0)
    )
    return values.select("customer", **{trait: ibis.coalesce(values.own, values.other)})


def _until(visits: ibis.Table, told: ibis.Table) -> ibis.Table:
    asked = visits.rename(at="number", of_thread="thread")
    met = asked.join(told, "customer")
    met = met.filter(met.occurred_at <= met.until)
    # What bears another lead's or order's name is not of this walk; what bears none may be.
    own = (met.own_thread == 0) | (met.thread == 0) | (met.thread == met.own_thread)
    own &= (met.own_about == 0) | (met.about == 0) | (met.about == met.own_about)
    return met.mutate(
        ever=met.occurred_at <= met.moment,
        then=own & (met.occurred_at <= met.moment),
        before=own & (met.occurred_at < met.moment),
        heard=own & (met.occurred_at <= met.own_at),
        lately=met.occurred_at > met.earlier_at,
        here=(met.thread == met.of_thread) & (met.occurred_at >= met.moment),
    )


def _waits(visits: ibis.Table) -> ibis.Table:
    """The questions and answers of these customers, matter by matter: a thread, or without one a touchpoint."""
    steps = table("interaction").semi_join(visits, "customer")
    told = _sided(_kinds(steps, _MATTERS))
    told = told.select(
        "customer", "number", "occurred_at", "thread", "about",
        asks=told.asks & told.theirs,
        settles=told.settles & ~told.theirs & ~told.automatic,
        matter=ibis.ifelse(told.thread == 0, told.touchpoint.cast("int64"), told.thread),
    )  # fmt: skip
    told = told.filter(told.asks | told.settles)
    order = {"group_by": ["customer", "matter"], "order_by": "number"}
    settled = ibis.ifelse(told.settles, told.occurred_at, _NONE)
    told = told.mutate(
        settled_at=settled.min().over(ibis.window(**order, following=(0, None))),
        fresh=told.settles.cast("int32").lag(1, 1).over(**order) == 1,
    )
    begun = ibis.ifelse(told.asks & told.fresh, told.occurred_at, _NONE)
    told = told.mutate(since=begun.max().over(ibis.cumulative_window(**order)))
    waited = told.settles & ~told.fresh
    return _answered(told.mutate(wait=ibis.ifelse(waited, told.occurred_at - told.since, _NONE)))


def _answered(told: ibis.Table) -> ibis.Table:
    so_far = ibis.cumulative_window(group_by="customer", order_by="number")
    answered = ibis.ifelse(told.wait.notnull(), told.occurred_at, _NONE)
    told = told.mutate(
        answers=told.wait.notnull().cast("int32").sum().over(so_far), answered=answered.max().over(so_far)
    )
    return told.mutate(again=told.asks & ibis.coalesce(told.occurred_at - told.answered <= SOON, False))


def _kinds(steps: ibis.Table, flags: dict[str, tuple[Kind, ...]]) -> ibis.Table:
    names = table("name")
    told = {flag: names.name.isin([str(kind) for kind in kinds]) for flag, kinds in flags.items()}
    return steps.join(names.select(kind=names.code, **told), "kind")


def _sided(steps: ibis.Table) -> ibis.Table:
    names = table("name")
    return steps.join(names.select(side=names.code, theirs=names.name == str(Side.CUSTOMER)), "side")
