"""What people decide in Polku is an event too: it goes through the log, so a rebuild repeats it."""

from collections.abc import Sequence
from typing import Final
from uuid import uuid4

import msgspec

from polku.identity.models import Identifier, Review
from polku.intake.keep import keep
from polku.lib.clock import now
from polku.lib.digest import digest
from polku.timeline.log.append import Message
from polku.timeline.sources import own_source
from polku.touchpoints.logged import LOGGED, Happened, Logged, Named
from polku.touchpoints.reading import Entity, Policy

DECISIONS: Final = ("same", "apart", "revoked", "later", "unsaid")


def record_decision(kind: str, low: Identifier, high: Identifier, by: str, evidence: str = "") -> None:
    """Record a person's word on two identifiers: same, apart, revoked (their claim), later, or none of it (unsaid)."""
    if kind not in DECISIONS:
        raise ValueError(f"a decision is one of {', '.join(DECISIONS)}, not {kind!r}")
    record(
        f"decision.{kind}",
        {
            "a": {"namespace": low.namespace, "value": low.value},
            "b": {"namespace": high.namespace, "value": high.value},
            "by": by,
            "evidence": evidence,
        },
    )


def record(act: str, told: dict[str, object]) -> None:
    """Append one act of Polku's own; on disk when this returns."""
    source_id = own_source().pk
    moment = now()
    body = msgspec.json.encode({"type": act, **told}).decode()
    keep([Message(source_id, digest(str(source_id), uuid4().hex), "polku", moment, moment, 0, body)])


def log_encounter(who: Identifier, by: str, happened: Sequence[Happened]) -> str:
    """Record what one of us wrote down about meeting somebody; the record's name, by which it can be taken back."""
    name = uuid4().hex
    _log(name, who, by, happened)
    return name


def take_back_encounter(name: str, who: Identifier, by: str) -> None:
    """Record that what was written down did not happen: the record is told again, with nothing in it."""
    _log(name, who, by, [])


def _log(name: str, who: Identifier, by: str, happened: Sequence[Happened]) -> None:
    named = Named(who.namespace, who.value, Policy(who.policy), Entity(who.entity))
    told = msgspec.to_builtins(Logged(name, named, by, [*happened]))
    record(LOGGED, told)


def answer(review: Review, kind: str, by: str, evidence: str = "") -> None:
    """Record a person's answer to a question: same, apart or later. It goes from the list at once."""
    record_decision(kind, review.low, review.high, by, evidence)
    review.answer = kind
    review.save(update_fields=["answer"])


def take_back_answer(review: Review, by: str) -> None:
    """Record that the answer to a question is unsaid: it stands among those that wait again."""
    record_decision("unsaid", review.low, review.high, by)
    review.answer = ""
    review.save(update_fields=["answer"])
