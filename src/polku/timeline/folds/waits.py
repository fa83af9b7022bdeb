"""Who waits for whom in an encounter, since when, and how long the customer waited for us in all.

The customer waits for us from their `asked` or `complained`. A second question while they wait does not
reset the clock. The wait ends with what settles it (SETTLES), never with an automatic message. Our own
question passes the turn: the customer's wait stops, and starts anew at their answer while we still owe ours.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side

QUESTIONS: Final = frozenset({Kind.ASKED, Kind.COMPLAINED})
RESPONSES: Final = frozenset({Kind.ANSWERED, Kind.MET})
# Ours that settle what the customer asked. Not `informed`, `promised`, `started` or `reached_out`: a
# "we are looking into it" leaves them waiting.
SETTLES: Final = frozenset({Kind.ANSWERED, Kind.MET, Kind.OFFERED, Kind.FIXED, Kind.DELIVERED})
# The customer's that end their own wait: they met us, or they gave up.
GIVES_UP: Final = frozenset({Kind.MET, Kind.DECLINED, Kind.LEFT})
# The customer's that answer what we asked.
REPLIES: Final = frozenset({Kind.ANSWERED, Kind.MET, Kind.ORDERED, Kind.PAID, Kind.RETURNED} | GIVES_UP)
# What follows an outcome without opening the encounter again.
AFTERWARDS: Final = frozenset(
    {
        Kind.RATED,
        Kind.THANKED,
        Kind.VISITED,
        Kind.MENTIONED,
        Kind.REFERRED,
        Kind.DELIGHTED,
        Kind.INFORMED,
        Kind.CHARGED,
        Kind.PAID,
    }
)


class Waits(msgspec.Struct):
    """How the waiting of one encounter stands after its last interaction. Moments, and microseconds."""

    waiting_for: str = ""  # "us", "customer" or ""
    waiting_since: int | None = None
    waited: int = 0  # for us, over closed waits
    owed: bool = False  # the customer's question is not settled yet, whoever's turn it is
    first_asked_at: int | None = None
    first_response: int | None = None
    outcome: str = ""
    outcome_at: int | None = None

    def stop(self, moment: int) -> None:
        """End the wait that runs, if any."""
        if self.waiting_for == "us" and self.waiting_since is not None:
            self.waited += moment - self.waiting_since
        self.waiting_for, self.waiting_since = "", None

    def start(self, whom: str, moment: int) -> None:
        """Let one side wait for `whom`; a wait for the same that runs already goes on."""
        if self.waiting_for != whom:
            self.stop(moment)
            self.waiting_for, self.waiting_since = whom, moment


def waits(interactions: Sequence[Interaction], state: Waits | None = None) -> Waits:
    """The waits of one encounter, from its interactions in order; kept in `state` where one is given."""
    state = state or Waits()
    for interaction in interactions:
        if state.outcome_at is not None and _reopens(interaction):
            state.outcome, state.outcome_at = "", None
        if interaction.side is Side.CUSTOMER:
            # An out-of-office reply answers nothing; a device's automatic complaint still waits for us.
            if not interaction.automatic or interaction.kind in QUESTIONS:
                _customer(state, interaction.kind, interaction.occurred_at)
        elif not interaction.automatic:
            _ours(state, interaction.kind, interaction.occurred_at)
        if interaction.outcome:
            state.stop(interaction.occurred_at)
            state.owed = False
            state.outcome, state.outcome_at = interaction.outcome, interaction.occurred_at
    return state


def _customer(state: Waits, kind: Kind, moment: int) -> None:
    if kind in QUESTIONS:
        if state.first_asked_at is None:
            state.first_asked_at = moment
        state.owed = True
        state.start("us", moment)
    elif kind in GIVES_UP:
        state.owed = False
        state.stop(moment)
    elif state.waiting_for == "customer" and kind in REPLIES:
        state.stop(moment)
        if state.owed:
            state.start("us", moment)


def _ours(state: Waits, kind: Kind, moment: int) -> None:
    if kind in RESPONSES and state.first_response is None and state.first_asked_at is not None:
        state.first_response = moment - state.first_asked_at
    if kind is Kind.ASKED:
        state.start("customer", moment)
    elif kind in SETTLES:
        state.owed = False
        if state.waiting_for == "us" or kind is Kind.MET:
            state.stop(moment)


def _reopens(interaction: Interaction) -> bool:
    if interaction.side is Side.CUSTOMER and interaction.kind in QUESTIONS:
        return True  # also a device's
    return not interaction.automatic and interaction.kind not in AFTERWARDS
