"""The briefing's sentences as the customer's page shows them; its template is customer/briefing.html."""

from collections import Counter
from urllib.parse import urlencode

import msgspec
from django.urls import reverse

from polku.lenses.customer.briefing.briefing import briefing
from polku.lenses.customer.briefing.points import Point
from polku.lenses.customer.page import CustomerPage
from polku.surfaces.words.briefing.reasons import reason, weight_words
from polku.surfaces.words.briefing.sentence import sentence
from polku.workspace.models import Person


class Line(msgspec.Struct, frozen=True):
    """A sentence, why it stands here, and the address of what is behind it ("" where there is nothing).

    `anchor` stays the same while others come and go, so that what is open stays open.
    """

    anchor: str
    words: str
    reason: str
    weight: str
    address: str


def briefing_lines(page: CustomerPage, reader: Person) -> list[Line]:
    """What `reader` may know of the page's customer, in their language."""
    told: Counter[str] = Counter()
    lines = []
    for point in briefing(page, reader).said:
        told[point.rule] += 1
        lines.append(_line(point, f"know-{point.rule}-{told[point.rule]}", page))
    return lines


def _line(point: Point, anchor: str, page: CustomerPage) -> Line:
    told = urlencode([("told", f"{one.event_id}.{one.ordinal}") for one in point.evidence])
    address = f"{reverse('evidence', args=[page.who.id])}?{told}" if told else ""
    return Line(anchor, sentence(point, page.now), reason(point), weight_words(point.score), address)
