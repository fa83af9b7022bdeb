"""Leaving in plain Python over plain steps: slow, and nothing shared with the engine or the expressions."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from polku.lenses.asked import Asked
from polku.lenses.exits.tests.laid import Step
from polku.lenses.journeys.tests.oracle import in_period, quantile, wilson

DAY = 86_400_000_000
_OVER = {"lost", "cancelled", "canceled", "declined", "left", "churned", "withdrawn"}
_EXITS = ("said", "silent", "dropped")
Paths = dict[int, list[Step]]
Away = dict[str, list[int]]


def paths(steps: Iterable[Step]) -> Paths:
    """Each customer's steps in order."""
    found: Paths = defaultdict(list)
    for step in steps:
        found[step.customer].append(step)
    return {customer: sorted(path, key=lambda step: step.occurred_at) for customer, path in found.items()}


def ended(steps: Iterable[Step], asked: Asked) -> dict[int, tuple[str, int, str, str]]:
    """Per customer: touchpoint, moment there, place where they said so, manner."""
    known = paths(steps)
    away = _aways(known.values())
    now = max(step.occurred_at for path in known.values() for step in path)
    return {
        customer: (*_place(path), *_manner(path, away, now, asked))
        for customer, path in known.items()
        if in_segment(path, asked)
    }


def exits(steps: list[Step], asked: Asked) -> list[dict[str, Any]]:
    """What lenses/exits/exits.py tells."""
    gone = [one for one in ended(steps, asked).values() if one[3] in _EXITS and in_period(one[1], asked)]
    there: Counter[str] = Counter()
    for path in paths(steps).values():
        if in_segment(path, asked):
            there.update({step.touchpoint for step in path if in_period(step.occurred_at, asked)})
    left = Counter((touchpoint, manner) for touchpoint, _, _, manner in gone)
    rows = []
    for (touchpoint, manner), n in left.items():
        others = sum(count for (_, how), count in left.items() if how == manner) - n
        base_n = sum(there.values()) - there[touchpoint]
        share, base = n / there[touchpoint], others / base_n if base_n else None
        low, high = wilson(n, there[touchpoint])
        rows.append({
            "touchpoint": touchpoint, "manner": manner, "left": n, "customers": n, "there": there[touchpoint],
            "share": share, "low": low, "high": high, "base_share": base, "base_n": base_n,
            "lift": share / base if base else None,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (-row["left"], row["touchpoint"], row["manner"]))


def satisfied(steps: list[Step], asked: Asked) -> dict[tuple[str, str], tuple[int, int]]:
    """(of whom, what) → how many of how many."""
    rated = {c: [s.felt for s in p if s.felt is not None][-1:] for c, p in paths(steps).items()}
    found = [
        (felt[0] >= 900_000, one[3])
        for customer, one in ended(steps, asked).items()
        if (felt := rated[customer]) and in_period(one[1], asked)
    ]
    groups: dict[tuple[str, str], list[bool]] = {
        ("satisfied", "left"): [manner in _EXITS for content, manner in found if content],
        ("less satisfied", "left"): [manner in _EXITS for content, manner in found if not content],
        ("left", "satisfied"): [content for content, manner in found if manner in _EXITS],
        ("stayed", "satisfied"): [content for content, manner in found if manner not in _EXITS],
    }
    for how in _EXITS:
        groups[f"left: {how}", "satisfied"] = [content for content, manner in found if manner == how]
    return {key: (sum(flags), len(flags)) for key, flags in groups.items()}


def alarms(steps: list[Step], back: int) -> dict[str, tuple[int, int]]:
    """rule → how many would have been called silent so long ago, and how many of them came back."""
    known = paths(steps)
    away = _aways(known.values())
    then = max(step.occurred_at for step in steps) - back
    found: dict[str, list[bool]] = defaultdict(list)
    for path in known.values():
        before = [step for step in path if step.occurred_at <= then]
        if before and (rule := _silent(before, away, then)):
            returned = any(step.occurred_at > then for step in _signs(path))
            for name in (rule, "all"):
                found[name].append(returned)
    return {rule: (len(flags), sum(flags)) for rule, flags in found.items()}


def in_segment(path: list[Step], asked: Asked) -> bool:
    """Whether the customer has been where the segment says."""
    return all(any(getattr(step, key) == value for step in path) for key, value in asked.segment)


def _place(path: list[Step]) -> tuple[str, int]:
    counting = [step for step in path if _counts(step)]
    looking = [step for step in path if step.kind == "visited"]
    last = (counting or looking or path)[-1]
    return last.touchpoint, last.occurred_at


def _manner(path: list[Step], away: Away, now: int, asked: Asked) -> tuple[str, str]:
    said = _said(path)
    if said is not None:
        return said, "said"
    waiting = _unheard(path)
    if waiting is not None and now - waiting > (asked.window or 14 * DAY):
        return "", "dropped"
    return "", "silent" if _silent(path, away, now) else "on"


def _said(path: list[Step]) -> str | None:
    """Where they said goodbye, if they did and did not come back."""
    said, customer = None, any(step.kind in {"delivered", "paid"} for step in path)
    for step in path:
        if _over(step) or (step.kind == "declined" and not customer):
            said = step.touchpoint
        elif step.kind in {"met", "started", "delivered"} or (
            step.side == "customer" and step.kind in {"asked", "answered", "ordered", "joined"}
        ):
            said = None
    return said


def _unheard(path: list[Step]) -> int | None:
    if any(step.kind in {"ordered", "delivered", "paid"} for step in path):
        return None
    waiting = None
    for step in path:
        if step.side == "customer" and step.kind == "asked":
            waiting = step.occurred_at
        elif step.side == "us" and not step.automatic and step.kind != "handed_over":
            waiting = None
    return waiting


def _silent(path: list[Step], away: Away, now: int) -> str:
    """The rule by which they are silent; "" where they are not."""
    signs = _signs(path)
    if not signs or len(away[""]) < 20:
        return ""
    gaps = [two.occurred_at - one.occurred_at for one, two in pairwise(signs)]
    longest, regular = max(gaps, default=0), sum(gap >= DAY for gap in gaps) >= 20
    here = away[signs[-1].touchpoint]
    bearable = quantile(here if len(here) >= 20 else away[""], 0.99)
    bearable = max(longest, min(bearable, 2 * longest) if regular else bearable)
    if now - signs[-1].occurred_at <= bearable:
        return ""
    return "own" if regular else "place"


def _signs(path: list[Step]) -> list[Step]:
    own = [step for step in path if _own(step)]
    return own or [step for step in path if _counts(step)]


def _aways(known: Iterable[list[Step]]) -> Away:
    found: Away = defaultdict(list)
    for path in known:
        signs = _signs(path)
        for one, two in pairwise(signs):
            if two.occurred_at - one.occurred_at >= DAY:
                found[one.touchpoint].append(two.occurred_at - one.occurred_at)
                found[""].append(two.occurred_at - one.occurred_at)
    return found


def _over(step: Step) -> bool:
    return step.kind == "left" or (step.outcome in _OVER and step.kind != "declined")


def _own(step: Step) -> bool:
    theirs = step.side == "customer" or step.kind in {"met", "started", "delivered"}
    return theirs and not _over(step) and step.kind != "declined"


def _counts(step: Step) -> bool:
    passing = step.automatic or step.kind in {"declined", "visited", "reached_out"}
    return not passing and not _over(step)
