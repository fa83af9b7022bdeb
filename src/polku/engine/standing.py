"""Where each path stands: the last place that counts, who said goodbye, who waits, and how they used to come and go.

Written down once per customer, because a page can not look through ten million steps for it; for walks of a journey
the same is asked of their steps.
"""

from typing import Final

import ibis

from polku.engine.tells import telling
from polku.lib.clock import DAY

SHIFT: Final = (
    2**31
)  # a step's number and its touchpoint in one integer, so that the largest is the last step
NEEDS: Final = (
    "kind",
    "side",
    "automatic",
    "outcome",
)  # columns of steps, beside number, touchpoint, occurred_at
_NEVER: Final = 0


def standing(steps: ibis.Table) -> ibis.Table:
    """One row per customer of `interaction`: `ends` and `rhythm` together."""
    found = steps.mutate(mapped=True, closing=False)
    last, rhythm = ends(found, "customer"), rhythms(found, "customer")
    return last.drop("done").left_join(rhythm, "customer").drop("customer_right")


def ends(steps: ibis.Table, *keys: str, refusing: bool = False) -> ibis.Table:
    """One row per key: touchpoint and last_at, gone and said_at, unheard_at, done.

    The touchpoint is the last that counts; of those who only looked around, the last they looked at; of whom we know
    a goodbye alone, there. `unheard_at`: when they asked what nobody of us has answered since and they bought nothing;
    0 otherwise. Steps off the map (`mapped`) are no touchpoints. `refusing`: whoever says no goes, customer or not.
    """
    found = telling(steps)
    found = found.mutate(step=found.number.cast("int64") * SHIFT + found.touchpoint)
    here, looked = found.mapped & found.counts, found.mapped & found.looks
    last = found.group_by(*keys).aggregate(
        counted=found.step.max(where=here),
        counted_at=found.occurred_at.max(where=here),
        looked=found.step.max(where=looked),
        looked_at=found.occurred_at.max(where=looked),
        any=found.step.max(where=found.mapped),
        any_at=found.occurred_at.max(where=found.mapped),
        left=_last(found, found.goodbye),
        refused=_last(found, found.refusal),
        served=ibis.coalesce(found.serving.any(), False),
        back=_last(found, found.back),
        asking=_last(found, found.asking),
        asked_at=found.occurred_at.max(where=found.asking),
        ours=_last(found, found.ours),
        bought=ibis.coalesce(found.buying.any(), False),
        done=ibis.coalesce(found.closing.any(), False),
    )
    last = last.filter(last["any"].notnull())
    prospect = ~last.served | ibis.literal(refusing)
    goodbye = ibis.greatest(last.left, ibis.ifelse(prospect, last.refused, _NEVER))
    gone = goodbye > last.back
    unheard = (last.asking > last.ours) & ~last.bought
    return last.select(
        *keys, "done",
        touchpoint=(ibis.coalesce(last.counted, last.looked, last["any"]) % SHIFT).cast("int32"),
        last_at=ibis.coalesce(last.counted_at, last.looked_at, last.any_at),
        gone=gone,
        said_at=ibis.ifelse(gone, goodbye % SHIFT, _NEVER).cast("int32"),
        unheard_at=ibis.ifelse(unheard, last.asked_at, _NEVER),
    )  # fmt: skip


def rhythms(steps: ibis.Table, *keys: str) -> ibis.Table:
    """One row per key: when and where they were last seen alive, how long and how often they were away, what they bought.

    `longest` and `times` (away for a day or more) of signs of life; `again`: on how many days they bought after the
    first, `bought_at`, and the last time; 0 where they never did.
    """
    seen = signs(steps, *keys)
    last = seen.group_by(*keys).aggregate(
        seen_at=seen.occurred_at.max(),
        seen_in=((seen.number.cast("int64") * SHIFT + seen.touchpoint).max() % SHIFT).cast("int32"),
        longest=seen.away.max(),
        times=seen.count(where=seen.away >= DAY).cast("int32"),
    )
    told = telling(steps)
    orders = told.filter(told.orders).mutate(day=ibis._.occurred_at // DAY)
    bought = orders.group_by(*keys).aggregate(
        again=(orders.day.nunique() - 1).cast("int32"),
        bought_at=orders.occurred_at.min(),
        bought_last=orders.occurred_at.max(),
    )
    found = last.left_join(bought, [*keys], rname="{name}_bought")
    return found.select(
        *keys, "seen_at", "seen_in", "longest", "times",
        again=ibis.coalesce(found.again, 0).cast("int32"),
        bought_at=ibis.coalesce(found.bought_at, _NEVER),
        bought_last=ibis.coalesce(found.bought_last, _NEVER),
    )  # fmt: skip


def signs(steps: ibis.Table, *keys: str) -> ibis.Table:
    """Each sign of life, with `away`, the time until the next; 0 at the last.

    Whoever never does anything, as a case in a log of our own work, is alive where something happens to them.
    """
    found = telling(steps)
    acting = found.group_by(*keys).aggregate(acts=ibis.coalesce(found.own.any(), False))
    found = found.join(acting, [*keys])
    found = found.filter(found.own | (~found.acts & found.counts))
    following = found.occurred_at.lead(1).over(group_by=[*keys], order_by="number")
    return found.select(
        *keys, "number", "touchpoint", "occurred_at", away=ibis.coalesce(following - found.occurred_at, 0)
    )


def _last(found: ibis.Table, flag: ibis.Value) -> ibis.Value:
    return ibis.coalesce(found.step.max(where=flag), _NEVER)
