"""Handovers in a path: who passed the customer on, and where the other took them up."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from polku.lenses.customer.course import Step
from polku.lib.clock import DAY
from polku.surfaces.charts.timeline.given import Handover
from polku.timeline.vocabulary import Kind, Side

_AHEAD: Final = 200  # steps looked at for the one who takes over
_LATEST: Final = 60 * DAY


def handed(steps: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """Each handover that was told, with the step in which it was taken up: itself where nobody did."""
    for number, step in enumerate(steps):
        if step.told.kind is Kind.HANDED_OVER and step.told.to:
            yield step, _taken_up(step, islice(steps, number + 1, number + 1 + _AHEAD))


def handovers(steps: Sequence[Step], lane_of: Sequence[int]) -> list[Handover]:
    """The same as the timeline is given it."""
    return [
        Handover(
            step.told.occurred_at,
            taken.told.occurred_at,
            lane_of[step.encounter],
            lane_of[taken.encounter],
            [words for words in (f"{step.told.actor} → {step.told.to}", f"→ {step.told.to}") if step.told.actor or words[0] == "→"],
        )
        for step, taken in handed(steps)
    ]  # fmt: skip


def _taken_up(step: Step, after: Iterator[Step]) -> Step:
    """The first step of whom it went to; else of the next of us who did something themselves."""
    next_of_us = None
    for one in after:
        if one.told.occurred_at - step.told.occurred_at > _LATEST:
            break
        if one.told.side is Side.CUSTOMER or one.told.automatic:
            continue
        if one.told.actor == step.told.to:
            return one
        if next_of_us is None and one.told.actor != step.told.actor:
            next_of_us = one
    return next_of_us or step
