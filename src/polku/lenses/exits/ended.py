"""How each walk ended, and where: the one answer that every question about leaving builds on."""

from typing import Final

import ibis

from polku.engine.standing import NEEDS, ends
from polku.engine.tables import table
from polku.engine.walks import WALK, laid
from polku.lenses.asked import Asked
from polku.lenses.exits.silence import with_silence
from polku.lenses.journeys.steps import last_moment, of_customers, of_segment, whole_walks
from polku.lib.clock import DAY

EXITS: Final = ("said", "silent", "dropped")
USUAL_WINDOW: Final = 14 * DAY


def window(asked: Asked) -> int:
    """Microseconds within which whoever asks has to hear from us, or is dropped."""
    return asked.window or USUAL_WINDOW


def ended(asked: Asked) -> ibis.Table:
    """One row per walk asked about: customer, walk, last_at, touchpoint, said_at, manner.

    `touchpoint` is the code of the last place that counts, where it broke; `last_at` the moment there; `said_at`
    the code of the place where they said goodbye, 0 where they did not. `manner` is "said", "silent", "dropped",
    "done" (came to the journey's end) or "on". A period leaves no walk out: `steps.within(…, "last_at")` does.
    """
    found = with_silence(_stand(asked), asked).cross_join(last_moment())
    dropped = (found.unheard_at > 0) & (found.latest - found.unheard_at > window(asked))
    manner = ibis.cases(
        (found.gone, "said"),
        (found.done, "done"),
        (dropped, "dropped"),
        (found.silent, "silent"),
        else_="on",
    )
    return found.select(*WALK, "last_at", "touchpoint", "said_at", manner=manner)


def _stand(asked: Asked) -> ibis.Table:
    """Where each walk stands: as written down, else from the walk's steps."""
    if asked.journey is None:
        stand = of_segment(table("standing"), asked)
        return stand.mutate(walk=stand.customer, done=False)
    if asked.laid:
        stand = of_segment(laid("walk", asked.journey), asked)
        return stand.filter(stand.touchpoint.notnull())
    return ends(whole_walks(asked, *NEEDS), *WALK, refusing=not of_customers(asked))
