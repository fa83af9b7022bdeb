"""Handovers in a path: who passed the customer on, and where the other took them up."""

from collections.abc import Iterator, Sequence
from typing import Final

from polku.lenses.customer.course import Step
from polku.lib.clock import DAY
from polku.surfaces.charts.timeline.given import Handover
from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind, Side

_AHEAD: Final = 200  # steps looked at for the one who takes over
_LATEST: Final = 60 * DAY


def handed(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """Each handover that was told, and the step in which it was taken up: itself where nobody did. Steps' numbers."""
    for number, step in enumerate(steps):
        if step.told.kind is Kind.HANDED_OVER and step.told.to:
            yield number, _taken_up(steps, number)


def handovers(steps: Sequence[Step], lane_of: Sequence[int]) -> list[Handover]:
    """The same as the timeline is given it."""
    return [
        Handover(
            steps[number].told.occurred_at,
            steps[taken].told.occurred_at,
            lane_of[number],
            lane_of[taken],
            _labels(steps[number].told),
        )
        for number, taken in handed(steps)
    ]


def _labels(one: Interaction) -> list[str]:
    return [f"{one.actor} → {one.to}", f"→ {one.to}"] if one.actor else [f"→ {one.to}"]


def _taken_up(steps: Sequence[Step], number: int) -> int:
    """The first step of whom it went to; else of the next of us who did something themselves."""
    passed = steps[number].told
    next_of_us = number
    for ahead in range(number + 1, min(number + 1 + _AHEAD, len(steps))):
        one = steps[ahead].told
        if one.occurred_at - passed.occurred_at > _LATEST:
            break
        if one.side is Side.CUSTOMER or one.automatic:
            continue
        if one.actor == passed.to:
            return ahead
        if next_of_us == number and one.actor != passed.actor:
            next_of_us = ahead
    return next_of_us
