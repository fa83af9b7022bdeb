"""What of a flow is drawn at a chosen detail, and what is hidden: counted, never silently."""

from math import ceil
from typing import Final

import msgspec

from polku.surfaces.charts.flow.given import Flow, Step

MOST_PLACES: Final = 40
MOST_STEPS: Final = 100
USUAL_STEPS: Final = 40  # that a picture has where nobody chose


class Shown(msgspec.Struct, frozen=True):
    """The flow to draw, and what is missing from it. Walks are of the hidden step or place that has most."""

    flow: Flow
    hidden_steps: int
    hidden_step_walks: int
    hidden_places: int
    hidden_place_walks: int
    hidden_leavings: int  # walks that left at hidden places


def usual_detail(flow: Flow) -> int:
    """The detail (0 to 100) at which about USUAL_STEPS are drawn."""
    return min(100, round(100 * USUAL_STEPS / max(len(flow.steps), 1)))


def shown(flow: Flow, detail: int) -> Shown:
    """The most walked `detail` per cent of the steps between the most visited places.

    Every place keeps the most walked way to it and the most walked from it, so that none stands alone.
    """
    kept = _places(flow)
    there = [step for step in flow.steps if step.source in kept and step.target in kept]
    there.sort(key=_most_walked)
    drawn = _steps(there, min(ceil(len(there) * detail / 100), MOST_STEPS))
    picked = _essential(there) | set(drawn)
    steps = tuple(step for step in there if step in picked)
    away = [step for step in flow.steps if step not in picked]
    places = [place for number, place in enumerate(flow.places) if number not in kept]
    return Shown(
        flow=_renumbered(flow, kept, steps),
        hidden_steps=len(away),
        hidden_step_walks=max((step.walks for step in away), default=0),
        hidden_places=len(places),
        hidden_place_walks=max((place.volume for place in places), default=0),
        hidden_leavings=sum(one.walks for one in flow.leavings if one.place not in kept),
    )


def _places(flow: Flow) -> list[int]:
    """The numbers of the places that are drawn, in their order: where walks start and end, and the most visited."""
    most = sorted(range(len(flow.places)), key=lambda number: _most_visited(flow, number))
    return sorted(most[:MOST_PLACES])


def _most_visited(flow: Flow, number: int) -> tuple[bool, int, int]:
    place = flow.places[number]
    return (not place.kind, -place.volume, number)


def _most_walked(step: Step) -> tuple[int, int, int]:
    return (-step.walks, step.source, step.target)


def _steps(ordered: list[Step], count: int) -> list[Step]:
    """The first so many, and those that are walked as often as the last of them is."""
    if not 0 < count < len(ordered):
        return ordered[:count]
    least = ordered[count - 1].walks
    ties = [step for step in ordered if step.walks >= least]
    return ties if len(ties) <= MOST_STEPS else ordered[:count]


def _essential(ordered: list[Step]) -> set[Step]:
    """Each place's most walked way in and way out."""
    came: dict[int, Step] = {}
    went: dict[int, Step] = {}
    for step in ordered:
        if step.source != step.target:
            came.setdefault(step.target, step)
            went.setdefault(step.source, step)
    return {*came.values(), *went.values()}


def _renumbered(flow: Flow, kept: list[int], steps: tuple[Step, ...]) -> Flow:
    number = {old: new for new, old in enumerate(kept)}
    replace = msgspec.structs.replace
    return Flow(
        places=tuple(flow.places[old] for old in kept),
        steps=tuple(replace(one, source=number[one.source], target=number[one.target]) for one in steps),
        leavings=tuple(replace(one, place=number[one.place]) for one in flow.leavings if one.place in number),
    )
