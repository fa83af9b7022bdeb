"""The funnel in plain Python over the operational store: each beginning tried by itself, nothing shared with the engine."""

from statistics import median
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.journeys.tests.oracle import in_period, walks, wilson
from polku.timeline.models import InteractionRow

Arrivals = list[
    tuple[int, int]
]  # per stage: place in the walk of the first step that comes to it, and the wait


def funnel(asked: Asked) -> list[dict[str, Any]]:
    """What lenses/journeys/funnel.py tells; no rows where nobody begins."""
    assert asked.journey is not None
    stages = [{touchpoint.name for touchpoint in stage.touchpoints} for stage in asked.journey.stages]
    latest = max(row.occurred_at for row in InteractionRow.objects.all())
    came: list[list[tuple[int, int]]] = [[] for _ in stages]  # per stage: customer, wait
    left_out = 0
    for (customer, _), steps in walks(asked).items():
        begins = [
            n for n, step in enumerate(steps)
            if step.touchpoint in stages[0] and in_period(step.occurred_at, asked)
        ]  # fmt: skip
        old = [n for n in begins if steps[n].occurred_at <= latest - asked.window]
        left_out += bool(begins and not old)
        for stage, arrivals in enumerate(_arrivals(steps, old, stages, asked.window)):
            if arrivals:
                came[stage].append((customer, _wait(steps, arrivals[0], stage, old, stages, asked.window)))
    rows = [_row(stage.name, n, came, left_out) for n, stage in enumerate(asked.journey.stages)]
    return rows if came[0] else []


def _arrivals(
    steps: list[InteractionRow], begins: list[int], stages: list[set[str]], window: int
) -> list[list[int]]:
    """Per stage, every step of the walk that comes to it from some beginning, one beginning after the other."""
    found: list[set[int]] = [{*begins}, *(set() for _ in stages[1:])]
    for begin in begins:
        reached = begin
        for stage, there in enumerate(stages[1:], 1):
            later = [
                n for n in range(reached + 1, len(steps))
                if steps[n].touchpoint in there
                and (not window or steps[n].occurred_at - steps[begin].occurred_at <= window)
            ]  # fmt: skip
            if not later:
                break
            found[stage] |= {*later}
            reached = later[0]
    return [sorted(places) for places in found]


def _wait(
    steps: list[InteractionRow], at: int, stage: int, begins: list[int], stages: list[set[str]], window: int
) -> int:
    if stage == 0:
        return 0
    before = [n for n in _arrivals(steps, begins, stages, window)[stage - 1] if n < at]
    return steps[at].occurred_at - steps[before[-1]].occurred_at


def _row(name: str, n: int, came: list[list[tuple[int, int]]], left_out: int) -> dict[str, Any]:
    count, began = len(came[n]), len(came[0])
    told: dict[str, Any] = {
        "stage": name,
        "walks": count,
        "customers": len({customer for customer, _ in came[n]}),
    }
    if n == 0:
        bounds = dict.fromkeys(("low", "high", "step_share", "step_low", "step_high", "median_gap"))
        return told | {"share": 1.0} | bounds | {"left_out": left_out}
    before = len(came[n - 1])
    low, high = wilson(count, began)
    step_low, step_high = wilson(count, before) if before else (None, None)
    return told | {
        "share": count / began, "low": low, "high": high,
        "step_share": count / before if before else None, "step_low": step_low, "step_high": step_high,
        "median_gap": median(wait for _, wait in came[n]) if count else None, "left_out": left_out,
    }  # fmt: skip
