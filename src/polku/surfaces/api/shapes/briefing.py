"""The shape of a briefing: sentences in the asked language, with the rule and the events behind each."""

from typing import Any

import msgspec
from django.utils.translation import get_language
from ninja import Schema

from polku.lenses.customer.briefing.choose import Chosen
from polku.lenses.customer.briefing.points import WHOLE, Point
from polku.lenses.customer.page import CustomerPage
from polku.surfaces.api.shapes.values import Moment
from polku.surfaces.words.briefing.reasons import reason
from polku.surfaces.words.briefing.sentence import sentence


class Weight(Schema):
    """What a sentence weighs: the sum of what is open, recent, unusual for them, memorable, always worth knowing."""

    open: int
    recent: int
    unusual: int
    memorable: int
    standing: int
    total: int


class Evidence(Schema):
    """Where it was told: an event, and which of its interactions; without an ordinal the event itself."""

    event_id: int
    ordinal: int | None


class Sentence(Schema):
    """One sentence; `section` is who, promised, wrong, voice, known or next; `evidence` is what it rests on."""

    sentence: str
    section: str
    rule: str
    why: str
    weight: Weight
    evidence: list[Evidence]


class Briefing(Schema):
    """Seven sentences at most, in reading order, as of a moment."""

    customer_id: int
    language: str
    as_of: Moment
    sentences: list[Sentence]


def briefing(page: CustomerPage, chosen: Chosen) -> dict[str, Any]:
    """The briefing as the API tells it, in the active language."""
    return {
        "customer_id": page.who.id,
        "language": (get_language() or "en")[:2],
        "as_of": page.now,
        "sentences": [_sentence(point, page.now) for point in chosen.said],
    }


def _sentence(point: Point, now: int) -> dict[str, Any]:
    return {
        "sentence": sentence(point, now),
        "section": point.section.name.lower(),
        "rule": point.rule,
        "why": reason(point),
        "weight": msgspec.structs.asdict(point.score) | {"total": point.score.total},
        "evidence": [
            {"event_id": one.event_id, "ordinal": None if one.ordinal == WHOLE else one.ordinal}
            for one in point.evidence
        ],
    }
