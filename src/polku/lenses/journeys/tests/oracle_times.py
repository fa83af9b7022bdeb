"""Times in and between stages in plain Python over the operational store; Kaplan–Meier in exact fractions."""

from collections import defaultdict
from fractions import Fraction
from math import exp, log, sqrt
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.journeys.tests.oracle import _any, _key, in_period, quantile, sorted_rows
from polku.timeline.models import InteractionRow

Stay = tuple[int, int, bool]  # customer, length, over


def times(asked: Asked) -> list[dict[str, Any]]:
    """What lenses/journeys/times.py asks of the engine."""
    latest = max(row.occurred_at for row in InteractionRow.objects.all())
    stays: dict[int, list[Stay]] = defaultdict(list)
    passages: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for customer, steps, ended in _walks(asked):
        runs = _runs(asked, steps)
        for run, following in zip(runs, [*runs, None][1:], strict=True):
            stage, began, last = run
            if not stage or not in_period(began, asked):
                continue
            until = following[1] if following else last if ended else latest
            stays[stage].append((customer, until - began, following is not None or ended))
            if following and following[0]:
                passages[stage, following[0]].append((customer, following[1] - last))
    rows = [_stay(stage, found) for stage, found in sorted(stays.items())]
    return rows + [
        _passage(stage, following, found) for (stage, following), found in sorted(passages.items())
    ]


def _walks(asked: Asked) -> list[tuple[int, list[InteractionRow], bool]]:
    """Each walk from its start to its end, with whether it came to its end; what is on the map, and the end."""
    journey = asked.journey
    assert journey is not None
    known = {touchpoint.name for touchpoint in journey.touchpoints}
    grouped: dict[tuple[int, str], list[InteractionRow]] = defaultdict(list)
    for row in sorted_rows(asked):
        if (key := _key(row, asked)) is not None:
            grouped[row.customer_id, key].append(row)
    found = []
    for (customer, _), steps in grouped.items():
        if journey.starts:
            started = [n for n, step in enumerate(steps) if _any(step, journey.starts)]
            steps = steps[started[0] :] if started else []
        ends = [n for n, step in enumerate(steps) if journey.ends and _any(step, journey.ends)]
        steps = steps[: ends[0] + 1] if ends else steps
        closing = steps[-1] if ends else None
        kept = [step for step in steps if step.touchpoint in known or step is closing]
        found.append((customer, kept, bool(ends)))
    return found


def _runs(asked: Asked, steps: list[InteractionRow]) -> list[list[int]]:
    """Stage, first and last moment of each run of steps in one stage; stage 0 is none."""
    assert asked.journey is not None
    stage_of = {
        touchpoint.name: number
        for number, stage in enumerate(asked.journey.stages, 1)
        for touchpoint in stage.touchpoints
    }
    runs: list[list[int]] = []
    for step in steps:
        stage = stage_of.get(step.touchpoint, 0)
        if runs and runs[-1][0] == stage:
            runs[-1][2] = step.occurred_at
        else:
            runs.append([stage, step.occurred_at, step.occurred_at])
    return runs


def _stay(stage: int, found: list[Stay]) -> dict[str, Any]:
    told = [(length, over) for _, length, over in found]
    return {
        "what": "stay", "stage": stage, "next_stage": 0, "stays": len(found),
        "open": sum(not over for _, _, over in found), "customers": len({customer for customer, *_ in found}),
        "median_time": until(told, 0.5), "low_time": until(told, 0.5, -1), "high_time": until(told, 0.5, 1),
        "p90_time": until(told, 0.1),
    }  # fmt: skip


def until(told: list[tuple[int, bool]], share: float, bound: int = 0) -> int | None:
    """The first length after which no more than the share is left; for bounds, left · exp(± 1.96 √Greenwood)."""
    left, variance = Fraction(1), Fraction(0)
    for length in sorted({length for length, _ in told}):
        at_risk = sum(other >= length for other, _ in told)
        done = sum(other == length and over for other, over in told)
        left *= Fraction(at_risk - done, at_risk)
        if at_risk == done:
            return None if bound > 0 else length
        variance += Fraction(done, at_risk * (at_risk - done))
        shown = exp(log(left) + bound * 1.959963984540054 * sqrt(variance))
        if shown <= share + 1e-9:
            return length
    return None


def _passage(stage: int, following: int, found: list[tuple[int, int]]) -> dict[str, Any]:
    waits = [wait for _, wait in found]
    all_done = [(wait, True) for wait in waits]
    return {
        "what": "passage", "stage": stage, "next_stage": following, "stays": len(found), "open": None,
        "customers": len({customer for customer, _ in found}), "median_time": quantile(waits, 0.5),
        "low_time": until(all_done, 0.5, -1), "high_time": until(all_done, 0.5, 1), "p90_time": quantile(waits, 0.9),
    }  # fmt: skip
