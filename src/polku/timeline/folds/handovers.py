"""Who of us the customer met in an encounter, and how often it passed from one of us to another."""

from collections.abc import Sequence
from typing import Final

from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side

_US: Final = Side.US


def people_and_handovers(interactions: Sequence[Interaction]) -> tuple[list[str], int]:
    """The distinct actors of ours in the order met, and how often the holder changed.

    An explicit `handed_over` counts once, to oneself not at all; a new actor without one counts too. A
    hand-over to somebody who never acts here (a team) is taken up by the first who does. What is
    automatic neither meets nor holds.
    """
    acts = [one for one in interactions if one.side is _US and not one.automatic and (one.actor or one.to)]
    if not acts:
        return [], 0
    people = list(dict.fromkeys(one.actor for one in acts if one.actor))
    if len(people) < 2 and not any(one.to for one in acts):
        return people, 0
    handovers = 0
    holder = ""
    taken_up = True  # whether the holder named by the last hand-over is one who acts here
    for one in acts:
        if one.kind is Kind.HANDED_OVER and one.to:
            handovers += one.to != (holder or one.actor)
            holder, taken_up = one.to, one.to in people
        elif one.actor and one.actor != holder:
            handovers += bool(holder) and taken_up
            holder, taken_up = one.actor, True
    return people, handovers
