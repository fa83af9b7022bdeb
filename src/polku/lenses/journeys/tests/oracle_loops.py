"""Loops in plain Python over the operational store: each walk's visits, one after the other."""

from collections import defaultdict
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.journeys.tests.oracle import in_period, quantile, walks, wilson

Place = tuple[str, str, str]  # what, source, target


def loops(asked: Asked) -> list[dict[str, Any]]:
    """What lenses/journeys/loops.py asks of the engine."""
    found: dict[Place, list[tuple[int, list[int]]]] = defaultdict(list)
    for (customer, _), steps in walks(asked).items():
        moments: dict[Place, list[int]] = defaultdict(list)
        for before, step in zip([None, *steps], steps, strict=False):
            if (before and before.touchpoint == step.touchpoint) or not in_period(step.occurred_at, asked):
                continue
            moments["touchpoint", step.touchpoint, ""].append(step.occurred_at)
            if before:
                moments["step", before.touchpoint, step.touchpoint].append(step.occurred_at)
        for place, came in moments.items():
            found[place].append((customer, came))
    rows = [_row(place, told) for place, told in found.items() if any(len(came) > 1 for _, came in told)]
    what = {"touchpoint": 0, "step": 1}
    return sorted(
        rows,
        key=lambda row: (-row["repeated"], -row["repeats"], what[row["what"]], row["source"], row["target"]),
    )


def _row(place: Place, told: list[tuple[int, list[int]]]) -> dict[str, Any]:
    again = [(customer, came) for customer, came in told if len(came) > 1]
    extra = [max(came) - min(came) for _, came in again]
    repeats = sum(len(came) - 1 for _, came in again)
    low, high = wilson(len(again), len(told))
    return {
        "what": place[0], "source": place[1], "target": place[2], "walks": len(told), "repeated": len(again),
        "share": len(again) / len(told), "low": low, "high": high, "repeats": repeats,
        "per_walk": repeats / len(again), "customers": len({customer for customer, _ in again}),
        "median_extra_time": quantile(extra, 0.5), "p90_extra_time": quantile(extra, 0.9),
    }  # fmt: skip
