"""What not to ask again: they have told us already."""

from collections.abc import Iterator
from typing import Any, Final

from polku.identity.naming import NAMING, plain
from polku.lenses.customer.briefing import said
from polku.lenses.customer.briefing.facts import Facts, Happened, matter_of
from polku.lenses.customer.briefing.points import WHOLE, Evidence, Point, Score, Section, recency
from polku.lenses.customer.who import Fact
from polku.timeline.vocabulary import Kind, Side

TOLD: Final = 4
_LONGEST: Final = 40
# How to reach and call them stands in the page's head; how a source files them, they have not told.
_NOT_TOLD: Final = frozenset(
    (
        *NAMING,
        *("phone", "phonenumber", "mobile", "mobilephone", "title", "username", "avatar", "age", "gender"),
        *("language", "lang", "locale", "preferredlanguage", "timezone", "birthday"),
        *("organisation", "organization", "organisationid", "organizationid", "city", "country", "region"),
        *("id", "userid", "customerid", "accountid", "createdat", "updatedat"),
    )
)


def told_us(facts: Facts) -> Iterator[Point]:
    """Facts they told, the latest first."""
    told = [one for one in facts.traits if _worth_telling(one)]
    told.sort(key=lambda one: (-one.told_at, one.name))
    if told:
        shown = told[:TOLD]
        yield Point(
            rule="told_us",
            section=Section.KNOWN,
            said=said.ToldUs([(one.name, one.value) for one in shown]),
            score=Score(standing=15),
            at=shown[0].told_at,
            evidence=tuple(Evidence(event_id, WHOLE) for event_id in sorted({one.event_id for one in shown})),
            matter="told_us",
        )


def answered_us(facts: Facts) -> Iterator[Point]:
    """What we asked and they answered, the latest."""
    for answer in facts.theirs(Kind.ANSWERED):
        question = _question(facts, answer)
        asked = facts.note(question.text or question.subject, 90) if question else ""
        quote = facts.quote(answer.text, answer.customer_id)
        if question and asked and quote:
            yield Point(
                rule="answered_us",
                section=Section.KNOWN,
                said=said.AnsweredUs(answer.occurred_at, asked, quote),
                score=Score(recent=recency(answer.occurred_at, facts.now), standing=5),
                at=answer.occurred_at,
                evidence=(question.evidence, answer.evidence),
                matter=matter_of(answer),
            )
            return


def _question(facts: Facts, answer: Happened) -> Happened | None:
    """Our last question before the answer, in the same conversation."""
    place = (answer.customer_id, answer.touchpoint, answer.thread)
    return next(
        (
            one
            for one in facts.happened
            if one.side == Side.US
            and one.kind == Kind.ASKED
            and one.occurred_at <= answer.occurred_at
            and (one.customer_id, one.touchpoint, one.thread) == place
        ),
        None,
    )


def _worth_telling(one: Fact) -> bool:
    return plain(one.name) not in _NOT_TOLD and _short(one.value)


def _short(value: Any) -> bool:
    if isinstance(value, str):
        return 0 < len(value.strip()) <= _LONGEST
    return isinstance(value, int | float)
