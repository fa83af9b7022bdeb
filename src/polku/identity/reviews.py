"""Questions for a person, kept as resolve() asks them: asked once, taken back when nothing asks any more."""

from collections.abc import Mapping

import msgspec

from polku.identity.component import Component
from polku.identity.resolve import Doubt, Resolution
from polku.identity.rows import delete_of, insert, select_of, update

Pair = tuple[int, int]
_COLUMNS = {
    "low_id": "bigint",
    "high_id": "bigint",
    "reason": "text",
    "evidence": "text",
    "created_at": "bigint",
    "answer": "text",
}
_STANDING = "SELECT id, low_id, high_id, reason, answer FROM identity_review WHERE {end} IN ({{ids}})"


def ask(component: Component, resolution: Resolution, customers: Mapping[int, int]) -> None:
    """Bring the stored questions among the component's identifiers up to its doubts."""
    doubts = {_pair(doubt.a, doubt.b): doubt for doubt in resolution.doubts}
    standing = {}
    for end in ("low_id", "high_id"):
        for row in select_of(_STANDING.format(end=end), component.nodes):
            standing[row[1], row[2]] = row
    settled, sharper = [], []
    for pair, (review_id, low, high, reason, answer) in standing.items():
        doubt = doubts.pop(pair, None)
        if answer in ("same", "apart"):
            continue
        if doubt is not None:
            sharper.append((doubt.reason, _evidence(doubt), doubt.via.first_at, review_id))
        elif _is_settled(component, customers, low, high, reason):
            settled.append(review_id)
    delete_of("DELETE FROM identity_review WHERE id IN ({ids})", settled)
    update("identity_review", {"reason": "text", "evidence": "text", "created_at": "bigint"}, sharper)
    insert(
        "identity_review",
        _COLUMNS,
        [
            (*pair, doubt.reason, _evidence(doubt), doubt.via.first_at, "")
            for pair, doubt in sorted(doubts.items())
        ],
    )


def _is_settled(component: Component, customers: Mapping[int, int], low: int, high: int, reason: str) -> bool:
    """Whether a question that resolving did not ask again has gone."""
    inside = [one for one in (low, high) if one in component.nodes]
    if reason == "crowded" and any(one in component.crowded for one in inside):
        return True
    if len(inside) < 2:
        return False
    return reason != "similar" or customers[low] == customers[high]


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _evidence(doubt: Doubt) -> str:
    """Ids only: values stay where erasure finds them."""
    return msgspec.json.encode({"claim": doubt.via.claim_id}).decode()
