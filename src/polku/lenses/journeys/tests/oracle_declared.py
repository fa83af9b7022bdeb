"""Declared against real in plain Python over the operational store: the map and the walks laid side by side."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.journeys.tests.oracle import in_period, walks, whole_walks, wilson

Seen = set[tuple[int, str]]


def declared(asked: Asked) -> list[dict[str, Any]]:
    """What lenses/journeys/declared.py tells, rows of few customers among it."""
    journey = asked.journey
    assert journey is not None
    everybody: Seen = set()
    at: dict[str, Seen] = defaultdict(set)
    for key, steps in whole_walks(asked).items():
        for step in steps:
            if in_period(step.occurred_at, asked):
                everybody.add(key)
                at[step.touchpoint].add(key)
    went: dict[tuple[str, str], Seen] = defaultdict(set)
    for key, steps in walks(asked).items():
        for step, following in pairwise(steps):
            if step.touchpoint != following.touchpoint and in_period(step.occurred_at, asked):
                went[step.touchpoint, following.touchpoint].add(key)
    expects = {touchpoint.name: touchpoint.expects for touchpoint in journey.touchpoints}
    real = [
        _row("real", "touchpoint", name, "", seen, everybody)
        for name, seen in at.items()
        if name not in expects
    ]
    for (source, target), seen in went.items():
        if expects[source] and target not in expects[source]:
            real.append(_row("real", "step", source, target, seen, at[source]))
    missing = [
        _row("declared", "touchpoint", name, "", set(), everybody) for name in expects if not at.get(name)
    ]
    for source, targets in expects.items():
        for target in targets:
            if source != target and not went.get((source, target)):
                missing.append(_row("declared", "step", source, target, set(), at.get(source, set())))
    return sorted(real, key=lambda row: (-row["walks"], row["what"], row["source"], row["target"])) + missing


def _row(side: str, what: str, source: str, target: str, seen: Seen, of: Seen) -> dict[str, Any]:
    low, high = wilson(len(seen), len(of)) if of else (None, None)
    return {
        "side": side, "what": what, "source": source, "target": target, "walks": len(seen), "of": len(of),
        "share": len(seen) / len(of) if of else None, "low": low, "high": high,
        "customers": len({customer for customer, _ in seen}),
    }  # fmt: skip
