"""The same measures in plain Python over the operational store: slow, and nothing shared with the engine."""

from collections import defaultdict
from math import sqrt
from typing import Any

from polku.identity.models import Customer
from polku.lenses.asked import Asked
from polku.timeline.models import InteractionRow
from polku.touchpoints.journeys.journey import Mark

Walks = dict[tuple[int, str], list[InteractionRow]]


def walks(asked: Asked) -> Walks:
    """Each walk's steps in order; of a journey, those through its touchpoints."""
    found = whole_walks(asked)
    if asked.journey:
        known = {touchpoint.name for touchpoint in asked.journey.touchpoints}
        on_map = {key: [step for step in steps if step.touchpoint in known] for key, steps in found.items()}
        found = {key: steps for key, steps in on_map.items() if steps}
    return found


def whole_walks(asked: Asked) -> Walks:
    """Each walk's steps in order, from its start to its end, wherever they were."""
    found: Walks = defaultdict(list)
    for row in sorted_rows(asked):
        if (key := _key(row, asked)) is not None:
            found[row.customer_id, key].append(row)
    if asked.journey:
        found = {key: cut for key, steps in found.items() if (cut := _cut(steps, asked))}
    return found


def sorted_rows(asked: Asked) -> list[InteractionRow]:
    """What happened to the segment's customers, in order."""
    rows = sorted(
        InteractionRow.objects.all(),
        key=lambda row: (row.occurred_at, row.sequence, bytes(row.key), row.ordinal),
    )
    own: dict[int, list[InteractionRow]] = defaultdict(list)
    for row in rows:
        own[row.customer_id].append(row)
    chosen = {who.pk for who in Customer.objects.all() if _in_segment(who, own[who.pk], asked)}
    return [row for row in rows if row.customer_id in chosen]


def edges(asked: Asked) -> list[dict[str, Any]]:
    """What lenses/journeys/edges.py tells."""
    at: dict[str, set[Any]] = defaultdict(set)
    gaps: dict[tuple[str, str], list[int]] = defaultdict(list)
    seen: dict[tuple[str, str], set[Any]] = defaultdict(set)
    for key, steps in walks(asked).items():
        for step, follower in zip(steps, [*steps[1:], None], strict=True):
            if not in_period(step.occurred_at, asked):
                continue
            at[step.touchpoint].add(key)
            if follower is not None:
                pair = (step.touchpoint, follower.touchpoint)
                gaps[pair].append(follower.occurred_at - step.occurred_at)
                seen[pair].add(key)
    told = [_edge(pair, gaps[pair], seen[pair], len(at[pair[0]])) for pair in gaps]
    return sorted(told, key=lambda edge: (-edge["times"], edge["source"], edge["target"]))


def variants(asked: Asked) -> list[tuple[list[str], int, int]]:
    """Path, walks and customers of each way, the most walked first."""
    ways: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for (customer, _), steps in walks(asked).items():
        if in_period(steps[0].occurred_at, asked):
            ways[tuple(step.touchpoint for step in steps)].append(customer)
    return sorted(([*way], len(walked), len({*walked})) for way, walked in ways.items())


def _edge(pair: tuple[str, str], gaps: list[int], seen: set[Any], reached: int) -> dict[str, Any]:
    low, high = wilson(len(seen), reached)
    return {
        "source": pair[0], "target": pair[1], "times": len(gaps), "walks": len(seen),
        "customers": len({customer for customer, _ in seen}), "share": len(seen) / reached, "low": low, "high": high,
        "median_gap": quantile(gaps, 0.5), "p90_gap": quantile(gaps, 0.9),
    }  # fmt: skip


def quantile(values: list[int], share: float) -> float:
    """Between the two nearest, in proportion (Hyndman and Fan's seventh)."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def wilson(x: int, n: int) -> tuple[float, float]:
    """The interval of x in n (Wilson, 95 %)."""
    z = 1.959963984540054
    centre = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(x * (n - x) / n + z * z / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def _key(row: InteractionRow, asked: Asked) -> str | None:
    """What tells one walk of a customer from another; None where the step belongs to none."""
    per = asked.journey.per if asked.journey else "customer"
    if per == "customer":
        return ""
    return (row.thread if per in {"lead", "case"} else row.about) or None


def _cut(steps: list[InteractionRow], asked: Asked) -> list[InteractionRow]:
    """From the first start to the first end after it."""
    journey = asked.journey
    assert journey is not None
    if journey.starts:
        started = [number for number, step in enumerate(steps) if _any(step, journey.starts)]
        steps = steps[started[0] :] if started else []
    if journey.ends:
        ended = [number for number, step in enumerate(steps) if _any(step, journey.ends)]
        steps = steps[: ended[0] + 1] if ended else steps
    return steps


def _any(step: InteractionRow, marks: tuple[Mark, ...]) -> bool:
    return any(mark.touchpoint in ("", step.touchpoint) and mark.kind in ("", step.kind) for mark in marks)


def in_period(moment: int, asked: Asked) -> bool:
    """Whether it is asked about."""
    return (asked.since is None or moment >= asked.since) and (asked.until is None or moment < asked.until)


def _in_segment(customer: Customer, own: list[InteractionRow], asked: Asked) -> bool:
    for key, value in asked.segment:
        has = {
            "entity": customer.entity == value,
            "known": customer.known == (value == "yes"),
            "touchpoint": any(row.touchpoint == value for row in own),
            "channel": any(row.channel == value for row in own),
            "kind": any(row.kind == value for row in own),
        }[key]
        if not has:
            return False
    return True
