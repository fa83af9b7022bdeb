"""Handovers in plain Python over the operational store: slow, and nothing shared with the engine."""

from collections import defaultdict
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.journeys.tests.oracle import in_period, quantile, walks, wilson
from polku.lib.clock import DAY
from polku.timeline.models import InteractionRow

Passed = tuple[InteractionRow, InteractionRow | None, int]  # the giver's act, the taker's, the customer
_PASSING = {"left", "declined", "visited", "reached_out"}


def handovers(asked: Asked) -> list[dict[str, Any]]:
    """What lenses/journeys/handovers.py asks of the engine."""
    window = asked.window or 60 * DAY
    latest = max(row.occurred_at for row in InteractionRow.objects.all())
    passed: dict[tuple[str, str, str], list[Passed]] = defaultdict(list)
    handed: dict[str, list[bool]] = defaultdict(list)
    others: dict[str, list[bool]] = defaultdict(list)
    for (customer, _), steps in walks(asked).items():
        last = max((n for n, one in enumerate(steps) if _goes_on(one)), default=None)
        ours = [(n, one) for n, one in enumerate(steps) if one.side == "us" and not one.automatic]
        for n, one in ours:
            if not in_period(one.occurred_at, asked):
                continue
            if _told(one):
                if one.occurred_at > latest - window:
                    continue
                handed[one.touchpoint].append(n == last)
                taker = _taker(one, [act for m, act in ours if m > n], window)
                target = taker.touchpoint if taker else ""
                passed[one.touchpoint, target, "yes"].append((one, taker, customer))
                continue
            if one.kind != "reached_out" and one.occurred_at <= latest - window:
                others[one.touchpoint].append(n == last)
            follower = _follower(one, [act for m, act in ours if m > n])
            if follower and follower.occurred_at - one.occurred_at <= window:
                passed[one.touchpoint, follower.touchpoint, "no"].append((one, follower, customer))
    rows = [_row(*place, acts) | _leak(place, handed, others) for place, acts in passed.items()]
    return sorted(rows, key=lambda row: (-row["times"], row["source"], row["target"], row["told"]))


def _goes_on(one: InteractionRow) -> bool:
    return one.kind not in _PASSING and not one.automatic


def _told(one: InteractionRow) -> bool:
    return one.kind == "handed_over" and one.to not in ("", one.actor)


def _taker(given: InteractionRow, later: list[InteractionRow], window: int) -> InteractionRow | None:
    able = [
        act
        for act in later
        if act.actor not in ("", given.actor)
        and not _told(act)
        and act.occurred_at - given.occurred_at <= window
    ]
    return next((act for act in able if act.actor == given.to), able[0] if able else None)


def _follower(one: InteractionRow, later: list[InteractionRow]) -> InteractionRow | None:
    """The next of us in the same thread, where that is another."""
    if not one.actor or not one.thread:
        return None
    here = [act for act in later if act.thread == one.thread and act.actor]
    return here[0] if here and here[0].actor != one.actor else None


def _row(source: str, target: str, told: str, acts: list[Passed]) -> dict[str, Any]:
    waits = [taker.occurred_at - given.occurred_at for given, taker, _ in acts if taker]
    return {
        "source": source, "target": target, "told": told, "times": len(acts),
        "customers": len({customer for *_, customer in acts}),
        "median_gap": quantile(waits, 0.5) if waits else None,
        "p90_gap": quantile(waits, 0.9) if waits else None,
        "givers": len({given.actor for given, *_ in acts} - {""}),
        "takers": len({taker.actor for _, taker, _ in acts if taker}),
    }  # fmt: skip


def _leak(
    place: tuple[str, str, str], handed: dict[str, list[bool]], others: dict[str, list[bool]]
) -> dict[str, Any]:
    source, _, told = place
    if told == "no":
        return dict.fromkeys(("ended", "low", "high", "handed", "base_ended", "base_n", "base_of"))
    ends, here = handed[source], others.get(source)
    base = here or [end for ends_of_one in others.values() for end in ends_of_one]
    low, high = wilson(sum(ends), len(ends))
    return {
        "ended": sum(ends) / len(ends), "low": low, "high": high, "handed": len(ends),
        "base_ended": sum(base) / len(base) if base else None, "base_n": len(base),
        "base_of": "here" if here else "anywhere",
    }  # fmt: skip
