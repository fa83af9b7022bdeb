"""Briefings of the demo company's customers: what must never be said is not said of any of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from polku.demo.delivery.load import load
from polku.demo.delivery.tests.standing import company, unheard
from polku.identity.models import Customer
from polku.lenses.customer.briefing.briefing import briefing
from polku.lenses.customer.briefing.points import WHOLE, Point
from polku.lenses.customer.briefing.quotes import HIDDEN, Quote
from polku.lenses.customer.interactions import told_by
from polku.lenses.customer.page import CustomerPage, customer_page
from polku.pipeline.drain import drain
from polku.surfaces.words.briefing.sentence import sentence
from polku.timeline.models import InteractionRow
from polku.touchpoints.mappings.load import forget_readers
from tests.briefing.drawn import LANGUAGES

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture
def pages(settings: Any, tmp_path: Path) -> list[CustomerPage]:
    """The page of every customer and organisation of a small Tuulahdus, at the end of its past."""
    settings.HOME = tmp_path
    forget_readers()
    made = company(60)
    load(made, unheard)
    drain()
    known = Customer.objects.filter(known=True).order_by("pk").values_list("pk", flat=True)
    found = [customer_page(one, made.until) for one in known]
    return [one for one in found if one is not None]


def test_what_must_never_be_said_is_said_of_nobody(pages: list[CustomerPage]) -> None:
    assert len(pages) > 50
    staff = set(InteractionRow.objects.exclude(actor="").values_list("actor", flat=True))
    troubles: list[tuple[str, ...]] = []
    rules: set[str] = set()
    for page in pages:
        for language in LANGUAGES:
            with translation.override(language):
                said = briefing(page, None).said
                words = [sentence(one, page.now) for one in said]
            rules |= {one.rule for one in said}
            troubles += _misspoken(page, words)
            troubles += _misquoted(page, said)
            troubles += _judging(page, said, staff)
            troubles += _unfounded(page, said)
    assert troubles == []
    assert len(rules) >= 15, rules


def _misspoken(page: CustomerPage, words: list[str]) -> Iterator[tuple[str, ...]]:
    if not 1 <= len(words) <= 7:
        yield ("count", page.who.name, str(len(words)))
    for one in words:
        if "%(" in one or ".." in one or "  " in one or not one.rstrip("”)").endswith((".", "!", "?", "…")):
            yield ("words", page.who.name, one)
    if len(set(words)) < len(words):
        yield ("twice", page.who.name, *words)


def _misquoted(page: CustomerPage, said: list[Point]) -> Iterator[tuple[str, ...]]:
    """A quote is made of what this customer said, or one of the organisation's own people: nobody else."""
    own = InteractionRow.objects.filter(customer_id__in=page.whose, side="customer")
    texts = [" ".join(f"{one.text} {one.subject}".split()) for one in own]
    for quote in _quotes(said):
        parts = [part.strip() for part in quote.text.split(HIDDEN) if part.strip()]
        if not any(all(part in text for part in parts) for text in texts):
            yield ("quote", page.who.name, quote.text)
        if bool(quote.by) != (page.who.entity == "organisation" and bool(page.members)) and quote.by:
            yield ("whose", page.who.name, quote.by)


def _judging(page: CustomerPage, said: list[Point], staff: set[str]) -> Iterator[tuple[str, ...]]:
    """No name of one of us stands in a quote or a note of this customer's people."""
    met = set(InteractionRow.objects.filter(customer_id__in=page.whose).values_list("actor", flat=True))
    for told in [quote.text for quote in _quotes(said)] + [
        str(getattr(one.said, "note", "")) for one in said
    ]:
        named = [name for name in staff & met if re.search(rf"\b{re.escape(name)}\b", told)]
        if named:
            yield ("named", page.who.name, told)


def _unfounded(page: CustomerPage, said: list[Point]) -> Iterator[tuple[str, ...]]:
    """Every sentence rests on what was told of this customer, where it rests on anything."""
    facts = {one.event_id for one in page.facts}
    for point in said:
        kept = told_by(page.whose, [one.event_id for one in point.evidence])
        known = {(one.event_id, one.told.ordinal) for one in kept}
        for one in point.evidence:
            if (one.event_id, one.ordinal) not in known and not (
                one.ordinal == WHOLE and one.event_id in facts
            ):
                yield ("evidence", page.who.name, point.rule, str(one))


def _quotes(said: list[Point]) -> list[Quote]:
    found = (getattr(one.said, "quote", None) for one in said)
    return [one for one in found if isinstance(one, Quote)]
