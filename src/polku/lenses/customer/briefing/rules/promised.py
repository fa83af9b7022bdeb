"""What was promised, and whether it held."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.facts import Facts
from polku.lenses.customer.briefing.points import (
    AWAITED,
    MEMORABLE,
    OWED,
    Evidence,
    Point,
    Said,
    Score,
    Section,
    recency,
)
from polku.lenses.customer.briefing.said import Telling
from polku.lenses.customer.promises import PromiseNow
from polku.lib.clock import DAY
from polku.timeline.folds.promises import Promise, State
from polku.timeline.vocabulary import Kind

UNTOLD: Final = 10  # heavier, where nobody told them before they asked
LOOKED_AT: Final = 10
LOOKED_BACK: Final = 730 * DAY


def overdue(facts: Facts) -> Iterator[Point]:
    """Not done, and its time has passed."""
    passed = [one for one in facts.promises if one.pending and one.facts.due_at < facts.now]
    for one in _latest(passed, lambda promise: promise.due_at):
        telling = telling_of(one.facts)
        what = said.Overdue(what_of(facts, one), one.facts.original_due_at, one.facts.due_at, telling)
        score = Score(open=OWED, recent=recency(one.facts.due_at, facts.now), memorable=_untold(telling))
        yield point_of("overdue", facts, one, what, score, one.facts.due_at)


def moved(facts: Facts) -> Iterator[Point]:
    """Still to come, on another date than first promised."""
    for one in facts.promises:
        if one.pending and one.facts.redated_at is not None and one.facts.due_at >= facts.now:
            telling = telling_of(one.facts)
            what = said.Moved(what_of(facts, one), one.facts.original_due_at, one.facts.due_at, telling)
            recent = recency(one.facts.redated_at, facts.now)
            score = Score(open=AWAITED, recent=recent, memorable=_untold(telling))
            yield point_of("moved", facts, one, what, score, one.facts.redated_at)


def done_late(facts: Facts) -> Iterator[Point]:
    """Done after its first date: that is remembered."""
    late = [one for one in facts.promises if one.state is State.LATE]
    for one in _latest(late, lambda promise: promise.done_at or 0):
        done = one.facts.done_at or 0
        telling = telling_of(one.facts)
        what = said.DoneLate(what_of(facts, one), one.facts.original_due_at, done, telling)
        score = Score(recent=recency(done, facts.now), memorable=MEMORABLE + _untold(telling))
        yield point_of("done_late", facts, one, what, score, done)


def kept(facts: Facts) -> Iterator[Point]:
    """The promise kept last; and whether all were."""
    scored = _scored(facts)
    held = [one for one in scored if one.state is State.KEPT]
    for one in sorted(held, key=lambda each: -(each.facts.done_at or 0))[:1]:
        done = one.facts.done_at or 0
        what = said.Kept(
            what_of(facts, one),
            one.facts.original_due_at,
            done,
            len(held) if len(held) == len(scored) else 0,
        )
        score = Score(recent=recency(done, facts.now), standing=5)
        yield point_of("kept", facts, one, what, score, done)


def often_late(facts: Facts) -> Iterator[Point]:
    """A second broken promise weighs more than a first."""
    scored = _scored(facts)
    failed = [one for one in scored if one.state is not State.KEPT]
    if len(failed) > 1:
        last = max(one.facts.original_due_at for one in failed)
        evidence = [event for one in failed[:12] for event in evidence_of(facts, one)[:1]]
        yield Point(
            rule="often_late",
            section=Section.PROMISED,
            said=said.OftenLate(len(failed), len(scored)),
            score=Score(recent=recency(last, facts.now), memorable=MEMORABLE),
            at=last,
            evidence=tuple(evidence),
            matter="often_late",
        )


def what_of(facts: Facts, one: PromiseNow) -> said.What:
    """What was promised, as people may call it; with its number where another is called the same."""
    alike = facts.called[one.facts.subject, one.facts.touchpoint]
    reference = one.facts.reference if alike > 1 else ""
    return said.What(one.facts.subject, facts.place(one.facts.touchpoint), reference)


def telling_of(promise: Promise) -> Telling:
    """Whether they were told of its change or delay."""
    if promise.told_at is None:
        return Telling.ASKED if promise.asked_at is not None else Telling.NOT
    if promise.asked_at is not None and promise.asked_at <= promise.told_at:
        return Telling.AFTER_ASKING
    return Telling.FIRST if promise.told_at < promise.original_due_at else Telling.AFTER_DUE


def point_of(rule: str, facts: Facts, one: PromiseNow, what: Said, score: Score, at: int) -> Point:
    """The point about one promise."""
    promise = one.facts
    return Point(
        rule=rule,
        section=Section.NEXT if rule == "due" else Section.PROMISED,
        said=what,
        score=score,
        at=at,
        evidence=evidence_of(facts, one),
        matter=f"promise:{one.customer_id}:{promise.reference}:{promise.pledge}:{promise.made_at}",
    )


def evidence_of(facts: Facts, one: PromiseNow) -> tuple[Evidence, ...]:
    """Where it was promised, told of, asked after and done."""
    kinds = {Kind.PROMISED, Kind.INFORMED, Kind.ASKED, Kind.COMPLAINED, one.facts.pledge}
    end = one.facts.done_at or one.facts.withdrawn_at or facts.now
    found = [
        each.evidence
        for each in facts.happened
        if each.customer_id == one.customer_id
        and each.reference == one.facts.reference
        and each.kind in kinds
        and one.facts.made_at <= each.occurred_at <= end
    ]
    return tuple(sorted(set(found)))[:12]


def _latest(promises: Sequence[PromiseNow], moment: Callable[[Promise], int]) -> list[PromiseNow]:
    """The latest few by that moment: of older ones none would be said."""
    return sorted(promises, key=lambda one: -moment(one.facts))[:LOOKED_AT]


def _scored(facts: Facts) -> Sequence[PromiseNow]:
    """Those that fell due within two years, whatever came of them."""
    return [
        one
        for one in facts.promises
        if one.state in {State.KEPT, State.LATE, State.BROKEN}
        and facts.now - one.facts.original_due_at <= LOOKED_BACK
    ]


def _untold(telling: Telling) -> int:
    return UNTOLD if telling in {Telling.NOT, Telling.ASKED, Telling.AFTER_ASKING} else 0
