"""How each walk ended, and where: the one answer that every question about leaving builds on."""

from typing import Final

import ibis

from polku.lenses.asked import Asked
from polku.lenses.exits.silence import SHIFT, of_customers, silences
from polku.lenses.exits.tells import telling
from polku.lenses.journeys.steps import last_moment, whole_walks
from polku.lib.clock import DAY

EXITS: Final = ("said", "silent", "dropped")
USUAL_WINDOW: Final = 14 * DAY
_NEVER: Final = 0
_STEP: Final = ("kind", "side", "automatic", "outcome")
_TOGETHER: Final = ["customer", "walk"]


def window(asked: Asked) -> int:
    """Microseconds within which whoever asks has to hear from us, or is dropped."""
    return asked.window or USUAL_WINDOW


def ended(asked: Asked) -> ibis.Table:
    """One row per walk asked about: customer, walk, last_at, touchpoint, said_at, manner.

    `touchpoint` is the code of the last place that counts, where it broke; `last_at` the moment there; `said_at`
    the code of the place where they said goodbye, 0 where they did not. `manner` is "said", "silent", "dropped",
    "done" (came to the journey's end) or "on". A period leaves no walk out: `steps.within(…, "last_at")` does.
    """
    found = _lasts(asked)
    quiet = silences(asked).select(*_TOGETHER, "silent")
    found = found.left_join(quiet, _TOGETHER, rname="{name}_quiet").cross_join(last_moment())
    gone = found.goodbye > found.back
    manner = ibis.cases(
        (gone, "said"),
        (found.done, "done"),
        (_dropped(found, asked), "dropped"),
        (ibis.coalesce(found.silent, False), "silent"),
        else_="on",
    )
    said_at = ibis.ifelse(gone, found.goodbye % SHIFT, 0).cast("int32")
    return found.select(*_TOGETHER, "last_at", "touchpoint", said_at=said_at, manner=manner)


def _dropped(found: ibis.Table, asked: Asked) -> ibis.Value:
    """Who never bought, asked us, and heard nothing from anybody of us within the window or since."""
    unheard = (found.asking > found.ours) & (found.latest - found.asked_at > window(asked))
    return ibis.coalesce(unheard & ~found.bought, False)


def _lasts(asked: Asked) -> ibis.Table:
    """One row per walk: where and when its last step that counts was, its last goodbye, return, question, answer.

    The last four as number and touchpoint in one integer; 0 where there was none. Who only looked around ended
    there; of whom we know a goodbye alone, there.
    """
    found = telling(whole_walks(asked, *_STEP))
    found = found.mutate(step=found.number.cast("int64") * SHIFT + found.touchpoint)
    here, looked = found.mapped & found.counts, found.mapped & found.looks
    last = found.group_by(*_TOGETHER).aggregate(
        counted=found.step.max(where=here),
        counted_at=found.occurred_at.max(where=here),
        looked=found.step.max(where=looked),
        looked_at=found.occurred_at.max(where=looked),
        any=found.step.max(where=found.mapped),
        any_at=found.occurred_at.max(where=found.mapped),
        left=_last(found, found.goodbye),
        refused=_last(found, found.refusal),
        served=found.step.min(where=found.serving),
        back=_last(found, found.back),
        asking=_last(found, found.asking),
        asked_at=found.occurred_at.max(where=found.asking),
        ours=_last(found, found.ours),
        bought=ibis.coalesce(found.buying.any(), False),
        done=ibis.coalesce(found.closing.any(), False),
    )
    prospect = last.served.isnull() | (last.refused < last.served) | ibis.literal(not of_customers(asked))
    last = last.filter(last["any"].notnull())
    return last.select(
        *_TOGETHER, "back", "done", "asking", "asked_at", "ours", "bought",
        touchpoint=(ibis.coalesce(last.counted, last.looked, last["any"]) % SHIFT).cast("int32"),
        last_at=ibis.coalesce(last.counted_at, last.looked_at, last.any_at),
        goodbye=ibis.greatest(last.left, ibis.ifelse(prospect, last.refused, _NEVER)),
    )  # fmt: skip


def _last(found: ibis.Table, flag: ibis.Value) -> ibis.Value:
    return ibis.coalesce(found.step.max(where=flag), _NEVER)
