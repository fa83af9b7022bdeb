"""Probable duplicates become questions for a person; those nothing speaks for any more are taken back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from django.db import transaction

from polku.identity.rows import delete_of, insert, select, select_of, update
from polku.identity.suggest.compare import Likely
from polku.lib.clock import now

Pair = tuple[int, int]
_COLUMNS: Final = {
    "low_id": "bigint",
    "high_id": "bigint",
    "reason": "text",
    "probability": "double precision",
    "evidence": "text",
    "created_at": "bigint",
    "answer": "text",
}


class Asked(msgspec.Struct, frozen=True):
    """How many questions are new, asked already, answered already, and taken back."""

    new: int
    standing: int
    answered: int
    taken_back: int


def ask_about(likely: Iterable[Likely]) -> Asked:
    """Write the questions, in a transaction of its own."""
    with transaction.atomic():
        return _write(list(likely))


def _write(likely: list[Likely]) -> Asked:
    customers = {one for pair in likely for one in (pair.low, pair.high)}
    faces = _faces(customers)
    settled, standing = _decided(), _standing()
    fresh, sharper, kept = [], [], set()
    answered = 0
    for pair in likely:
        if pair.low not in faces or pair.high not in faces:
            continue  # merged or forgotten while we compared
        if (pair.low, pair.high) in settled:
            answered += 1
            continue
        known = standing.get((pair.low, pair.high))
        if known is None:
            low, high = sorted((faces[pair.low], faces[pair.high]))
            fresh.append((low, high, "similar", pair.probability, _evidence(pair), now(), ""))
        else:
            kept |= {review_id for review_id, _ in known}
            sharper += [
                (pair.probability, _evidence(pair), review_id)
                for review_id, reason in known
                if reason == "similar"
            ]
    insert("identity_review", _COLUMNS, fresh, "ON CONFLICT (low_id, high_id) DO NOTHING")
    update("identity_review", {"probability": "double precision", "evidence": "text"}, sharper)
    gone = [
        review_id
        for known in standing.values()
        for review_id, reason in known
        if reason == "similar" and review_id not in kept
    ]
    delete_of("DELETE FROM identity_review WHERE id IN ({ids})", gone)
    return Asked(len(fresh), len(sharper), answered, len(gone))


def _faces(customers: Iterable[int]) -> Mapping[int, int]:
    """The identifier that stands for each customer in a question: its strongest, first told."""
    strength = {"unique": 0, "shareable": 1, "weak": 2}
    best: dict[int, tuple[int, int, int]] = {}
    for customer, identifier, policy, first_at in select_of(
        "SELECT customer_id, id, policy, first_at FROM identity_identifier WHERE customer_id IN ({ids})",
        customers,
    ):
        rank = (strength.get(policy, 3), first_at, identifier)
        best[customer] = min(best.get(customer, rank), rank)
    return {customer: rank[2] for customer, rank in best.items()}


def _decided() -> set[Pair]:
    """Pairs of present customers whom a person said to be two."""
    rows = select(
        "SELECT l.customer_id, h.customer_id FROM identity_decision d"
        " JOIN identity_identifier l ON l.id = d.low_id JOIN identity_identifier h ON h.id = d.high_id"
        " WHERE d.kind = 'apart'"
    )
    return {(min(row), max(row)) for row in rows}


def _standing() -> Mapping[Pair, list[tuple[int, str]]]:
    """Unanswered questions by the customers they are about: review id and reason."""
    found: dict[Pair, list[tuple[int, str]]] = defaultdict(list)
    for low, high, review_id, reason in select(
        "SELECT l.customer_id, h.customer_id, r.id, r.reason FROM identity_review r"
        " JOIN identity_identifier l ON l.id = r.low_id JOIN identity_identifier h ON h.id = r.high_id"
        " WHERE r.answer IN ('', 'later')"
    ):
        found[min(low, high), max(low, high)].append((review_id, reason))
    return found


def _evidence(pair: Likely) -> str:
    """Match weights by field; no values, so that nothing personal outlives its identifier."""
    weights = {field: round(weight, 2) for field, weight in pair.weights.items()}
    return msgspec.json.encode({"weights": weights}).decode()
