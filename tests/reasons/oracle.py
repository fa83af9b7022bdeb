"""The features of each visit, and how two groups are set side by side, in plain Python: slow, and nothing shared.

Who left, and where, is taken as given; it has an oracle of its own.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import comb, sqrt
from typing import Any

from polku.timeline.folds.promises import fold_promises
from polku.timeline.interaction import Interaction

DAY = 86_400_000_000
_LOST = {"lost", "cancelled", "canceled", "declined", "left", "churned", "withdrawn"}
_SETTLES = {"answered", "met", "offered", "fixed", "delivered"}
_TOGETHER = {"met", "started", "delivered"}
OTHERS = ("offer", "shop")  # beside the place that is asked about
_Z = 1.959963984540054
Path = Sequence[Interaction]
Ends = tuple[str, int, str]  # where a walk ended, when, in which manner


def visits(path: Path, place: str, ends: Ends) -> list[dict[str, Any]]:
    """Each visit of one customer to the place, in order, with its features; open ones and those after leaving are not."""
    path = sorted(path, key=lambda one: (one.occurred_at, one.sequence, one.key, one.ordinal))
    met = _visits(path, place)
    _, last_at, manner = ends
    begun = [number for number, steps in enumerate(met) if path[steps[0]].occurred_at <= last_at]
    found = []
    for number, steps in enumerate(met):
        earlier_at = path[met[number - 1][0]].occurred_at if number else 0
        left = (
            ends[0] == place and manner in {"said", "silent", "dropped"} and number == max(begun, default=-1)
        )
        until = path[steps[-1]].occurred_at
        if left or until < last_at:
            told = _features(path, steps, min(until, last_at), earlier_at)
            found.append(
                {"left": left, "moment": path[steps[0]].occurred_at, "visits_here": number + 1} | told
            )
    return found


def _visits(path: Path, place: str) -> list[list[int]]:
    """The numbers of the steps of each visit: a thread's, or those without a day between them."""
    parts: dict[Any, list[int]] = {}
    of_thread: dict[str, Any] = {}
    for number, one in enumerate(path):
        if one.touchpoint != place or not _counts(one):
            continue
        key = of_thread.get(one.thread)
        apart = (
            key is not None and not one.thread and one.occurred_at - path[parts[key][-1]].occurred_at > DAY
        )
        if key is None or apart:
            key = of_thread[one.thread] = (one.thread, number)
        parts.setdefault(key, []).append(number)
    return sorted(parts.values(), key=lambda steps: steps[-1])


def _counts(one: Interaction) -> bool:
    over = one.kind in {"left", "declined"} or one.outcome.lower() in _LOST
    return one.kind == "visited" or not (over or one.automatic or one.kind == "reached_out")


