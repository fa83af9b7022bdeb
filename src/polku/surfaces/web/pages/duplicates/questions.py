"""A question with what one needs to answer it: both sides' facts beside each other, and why it is asked."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polku.identity.folding import folded
from polku.identity.models import Claim, Customer, Identifier, Review
from polku.identity.suggest.fields import FIELDS, comparable
from polku.lenses.customer.who import facts_of

FIELD_WORDS: Final[dict[str, str | Promise]] = {
    "given_name": _("First name"),
    "surname": _("Last name"),
    "birth_date": _("Born"),
    "personal_id": _("Personal id"),
    "street": _("Street"),
    "street_number": _("House number"),
    "postcode": _("Postcode"),
    "city": _("City"),
    "email": _("Email"),
    "phone": _("Phone"),
}
_MOST_NAMES: Final = 12
# field → the comparison of suggest/model.py that it is a part of
_COMPARED_AS: Final = {
    "given_name": "name",
    "surname": "name",
    "street": "address",
    "street_number": "address",
    "postcode": "address",
    "city": "city_alone",
}


class Side(msgspec.Struct, frozen=True):
    """One of the two customers."""

    customer_id: int
    customer: Customer | None
    asked_about: Identifier
    names: list[Identifier]
    fields: dict[str, str | None]


class Line(msgspec.Struct, frozen=True):
    """A fact of both, and how it speaks: `for`, `against` or "" (not told, or not compared)."""

    label: str | Promise
    low: str
    high: str
    speaks: str
    weight: float | None


class Question(msgspec.Struct, frozen=True):
    """A review as the page shows it; `via` is the claim that wanted to join the two."""

    review: Review
    sides: list[Side]
    lines: list[Line]
    via: Claim | None

    @property
    def percent(self) -> str:
        """Cut, not rounded: hardly anything is 100 % sure."""
        return f"{int((self.review.probability or 0) * 1000) / 10:g}"

    @property
    def shared(self) -> Identifier:
        """The one of the two that many use."""
        return self.review.low if self.review.low.crowded else self.review.high


def question(review: Review) -> Question:
    """Everything the page says about a review."""
    evidence = msgspec.json.decode(review.evidence) if review.evidence else {}
    low, high = _side(review.low), _side(review.high)
    claim_id = evidence.get("claim")
    via = Claim.objects.filter(pk=claim_id).select_related("low", "high").first() if claim_id else None
    return Question(review, [low, high], _lines(low, high, evidence.get("weights", {})), via)


def _side(identifier: Identifier) -> Side:
    customer_id = identifier.customer_id
    names = list(Identifier.objects.filter(customer_id=customer_id).order_by("first_at", "pk")[:_MOST_NAMES])
    facts: dict[str, Any] = {fact.name: fact.value for fact in facts_of(customer_id)}
    shareable = [(one.namespace, one.value) for one in names if one.policy == "shareable"]
    customer = Customer.objects.filter(pk=customer_id).first()
    fields = as_told(comparable(facts, shareable), [*facts.values(), *(one.value for one in names)])
    return Side(customer_id, customer, identifier, names, fields)


def as_told(fields: Mapping[str, str | None], told: Iterable[object]) -> dict[str, str | None]:
    """The fields with each word as it was told: `makinen`, which Polku compared, is `Mäkinen` to who reads it."""
    words = {folded(word): word for text in told for word in str(text).split()}
    return {
        field: value and " ".join(words.get(word, word) for word in value.split(" "))
        for field, value in fields.items()
    }


def _lines(low: Side, high: Side, weights: dict[str, float]) -> list[Line]:
    """Fields that either has. Where several are compared as one, its weight stands on the first of them."""
    lines = []
    shown: set[str] = set()
    for field in FIELDS:
        one, other = low.fields[field] or "", high.fields[field] or ""
        if not one and not other:
            continue
        group = _COMPARED_AS.get(field, field)
        weight = weights.get(group)
        speaks = _speaks(folded(one), folded(other), weight)
        lines.append(Line(FIELD_WORDS[field], one, other, speaks, None if group in shown else weight))
        shown.add(group)
    return lines


def _speaks(one: str, other: str, weight: float | None) -> str:
    if not one or not other:
        return ""
    if one == other:
        return "for"
    return "against" if weight is not None and weight < 0 else ""
