"""How each walk ended, and where: the one answer that every question about leaving builds on."""

from typing import Final

import ibis

from polku.lenses.asked import Asked
from polku.lenses.exits.tells import telling
from polku.lenses.journeys.steps import whole_walks

EXITS: Final = ("said", "silent", "dropped")
_SHIFT: Final = (
    2**31
)  # a step's number and its touchpoint in one integer, so that the largest is the last step
_NEVER: Final = 0


def ended(asked: Asked) -> ibis.Table:
    """One row per walk asked about: customer, walk, last_at, touchpoint, said_at, manner.

    `touchpoint` is the code of the last place that counts, where it broke; `last_at` the moment there; `said_at`
    the code of the place where they said goodbye, 0 where they did not. `manner` is "said", "silent", "dropped",
    "done" (came to the journey's end) or "on". A period leaves no walk out: `steps.within(…, "last_at")` does.
    """
    found = _lasts(asked)
    gone = found.goodbye > found.back
    manner = ibis.cases((gone, "said"), (found.done, "done"), else_="on")
    return found.select(
        "customer", "walk", "last_at", "touchpoint", said_at=_place(gone, found), manner=manner
    )


def _place(gone: ibis.Value, found: ibis.Table) -> ibis.Value:
    return ibis.ifelse(gone, found.goodbye % _SHIFT, 0).cast("int32")


def _lasts(asked: Asked) -> ibis.Table:
    """One row per walk: where and when its last step that counts was, its last goodbye and its last return.

    The latter as number and touchpoint in one integer; 0 where there was none. Who only looked around ended there;
    of whom we know a goodbye alone, there.
    """
    found = telling(whole_walks(asked, "kind", "side", "automatic", "outcome"))
    marked = found.mutate(place=found.number.cast("int64") * _SHIFT + found.touchpoint)
    here = marked.mapped & marked.counts
    looked = marked.mapped & marked.looks
    last = marked.group_by("customer", "walk").aggregate(
        counted=marked.place.max(where=here),
        counted_at=marked.occurred_at.max(where=here),
        looked=marked.place.max(where=looked),
        looked_at=marked.occurred_at.max(where=looked),
        any=marked.place.max(where=marked.mapped),
        any_at=marked.occurred_at.max(where=marked.mapped),
        left=_last(marked, marked.goodbye),
        refused=_last(marked, marked.refusal),
        served=marked.place.min(where=marked.serving),
        back=_last(marked, marked.back),
        done=marked.closing.any(),
    )
    one_of_many = asked.journey is not None and asked.journey.per != "customer"
    prospect = ibis.literal(True) if one_of_many else last.served.isnull() | (last.refused < last.served)
    last = last.filter(last["any"].notnull())
    return last.select(
        "customer", "walk", "back", "done",
        touchpoint=(ibis.coalesce(last.counted, last.looked, last["any"]) % _SHIFT).cast("int32"),
        last_at=ibis.coalesce(last.counted_at, last.looked_at, last.any_at),
        goodbye=ibis.greatest(last.left, ibis.ifelse(prospect, last.refused, _NEVER)),
    )  # fmt: skip


def _last(marked: ibis.Table, flag: ibis.Value) -> ibis.Value:
    return ibis.coalesce(marked.place.max(where=flag), _NEVER)
