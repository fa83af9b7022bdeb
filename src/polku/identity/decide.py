"""A person's decision on two identifiers: applied as the event that it is, so that a rebuild repeats it."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from polku.identity.arrivals import add_unseen, key_of, known_identifiers, storable
from polku.identity.crowding import mark_crowds, neighbours_of, same_verdicts
from polku.identity.describe import describe
from polku.identity.history import Cause
from polku.identity.memory import MEMORY, Known
from polku.identity.models import Claim, Decision, Review
from polku.identity.weave import Moved, weave
from polku.touchpoints.reading import Unreadable

KINDS: Final = ("same", "apart", "revoked", "later", "unsaid")
PREFIX: Final = "decision."


class _End(msgspec.Struct):
    namespace: str
    value: str


class Told(msgspec.Struct):
    """A decision as the log has it."""

    type: str
    a: _End
    b: _End
    by: str = ""
    evidence: str = ""


def apply_decision(event_id: int, occurred_at: int, body: Mapping[str, Any]) -> list[Moved]:
    """Make the decision count and resolve again; returns who moved. Unreadable where the body makes no sense."""
    told = check_decision(body)
    MEMORY.open()
    low, high = _ends(told)
    kind = told.type.removeprefix(PREFIX)
    moved: list[Moved] = []
    if kind == "later":
        Review.objects.filter(low_id=low.id, high_id=high.id, answer="").update(answer="later")
    elif _is_news(low, high, event_id, occurred_at):
        moved = _apply(kind, low, high, told, event_id, occurred_at)
    MEMORY.keep()
    return moved


def check_decision(body: Mapping[str, Any]) -> Told:
    """The decision that a body tells; Unreadable where it makes no sense, so that it goes to quarantine."""
    try:
        told = msgspec.convert(body, Told)
    except msgspec.ValidationError as wrong:
        raise Unreadable(f"not a decision on two identifiers: {wrong}") from wrong
    if told.type.removeprefix(PREFIX) not in KINDS:
        raise Unreadable(f"a decision is one of {', '.join(KINDS)}, not {told.type!r}", "type")
    if key_of(told.a.namespace, told.a.value) == key_of(told.b.namespace, told.b.value):
        raise Unreadable("a decision needs two different identifiers", "b")
    return told


def _ends(told: Told) -> tuple[Known, Known]:
    keys = [key_of(end.namespace, end.value) for end in (told.a, told.b)]
    known = known_identifiers(keys)
    if strange := [key for key in keys if key not in known]:
        add_unseen(strange)
        known = known_identifiers(keys)
    low, high = sorted((known[key] for key in keys), key=lambda one: one.id)
    return low, high


def _is_news(low: Known, high: Known, event_id: int, occurred_at: int) -> bool:
    """Whether no later decision on the two stands already."""
    standing = Decision.objects.filter(low_id=low.id, high_id=high.id).first()
    return standing is None or (standing.decided_at, standing.event_id) <= (occurred_at, event_id)


def _apply(kind: str, low: Known, high: Known, told: Told, event_id: int, occurred_at: int) -> list[Moved]:
    around = _around(low, high)
    evidence = told.evidence.replace("\0", "␀")
    Decision.objects.update_or_create(
        low_id=low.id,
        high_id=high.id,
        defaults={
            "kind": kind,
            "decided_at": occurred_at,
            "decided_by": storable(told.by, 150),
            "evidence": evidence,
            "event_id": event_id,
        },
    )
    claim = Claim.objects.filter(low_id=low.id, high_id=high.id).first()
    if claim is not None and claim.revoked != (kind == "revoked"):
        claim.revoked = kind == "revoked"
        claim.save(update_fields=["revoked"])
    if kind in ("same", "apart", "unsaid"):  # what is unsaid is asked again
        answer = "" if kind == "unsaid" else kind
        Review.objects.filter(low_id=low.id, high_id=high.id).update(answer=answer)
    around |= _around(low, high)
    touched = {low.id, high.id} | mark_crowds(around)
    cause = Cause(event_id, occurred_at, told.by or "?", evidence, claim.pk if claim else None)
    woven = weave(touched, [], set(), cause)
    describe(woven.stale)
    return woven.moved


def _around(low: Known, high: Known) -> set[int]:
    """The two, whoever a verdict makes the same as them, and all who were told with those: crowds may change."""
    ends = {low.id, high.id}
    ends |= {one for verdict in same_verdicts(ends) for one in (verdict.a, verdict.b)}
    return ends | neighbours_of(ends)
