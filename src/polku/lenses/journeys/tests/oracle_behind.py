"""Visits, and the customers behind a figure, in plain Python over the operational store: nothing shared with the engine."""

from collections import defaultdict
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.journeys.tests.oracle import in_period, walks, wilson


def visits(asked: Asked) -> list[dict[str, Any]]:
    """What lenses/journeys/visits.py tells, but for how walks ended."""
    times: dict[str, int] = defaultdict(int)
    there: dict[str, set[tuple[int, str]]] = defaultdict(set)
    began: dict[str, int] = defaultdict(int)
    for key, steps in walks(asked).items():
        for number, step in enumerate(steps):
            if in_period(step.occurred_at, asked):
                times[step.touchpoint] += 1
                there[step.touchpoint].add(key)
                began[step.touchpoint] += number == 0
    everybody = set().union(*there.values()) if there else set()
    told = []
    for name in times:
        low, high = wilson(len(there[name]), len(everybody))
        told.append(
            {
                "touchpoint": name, "times": times[name], "walks": len(there[name]),
                "customers": len({customer for customer, _ in there[name]}),
                "share": len(there[name]) / len(everybody), "low": low, "high": high, "began": began[name],
            }
        )  # fmt: skip
    return sorted(told, key=lambda row: (-row["walks"], row["touchpoint"]))


def on_step(asked: Asked, source: str, target: str) -> list[tuple[int, int, int]]:
    """Customer, how often and when last, of those who went from source straight to target; from "": began there."""
    found: dict[int, list[int]] = defaultdict(list)
    for (customer, _), steps in walks(asked).items():
        for before, step in zip([None, *steps[:-1]], steps, strict=True):
            came_from = before.touchpoint if before else ""
            counted_at = before.occurred_at if before else step.occurred_at
            if (came_from, step.touchpoint) == (source, target) and in_period(counted_at, asked):
                found[customer].append(step.occurred_at)
    return _newest_first(found)


def at_place(asked: Asked, touchpoint: str) -> list[tuple[int, int, int]]:
    """The same of those who were there."""
    found: dict[int, list[int]] = defaultdict(list)
    for (customer, _), steps in walks(asked).items():
        for step in steps:
            if step.touchpoint == touchpoint and in_period(step.occurred_at, asked):
                found[customer].append(step.occurred_at)
    return _newest_first(found)


def on_way(asked: Asked, path: list[str]) -> list[tuple[int, int, int]]:
    """The same of those who walked exactly this way, by when they began."""
    found: dict[int, list[int]] = defaultdict(list)
    for (customer, _), steps in walks(asked).items():
        if [step.touchpoint for step in steps] == path and in_period(steps[0].occurred_at, asked):
            found[customer].append(steps[0].occurred_at)
    return _newest_first(found)


def _newest_first(found: dict[int, list[int]]) -> list[tuple[int, int, int]]:
    told = [(customer, len(moments), max(moments)) for customer, moments in found.items()]
    return sorted(told, key=lambda one: (-one[2], one[0]))
