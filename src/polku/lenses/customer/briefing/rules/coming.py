"""What to do next, and by when."""

from collections.abc import Iterator
from typing import Final

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.facts import Facts, Happened, Met, matter_of
from polku.lenses.customer.briefing.points import AWAITED, OWED, UNUSUAL, Point, Said, Score, Section, recency
from polku.lenses.customer.briefing.rhythm import contacts, usual_pause, usual_wait
from polku.lenses.customer.briefing.rules.promised import point_of, what_of
from polku.lenses.customer.waiting import Waiting
from polku.lib.clock import DAY, HOUR
from polku.timeline.vocabulary import Kind

LATELY: Final = 183 * DAY
LONGER: Final = 2  # times their usual wait
QUIET: Final = 3  # times their usual pause
SHORTEST_SILENCE: Final = 14 * DAY
_ANSWERS_AN_OFFER: Final = (Kind.ORDERED, Kind.DECLINED, Kind.LEFT)


def asks(facts: Facts) -> Iterator[Point]:
    """A question that waits for us. What was asked again is one question; a complaint is told as a complaint."""
    complaints = {(one.customer_id, one.touchpoint, one.thread) for one in facts.complaints}
    matters: dict[tuple[int, str, str], list[tuple[Waiting, Happened | None]]] = {}
    for one in facts.waiting:
        if (one.customer_id, one.touchpoint, one.thread) not in complaints:
            asked = next(iter(facts.at(one, one.waiting_since)), None)
            reference = asked.reference if asked else one.thread
            place = "" if reference else f"{one.touchpoint} {one.waiting_since}"
            matters.setdefault((one.customer_id, reference, place), []).append((one, asked))
    for waits in matters.values():
        yield _asks(facts, waits)


def due(facts: Facts) -> Iterator[Point]:
    """A promise that falls due, the next one first; of a moved one its new date is told."""
    pending = [
        one
        for one in facts.promises
        if one.pending and one.facts.due_at >= facts.now and one.facts.redated_at is None
    ]
    for one in sorted(pending, key=lambda each: each.facts.due_at)[:2]:
        near = recency(one.facts.due_at, facts.now)
        what = said.Due(what_of(facts, one), one.facts.due_at)
        yield point_of("due", facts, one, what, Score(open=AWAITED, recent=near), one.facts.due_at)


def offered(facts: Facts) -> Iterator[Point]:
    """Our last offer, while it has no answer."""
    for one in facts.our(Kind.OFFERED)[:1]:
        answered = any(
            each.occurred_at >= one.occurred_at and each.customer_id == one.customer_id
            for each in facts.theirs(*_ANSWERS_AN_OFFER)
        )
        if not answered and facts.now - one.occurred_at <= LATELY:
            what = said.Offered(one.occurred_at, one.amount, one.currency, one.subject)
            yield _of_ours("offered", facts, one, what, AWAITED)


def we_asked(facts: Facts) -> Iterator[Point]:
    """What we asked last and have no answer to, before it counts as given up."""
    for one in facts.met:
        since = one.waiting_since
        if one.waiting_for == "customer" and since is not None and facts.now - since <= facts.abandon_after:
            question = _our_question(facts, one)
            if question is not None:
                what = said.WeAsked(since, facts.note(question.text or question.subject))
                yield _of_ours("we_asked", facts, question, what, UNUSUAL)
            return


def silent(facts: Facts) -> Iterator[Point]:
    """Silent for three times their usual pause, and two weeks at least."""
    moments = contacts(facts)
    usual = usual_pause(moments)
    if usual is None or facts.left_at is not None:
        return
    length = facts.now - moments[0]
    if length >= max(QUIET * usual, SHORTEST_SILENCE):
        last = facts.theirs()[0]
        yield Point(
            rule="silent",
            section=Section.NEXT,
            said=said.Silent(moments[0], length, usual),
            score=Score(open=UNUSUAL // 2, unusual=UNUSUAL),
            at=moments[0],
            evidence=(last.evidence,),
            matter="silence",
        )


def reached_out(facts: Facts) -> Iterator[Point]:
    """One of us got in touch, and heard nothing since. A newsletter or survey without a sender is no such thing."""
    for one in [each for each in facts.our(Kind.REACHED_OUT) if each.actor][:1]:
        signs = [*facts.theirs(), *facts.our(Kind.MET)]  # who was met has been reached
        heard = any(each.occurred_at >= one.occurred_at for each in signs)
        if not heard and DAY <= facts.now - one.occurred_at <= LATELY and facts.left_at is None:
            what = said.ReachedOut(one.occurred_at, facts.note(one.text or one.subject))
            yield _of_ours("reached_out", facts, one, what, UNUSUAL)


def _asks(facts: Facts, waits: list[tuple[Waiting, Happened | None]]) -> Point:
    """One matter that waits: since the first question, in the words of the last."""
    first, last = waits[0][0], waits[-1][0]
    usual = usual_wait(facts, first.waiting_since, first.channel)
    waited = facts.now - first.waiting_since
    longer = usual if usual is not None and waited >= max(LONGER * usual, HOUR) else None
    asked = [found for _, found in waits if found]
    quote = facts.quote(last.text or last.subject, last.customer_id)
    return Point(
        rule="asks",
        section=Section.NEXT,
        said=said.Asks(first.waiting_since, len(waits), facts.place(last.touchpoint), quote, longer),
        score=Score(
            open=OWED,
            recent=recency(last.waiting_since, facts.now),
            unusual=UNUSUAL if longer is not None else 0,
        ),
        at=last.waiting_since,
        evidence=tuple(one.evidence for one in asked),
        matter=matter_of(asked[-1]) if asked else f"wait:{last.waiting_since}",
    )


def _our_question(facts: Facts, met: Met) -> Happened | None:
    return next(
        (
            one
            for one in facts.our(Kind.ASKED)
            if one.occurred_at == met.waiting_since
            and (one.customer_id, one.touchpoint, one.thread) == (met.customer_id, met.touchpoint, met.thread)
        ),
        None,
    )


def _of_ours(rule: str, facts: Facts, one: Happened, what: Said, weight: int) -> Point:
    return Point(
        rule=rule,
        section=Section.NEXT,
        said=what,
        score=Score(open=weight, recent=recency(one.occurred_at, facts.now)),
        at=one.occurred_at,
        evidence=(one.evidence,),
        matter=matter_of(one),
    )
