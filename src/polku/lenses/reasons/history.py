"""What had happened to each customer by the moment of decision: their steps and promises, one row per visit and thing.

The moment is when they came to the touchpoint. Nothing later is counted, and nothing that only became known later: a
question answered later is, at the moment, a question without an answer. Whoever stayed for longer, or went on, would
otherwise have had more of everything.
"""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.lib.clock import DAY
from polku.timeline.folds.waits import QUESTIONS, SETTLES
from polku.timeline.vocabulary import Kind, Side

SOON: Final = 14 * DAY  # asked again within this time after our answer: a second contact
KEY: Final = ["customer", "walk", "at"]
SHIFT: Final = 2**31  # a step's number and a value in one integer, so that the largest is the latest
_FLAGS: Final[dict[str, tuple[Kind, ...]]] = {
    "asks": tuple(QUESTIONS),
    "settles": tuple(SETTLES),
    "complains": (Kind.COMPLAINED,),
    "fixes": (Kind.FIXED,),
    "hands": (Kind.HANDED_OVER,),
    "tries": (Kind.REACHED_OUT,),
    "tells": (Kind.INFORMED,),
    "delights": (Kind.DELIGHTED,),
    "returns": (Kind.RETURNED,),
    "prices": (Kind.OFFERED, Kind.ORDERED),
    "buys": (Kind.ORDERED, Kind.PAID),
}
# By customer, in the order of their path.
_PATH: Final = {"group_by": "customer", "order_by": "number"}


def steps_until(visits: ibis.Table) -> ibis.Table:
    """The customer's steps up to each visit's moment, as `steps_of` gives them, with the visit's columns.

    `open`: a question of theirs that had no answer by then.
    """
    asked = visits.select("customer", "walk", "moment", "visit", "came_from", at=visits.number)
    asked = asked.join(table("customer").select("customer", "entity"), "customer")
    members = table("membership").customer
    met = asked.mutate(member=asked.customer.isin(members)).join(steps_of(visits), "customer")
    met = met.filter(met.occurred_at <= met.moment)
    waits = met.customers & met.asks & (met.settled_at.isnull() | (met.settled_at > met.moment))
    return met.mutate(open=waits, before=met.occurred_at < met.moment)


def answers_in(visits: ibis.Table) -> ibis.Table:
    """The steps of each visit itself, until it ended, with `open` as it was then."""
    asked = visits.select("customer", "walk", "thread", "moment", "until", at=visits.number)
    met = asked.join(steps_of(visits), ["customer", "thread"])
    met = met.filter((met.occurred_at >= met.moment) & (met.occurred_at <= met.until))
    waits = met.customers & met.asks & (met.settled_at.isnull() | (met.settled_at > met.until))
    return met.mutate(open=waits)


def promises_until(visits: ibis.Table) -> ibis.Table:
    """The promises made to the customer by each visit's moment, and how they stood then.

    `late`: done after its original date. `broken`: that date had passed undone. `moved`: it had got another date;
    `noticed`: and they had been told in time.
    """
    asked = visits.select("customer", "walk", "moment", at=visits.number)
    met = asked.join(table("promise"), "customer")
    met = met.filter(met.made_at <= met.moment)
    done = ibis.coalesce(met.done_at <= met.moment, False)
    withdrawn = ibis.coalesce(met.withdrawn_at <= met.original_due_at, False)
    moved = (met.redated > 0) & ibis.coalesce(met.redated_at <= met.moment, False)
    return met.mutate(
        late=done & (met.done_at > met.original_due_at),
        broken=~done & ~withdrawn & (met.original_due_at < met.moment),
        moved=moved,
        noticed=moved
        & ibis.coalesce(met.told_before_due, False)
        & ibis.coalesce(met.told_at <= met.moment, False),
    )


def steps_of(visits: ibis.Table) -> ibis.Table:
    """Every step of these customers, with what it is (_FLAGS) and

    `wait`: where it settles what the customer had asked, since when they had waited; `settled_at`: where it asks,
    when it was settled; `first_answer`: the number of the first with a wait; `again`: it asks soon after an answer of ours; `passes`: from one of us to
    another; `other`: another of us acts than the last time at this touchpoint; `named`: somebody of us, by name.
    """
    steps = table("interaction")
    own = steps.semi_join(visits, "customer")
    names = table("name")
    flags = {flag: names.name.isin([str(kind) for kind in kinds]) for flag, kinds in _FLAGS.items()}
    sides = names.select(side=names.code, customers=names.name == str(Side.CUSTOMER))
    told = own.join(names.select(kind=names.code, **flags), "kind").join(sides, "side")
    told = told.mutate(
        settles=told.settles & ~told.customers & ~told.automatic,
        named=~told.customers & ~told.automatic & (told.actor != 0),
        passes=told.hands & (told.to != 0) & (told.to != told.actor),
    )
    return _changing(_waiting(told))


def _waiting(told: ibis.Table) -> ibis.Table:
    matter = ibis.ifelse(told.thread == 0, told.touchpoint.cast("int64"), told.thread)
    told = told.mutate(matter=matter, ends=ibis.ifelse(told.settles, 1, 0))
    order = {"group_by": ["customer", "matter"], "order_by": "number"}
    told = told.mutate(block=told.ends.sum().over(ibis.cumulative_window(**order)) - told.ends)
    block = {"group_by": ["customer", "matter", "block"]}
    asks = told.customers & told.asks
    since = ibis.ifelse(asks, told.occurred_at, ibis.null("int64")).min().over(**block)
    settled = ibis.ifelse(told.settles, told.occurred_at, ibis.null("int64")).max().over(**block)
    told = told.mutate(since=since, settled_at=settled)
    waited = told.settles & told.since.notnull()
    return told.mutate(wait=ibis.ifelse(waited, told.occurred_at - told.since, ibis.null("int64")))


def _changing(told: ibis.Table) -> ibis.Table:
    """`again` and `other`, from the last answer and the last of us before each step."""
    place = {"group_by": ["customer", "touchpoint"], "order_by": "number"}
    holder = ibis.ifelse(told.named, told.number.cast("int64") * SHIFT + told.actor, ibis.null("int64"))
    answered = ibis.ifelse(told.wait.notnull(), told.occurred_at, ibis.null("int64"))
    answer = ibis.ifelse(told.wait.notnull(), told.number, ibis.null("int32"))
    told = told.mutate(
        first_answer=answer.min().over(group_by="customer"),
        holder=holder.max().over(ibis.cumulative_window(**place)),
        answered=answered.max().over(ibis.cumulative_window(**_PATH)),
    )
    before = ibis.coalesce(told.holder.lag(1, 0).over(**place), 0) % SHIFT
    soon = ibis.coalesce(told.occurred_at - told.answered <= SOON, False)
    return told.mutate(
        again=told.customers & told.asks & soon, other=told.named & (before != 0) & (before != told.actor)
    )
