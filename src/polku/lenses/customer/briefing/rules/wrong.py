"""What went wrong, and whether it was put right."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.facts import Facts, Happened, matter_of
from polku.lenses.customer.briefing.points import (
    MEMORABLE,
    OWED,
    UNUSUAL,
    WHOLE,
    Evidence,
    Point,
    Said,
    Score,
    Section,
    recency,
)
from polku.lenses.customer.briefing.rhythm import usual_wait
from polku.lib.clock import DAY, HOUR
from polku.timeline.folds.waits import SETTLES
from polku.timeline.vocabulary import Kind

A_YEAR: Final = 365 * DAY
ONE_MATTER: Final = 60 * DAY  # what is asked further apart is another matter
LOOKED_AT: Final = 10  # the newest so many; of older ones none would be said
MUCH_LONGER: Final = 3  # times the usual


def complained(facts: Facts) -> Iterator[Point]:
    """A complaint that nobody has put right."""
    for one in facts.complaints:
        text = one.text or one.subject
        found = facts.at(one, one.occurred_at, Kind.COMPLAINED)
        yield _point(
            "complained",
            said.Complained(one.occurred_at, facts.quote(text, one.customer_id), facts.waits(one)),
            Score(open=OWED, recent=recency(one.occurred_at, facts.now), memorable=MEMORABLE),
            one.occurred_at,
            tuple(each.evidence for each in found)[:1] or (Evidence(one.event_id, WHOLE),),
            matter_of(found[0]) if found else f"complaint:{one.event_id}",
        )


def put_right(facts: Facts) -> Iterator[Point]:
    """A complaint that was put right."""
    standing = {(one.event_id, one.occurred_at) for one in facts.complaints}
    for one in facts.theirs(Kind.COMPLAINED)[:LOOKED_AT]:
        fixed = None if (one.event_id, one.occurred_at) in standing else _remedy(facts, one)
        if fixed is not None:
            quote = facts.quote(one.text or one.subject, one.customer_id)
            yield _point(
                "put_right",
                said.PutRight(one.occurred_at, fixed.occurred_at, quote),
                Score(recent=recency(fixed.occurred_at, facts.now), memorable=MEMORABLE),
                fixed.occurred_at,
                (one.evidence, fixed.evidence),
                matter_of(one),
            )


def complained_often(facts: Facts) -> Iterator[Point]:
    """More than two complaints within a year, whoever has put them right."""
    within = [one for one in facts.theirs(Kind.COMPLAINED) if facts.now - one.occurred_at <= A_YEAR]
    if len(within) > 2:
        yield _point(
            "complained_often",
            said.ComplainedOften(len(within), within[0].occurred_at),
            Score(recent=recency(within[0].occurred_at, facts.now), unusual=UNUSUAL),
            within[0].occurred_at,
            tuple(one.evidence for one in reversed(within[:12])),
            "complained_often",
        )


def asked_again(facts: Facts) -> Iterator[Point]:
    """Asked more than once about one matter, on another day or before an answer came; while one waits, it is a question that waits."""
    groups: dict[tuple[int, str, str], list[Happened]] = {}
    for one in facts.theirs(Kind.ASKED):
        if one.reference and facts.now - one.occurred_at <= ONE_MATTER:
            groups.setdefault((one.customer_id, one.reference, one.subject.casefold()), []).append(one)
    for newest_first in groups.values():
        asked = newest_first[::-1]
        answers = _answers(facts, asked)
        times = 1 + sum(_again(one, later, answers) for one, later in pairwise(asked))
        if times > 1 and not any(facts.waits(one) for one in asked):
            yield _asked_again(facts, asked, answers, times)


def waited_longer(facts: Facts) -> Iterator[Point]:
    """The last first answer took three times their usual, and an hour at least."""
    for one in facts.met:
        if one.first_response is None or one.first_asked_at is None:
            continue
        usual = usual_wait(facts, one.first_asked_at, one.channel)
        if usual is not None and one.first_response >= max(MUCH_LONGER * usual, HOUR):
            yield _point(
                "waited_longer",
                said.WaitedLonger(one.first_asked_at, one.first_response, usual),
                Score(recent=recency(one.first_asked_at, facts.now), unusual=UNUSUAL),
                one.first_asked_at,
                tuple(each.evidence for each in facts.at(one, one.first_asked_at))[:1],
                "waited_longer",
            )
        return


def sent_back(facts: Facts) -> Iterator[Point]:
    """What they returned last."""
    for one in facts.theirs(Kind.RETURNED)[:1]:
        yield _point(
            "sent_back",
            said.SentBack(one.occurred_at, one.subject, one.amount, one.currency),
            Score(recent=recency(one.occurred_at, facts.now), memorable=MEMORABLE // 2),
            one.occurred_at,
            (one.evidence,),
            matter_of(one),
        )


def _asked_again(facts: Facts, asked: list[Happened], answers: list[Happened], times: int) -> Point:
    last = asked[-1]
    quote = facts.quote(last.text, last.customer_id)
    return _point(
        "asked_again",
        said.AskedAgain(
            times, min(len(answers), times), asked[0].occurred_at, last.subject or last.about, quote
        ),
        Score(recent=recency(last.occurred_at, facts.now), unusual=UNUSUAL),
        last.occurred_at,
        tuple(one.evidence for one in asked[-12:]),
        matter_of(last),
    )


def _again(one: Happened, later: Happened, answers: list[Happened]) -> bool:
    """Whether the later question repeats the one: no answer stands between them, or a day."""
    between = any(one.occurred_at <= answer.occurred_at < later.occurred_at for answer in answers)
    return not between or later.occurred_at - one.occurred_at >= DAY


def _answers(facts: Facts, asked: list[Happened]) -> list[Happened]:
    first, threads = asked[0], {one.thread for one in asked if one.thread}
    return [
        one
        for one in facts.our(*SETTLES)
        if one.customer_id == first.customer_id
        and one.occurred_at >= first.occurred_at
        and (one.reference == first.reference or one.thread in threads)
    ]


def _remedy(facts: Facts, complaint: Happened) -> Happened | None:
    """The first `fixed` after it, on the same matter, in the same conversation or at the same place."""
    later = [
        one
        for one in facts.our(Kind.FIXED)
        if one.customer_id == complaint.customer_id
        and one.occurred_at >= complaint.occurred_at
        and (
            (complaint.about and one.about == complaint.about)
            or _within(complaint.touchpoint, complaint.thread, one.touchpoint, one.thread)
        )
    ]
    return later[-1] if later else None


def _within(touchpoint: str, thread: str, other_touchpoint: str, other_thread: str) -> bool:
    return (touchpoint, thread) == (other_touchpoint, other_thread)


def _point(
    rule: str, what: Said, score: Score, at: int, evidence: tuple[Evidence, ...], matter: str
) -> Point:
    return Point(
        rule=rule, section=Section.WRONG, said=what, score=score, at=at, evidence=evidence, matter=matter
    )
