"""What they care about, in their own words; and what they may remember of us."""

from collections.abc import Iterator
from typing import Final

from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.facts import Facts, Happened, matter_of
from polku.lenses.customer.briefing.points import MEMORABLE, Point, Said, Score, Section, recency
from polku.timeline.folds.waits import SETTLES
from polku.timeline.vocabulary import Kind

_MARGIN: Final = 1 / 3  # of the scale, as the page's signs
_WEIGHT: Final = {Kind.THANKED: 10, Kind.MENTIONED: 10, Kind.DECLINED: MEMORABLE}


def rated(facts: Facts) -> Iterator[Point]:
    """The last rating; and of those before it the lowest and the highest, where they stand out."""
    given = [one for one in facts.theirs() if one.rating is not None]
    for one in given[:1]:
        yield _rated(facts, one, "last", MEMORABLE)
    scaled = [(place, one) for one in given[1:] if (place := _place(one)) is not None]
    last = _place(given[0]) if given else None
    for place, one in sorted(scaled, key=lambda each: each[0])[:1]:
        if place < _MARGIN and (last is None or last >= _MARGIN):
            yield _rated(facts, one, "lowest", MEMORABLE)
    for place, one in sorted(scaled, key=lambda each: -each[0])[:1]:
        if place > 1 - _MARGIN and (last is None or last <= 1 - _MARGIN):
            yield _rated(facts, one, "highest", MEMORABLE // 2)


def spoke(facts: Facts) -> Iterator[Point]:
    """They thanked us, told others of us, or said no."""
    for kind, weight in _WEIGHT.items():
        for one in facts.theirs(kind)[:1]:
            if kind is Kind.DECLINED and facts.ordered_after(one.occurred_at):
                continue
            quote = facts.quote(one.text, one.customer_id)
            yield _point("spoke", facts, one, said.Spoke(kind, one.occurred_at, quote), weight)


def sent_somebody(facts: Facts) -> Iterator[Point]:
    """They sent somebody to us."""
    for one in facts.theirs(Kind.REFERRED)[:1]:
        yield _point("sent_somebody", facts, one, said.SentSomebody(one.occurred_at), MEMORABLE)


def kindness(facts: Facts) -> Iterator[Point]:
    """Something kind that we did. Whose kindness it was is theirs to tell."""
    for one in facts.our(Kind.DELIGHTED)[:1]:
        what = said.Kindness(one.occurred_at, facts.note(one.text or one.subject))
        yield _point("kindness", facts, one, what, MEMORABLE)


def last_asked(facts: Facts) -> Iterator[Point]:
    """Their last question, once it was answered: what was on their mind."""
    for one in facts.theirs(Kind.ASKED)[:1]:
        quote = facts.quote(one.text or one.subject, one.customer_id)
        answered = any(
            each.customer_id == one.customer_id
            and each.occurred_at >= one.occurred_at
            and (each.reference == one.reference or each.thread == one.thread)
            for each in facts.our(*SETTLES)
        )
        if quote and answered and not facts.waits(one):
            yield _point("last_asked", facts, one, said.LastAsked(one.occurred_at, quote), 0)


def _rated(facts: Facts, one: Happened, rank: str, weight: int) -> Point:
    what = said.Rated(
        rank=rank,
        at=one.occurred_at,
        rating=one.rating or 0.0,
        low=one.rating_low,
        high=one.rating_high,
        quote=facts.quote(one.text, one.customer_id),
    )
    return _point("rated", facts, one, what, weight)


def _place(one: Happened) -> float | None:
    """Where on its own scale a rating stands, 0 to 1; None where the scale was not told."""
    if one.rating is None or one.rating_low is None or one.rating_high is None:
        return None
    width = one.rating_high - one.rating_low
    return (one.rating - one.rating_low) / width if width > 0 else None


def _point(rule: str, facts: Facts, one: Happened, what: Said, memorable: int) -> Point:
    return Point(
        rule=rule,
        section=Section.VOICE,
        said=what,
        score=Score(recent=recency(one.occurred_at, facts.now), memorable=memorable),
        at=one.occurred_at,
        evidence=(one.evidence,),
        matter=matter_of(one),
    )