def _features(path: Path, steps: list[int], until: int, earlier_at: int) -> dict[str, Any]:
    moment, thread = path[steps[0]].occurred_at, path[steps[0]].thread
    then = [one for one in path if one.occurred_at <= moment]
    own = [one.occurred_at for one in then if one.side == "customer" or one.kind in _TOGETHER]
    own_at = max(own, default=moment)
    heard = [one for one in then if one.occurred_at <= own_at]
    here = [one for one in path if one.thread == thread and moment <= one.occurred_at <= until]
    asks, settled, since, again = _waits(path)
    waits = [one.occurred_at - since[id(one)] for one in then if id(one) in since]
    answers = [one for one in here if id(one) in since]
    named = [one for one in heard if one.side == "us" and not one.automatic and one.actor]
    named_all = [one for one in path if one.side == "us" and not one.automatic and one.actor]
    priced = [one for one in then if one.kind in {"offered", "ordered"}]
    complained = [n for n, one in enumerate(then) if one.kind == "complained" and one.side == "customer"]
    fixed = [n for n, one in enumerate(then) if one.kind == "fixed"]
    earlier = [one for one in then if one.occurred_at < moment]
    partners = [one.attributes["partner"] for one in then if one.attributes and "partner" in one.attributes]
    outcomes = [one.outcome for one in then if one.outcome]
    return {
        "asked_of_them": sum(one.kind == "asked" and one.side == "us" and not one.automatic for one in heard),
        "changes_in_matter": sum(_another_in_thread(one, named_all) for one in named),
        "came_by": path[steps[0]].channel,
        "last_outcome": outcomes[-1] if outcomes else "",
        "longest_wait": max(waits, default=None),
        "first_wait": waits[0] if waits else None,
        "answered_here": answers[0].occurred_at - min(since[id(one)] for one in answers) if answers else None,
        "unanswered_here": int(any(id(one) in asks and settled.get(id(one), until + 1) > until for one in here)),
        "unanswered": int(any(id(one) in asks and settled.get(id(one), moment + 1) > moment for one in earlier)),
        "questions": sum(id(one) in asks for one in then),
        "asked_again": sum(id(one) in again for one in then),
        "handovers": sum(one.kind == "handed_over" and one.to not in {"", one.actor} for one in heard),
        "handed_over_here": int(any(one.kind == "handed_over" and one.to not in {"", one.actor} for one in here)),
        "people_met": len({one.actor for one in named}),
        "contact_changes": sum(_another(one, named_all) for one in named),
        "complaints": len(complained),
        "not_put_right": int(max(complained, default=-1) > max(fixed, default=-1)),
        "attempts": sum(one.kind == "reached_out" for one in heard),
        "told_unasked": sum(one.kind == "informed" and one.side == "us" and not one.automatic for one in heard),
        "kindness": int(any(one.kind == "delighted" for one in heard)),
        "returned": int(any(one.kind == "returned" for one in then)),
        "amount": max((one.amount for one in priced if one.amount is not None), default=None),
        "steps": len(heard),
        "with_us": own_at - path[0].occurred_at,
        "time_to_here": moment - earlier[-1].occurred_at if earlier and own_at == moment else None,
        "arrived_by": path[0].channel,
        "began_at": path[0].touchpoint,
        "came_from": path[steps[0] - 1].touchpoint if steps[0] else "",
        "partner": partners[-1] if partners else "",
        "bought": int(any(one.kind in {"ordered", "paid"} and one.side == "customer" for one in then)),
    } | _ratings(then) | _promises(path, moment, earlier_at) | _been_at(then, heard, earlier_at) | _lately(then, since, earlier_at)  # fmt: skip


def _ratings(then: Path) -> dict[str, Any]:
    felt = [
        round(1_000_000 * (one.rating - one.rating_low) / (one.rating_high - one.rating_low))  # type: ignore[operator]
        for one in then
        if one.rating is not None
    ]
    return {
        "last_rating": felt[-1] if felt else None,
        "lowest_rating": min(felt, default=None),
        "rated": int(bool(felt)),
    }


def _waits(path: Path) -> tuple[set[int], dict[int, int], dict[int, int], set[int]]:
    """Questions; when each was settled; of each answer since when they waited; questions soon after an answer."""
    open_: dict[str, list[Interaction]] = defaultdict(list)
    asks: set[int] = set()
    again: set[int] = set()
    settled: dict[int, int] = {}
    since: dict[int, int] = {}
    answered = None
    for one in path:
        matter = one.thread or f"at {one.touchpoint}"
        if one.side == "customer" and one.kind in {"asked", "complained"}:
            asks.add(id(one))
            if answered is not None and one.occurred_at - answered <= 14 * DAY:
                again.add(id(one))
            open_[matter].append(one)
        elif one.side == "us" and not one.automatic and one.kind in _SETTLES and open_[matter]:
            since[id(one)] = open_[matter][0].occurred_at
            settled |= {id(asked): one.occurred_at for asked in open_.pop(matter)}
            answered = one.occurred_at
    return asks, settled, since, again


def _another(one: Interaction, named: list[Interaction]) -> bool:
    before = [other for other in named[: _place(one, named)] if other.touchpoint == one.touchpoint]
    return bool(before) and before[-1].actor != one.actor


def _another_in_thread(one: Interaction, named: list[Interaction]) -> bool:
    before = [other for other in named[: _place(one, named)] if other.thread == one.thread]
    return bool(one.thread and before) and before[-1].actor != one.actor


def _lately(then: Path, since: dict[int, int], earlier_at: int) -> dict[str, Any]:
    steps = [one for one in then if one.occurred_at > earlier_at]
    waits = [one.occurred_at - since[id(one)] for one in steps if id(one) in since]
    complained = sum(one.kind == "complained" and one.side == "customer" for one in steps)
    return {"longest_wait_lately": max(waits, default=None), "complaints_lately": complained}


