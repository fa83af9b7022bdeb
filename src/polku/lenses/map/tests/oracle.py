"""The touchpoints' figures in plain Python over the operational store: slow, and nothing shared with the engine.

Only how walks ended is taken as told: that has an oracle of its own (lenses/exits/tests).
"""

from collections import defaultdict
from math import sqrt
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.journeys.tests.oracle import (
    Walks,
    in_period,
    quantile,
    whole_walks,
    wilson,
)
from polku.timeline.models import EncounterRow, InteractionRow, PromiseRow

Rows = dict[str, dict[str, Any]]
Ends = list[tuple[int, int, str, str]]  # customer, last_at, touchpoint, manner


def touchpoints(asked: Asked, ends: Ends) -> Rows:
    """What lenses/map/touchpoints.py asks of the engine, by touchpoint; of those where anybody was."""
    walks = whole_walks(asked)
    spans = _spans(walks)
    rows: Rows = defaultdict(dict)
    there: dict[str, set[Any]] = defaultdict(set)
    done: dict[str, int] = defaultdict(int)
    for key, steps in walks.items():
        for step in steps:
            if in_period(step.occurred_at, asked):
                there[step.touchpoint].add(key)
                done[step.touchpoint] += 1
    ratings = _ratings(walks, asked)
    for name, keys in there.items():
        customers = {customer for customer, _ in keys}
        rows[name] = {
            "walks": len(keys), "customers": len(customers), "interactions": done[name],
            "rated_share": len(customers & {*ratings.get(name, {})}) / len(customers),
            **_felt(ratings.get(name, {})),
            **_met([one for one in _encounters(spans, asked) if one.touchpoint == name]),
            **_promised([one for one in _promises(spans, asked) if one.touchpoint == name]),
            **_left(name, len(keys), ends, asked),
        }  # fmt: skip
    return rows


def _spans(walks: Walks) -> dict[int, tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for (customer, _), steps in walks.items():
        moments = [step.occurred_at for step in steps] + [*spans.get(customer, ())]
        spans[customer] = (min(moments), max(moments))
    return spans


def _within(customer: int, moment: int, spans: dict[int, tuple[int, int]], asked: Asked) -> bool:
    if customer not in spans or not in_period(moment, asked):
        return False
    first, last = spans[customer]
    return first <= moment <= last


def _encounters(spans: dict[int, tuple[int, int]], asked: Asked) -> list[EncounterRow]:
    return [
        one for one in EncounterRow.objects.all() if _within(one.customer_id, one.opened_at, spans, asked)
    ]


def _promises(spans: dict[int, tuple[int, int]], asked: Asked) -> list[PromiseRow]:
    return [one for one in PromiseRow.objects.all() if _within(one.customer_id, one.made_at, spans, asked)]


def _ratings(walks: Walks, asked: Asked) -> dict[str, dict[int, list[float]]]:
    """By touchpoint and customer, between 0 and 1; of the touchpoint that the subject names, else where it was given."""
    assert asked.journey is not None
    declared = {one.name for one in asked.journey.touchpoints}
    found: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (customer, _), steps in walks.items():
        for step in steps:
            if step.rating is None or not in_period(step.occurred_at, asked):
                continue
            named = step.subject if step.kind == "rated" and step.subject in declared else step.touchpoint
            low, high = step.rating_low, step.rating_high
            assert low is not None
            assert high is not None
            found[named][customer].append(round((step.rating - low) / (high - low) * 1e6) / 1e6)
    return found


def _felt(of: dict[int, list[float]]) -> dict[str, Any]:
    every = [value for values in of.values() for value in values]
    if not every:
        return {"ratings": 0, "rated_by": 0, "felt": None, "felt_error": None}
    mean = sum(every) / len(every)
    apart = [sum(values) - mean * len(values) for values in of.values()]
    c = len(of)
    error = sqrt(sum(one * one for one in apart) * c / (c - 1)) / len(every) if c > 1 else None
    return {"ratings": len(every), "rated_by": c, "felt": mean, "felt_error": error}


def _met(encounters: list[EncounterRow]) -> dict[str, Any]:
    times = {
        "time": [
            (one.customer_id, one.closed_at - one.opened_at)
            for one in encounters
            if one.interactions > 1 and one.closed_at is not None
        ],
        "response": [
            (one.customer_id, one.first_response) for one in encounters if one.first_response is not None
        ],
        "wait": [(one.customer_id, one.waited) for one in encounters if one.waited],
    }
    told: dict[str, Any] = {"encounters": len(encounters)}
    for name, known in times.items():
        lengths = [length for _, length in known]
        told |= {
            f"{name}s": len(known),
            f"{name}_of": len({customer for customer, _ in known}),
            f"median_{name}": quantile(lengths, 0.5) if known else None,
            f"p90_{name}": quantile(lengths, 0.9) if known else None,
        }
    return told


def _promised(promises: list[PromiseRow]) -> dict[str, Any]:
    latest = max(row.occurred_at for row in InteractionRow.objects.all())
    due = late = 0
    for one in promises:
        if one.done_at is not None:
            due, late = due + 1, late + (one.done_at > one.original_due_at)
        elif one.original_due_at < latest and not (
            one.withdrawn_at and one.withdrawn_at <= one.original_due_at
        ):
            due, late = due + 1, late + 1
    low, high = wilson(late, due) if due else (None, None)
    return {
        "promises": len(promises), "promised_to": len({one.customer_id for one in promises}), "due": due,
        "late": late, "late_share": late / due if due else None, "late_low": low, "late_high": high,
    }  # fmt: skip


def _left(name: str, walks: int, ends: Ends, asked: Asked) -> dict[str, Any]:
    left = sum(
        place == name and manner in ("said", "silent", "dropped") and in_period(last_at, asked)
        for _, last_at, place, manner in ends
    )
    low, high = wilson(left, walks)
    return {"left": left, "left_share": left / walks, "left_low": low, "left_high": high}