def _been_at(then: Path, heard: Path, earlier_at: int) -> dict[str, int]:
    """How often they had been at the other places, ever and since the visit before; our own steps only as far as heard."""
    known = {id(one) for one in heard} | {id(one) for one in then if one.side == "customer"}
    steps = [one for one in then if id(one) in known]
    ever = {f"been_at_{place}": sum(one.touchpoint == place for one in steps) for place in OTHERS}
    lately = [one for one in steps if one.occurred_at > earlier_at]
    return ever | {f"lately_at_{place}": sum(one.touchpoint == place for one in lately) for place in OTHERS}


def _place(one: Interaction, among: list[Interaction]) -> int:
    return next(number for number, other in enumerate(among) if other is one)


def _promises(path: Path, moment: int, earlier_at: int) -> dict[str, int]:
    told = ("late", "late_lately", "broken", "moved_silently", "moved_silently_lately", "moved_told")
    counts = dict.fromkeys(told, 0)
    for one in fold_promises(path):
        if one.made_at <= moment:
            done = one.done_at is not None and one.done_at <= moment
            withdrawn = one.withdrawn_at is not None and one.withdrawn_at <= one.original_due_at
            moved = one.redated > 0 and one.redated_at is not None and one.redated_at <= moment
            noticed = moved and bool(one.told_before_due) and (one.told_at or moment + 1) <= moment
            late = done and (one.done_at or 0) > one.original_due_at
            broken = not done and not withdrawn and one.original_due_at < moment
            failed_at = (one.done_at or 0) if late else one.original_due_at
            counts["late"] += late
            counts["broken"] += broken
            counts["late_lately"] += (late or broken) and failed_at > earlier_at
            counts["moved_silently_lately"] += moved and not noticed and (one.redated_at or 0) > earlier_at
            counts["moved_silently"] += moved and not noticed
            counts["moved_told"] += noticed
    return counts


def beside(
    rows: Sequence[tuple[int, bool, bool]],
) -> tuple[tuple[int, int, int, int], float, float, float, float]:
    """Of (customer, left, has it): the four counts, the difference of shares, its bounds, and its chance."""
    (n, x, nx), (m, y, my) = (_group([row for row in rows if row[1] is left]) for left in (True, False))
    one, other = x / n, y / m
    (low, high), (other_low, other_high) = _wilson(nx * one, nx), _wilson(my * other, my)
    down, up = (
        sqrt((one - low) ** 2 + (other_high - other) ** 2),
        sqrt((high - one) ** 2 + (other - other_low) ** 2),
    )
    chance = _fisher(round(nx * one), round(nx), round(my * other), round(my))
    return (n, x, m, y), one - other, one - other - down, one - other + up, chance


def _group(rows: Sequence[tuple[int, bool, bool]]) -> tuple[int, int, float]:
    """How many, how many of them have it, and how many independent ones they are worth (Kish)."""
    n, x = len(rows), sum(has for _, _, has in rows)
    astray: dict[int, float] = defaultdict(float)
    sizes: dict[int, int] = defaultdict(int)
    for customer, _, has in rows:
        astray[customer] += has - x / n
        sizes[customer] += 1
    alone = n * (x / n) * (1 - x / n)
    if alone > 0:
        effect = sum(one * one for one in astray.values()) / alone
    else:
        effect = sum(size * size for size in sizes.values()) / n
    return n, x, n / max(effect, 1.0)


def _wilson(x: float, n: float) -> tuple[float, float]:
    share = x / n
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(max(share * (1 - share) / n, 0) + _Z**2 / (4 * n * n))
    return max(centre - half, 0.0), min(centre + half, 1.0)


def _fisher(x: int, n: int, y: int, m: int) -> float:
    ways = {k: comb(n, k) * comb(m, x + y - k) for k in range(max(0, x + y - m), min(n, x + y) + 1)}
    below = sum(count for k, count in ways.items() if k <= x)
    above = sum(count for k, count in ways.items() if k >= x)
    return min(1.0, 2 * min(below, above) / comb(n + m, x + y))


def rates(chances: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg: the least level at which each would be told."""
    order = sorted(chances)
    return [
        min(min(1.0, order[k] * len(order) / (k + 1)) for k in range(order.index(one), len(order)))
        for one in chances
    ]
