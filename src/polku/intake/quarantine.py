"""Quarantine: what could not be read, looked at, mended and sent through its door again.

Two sorts stand here. A body that a *door* refused is here whole; `replay` sends it, or a mended text of it,
through that door's parser. An event that a *mapping* refused stays in the log (`event_id`); `replay` marks it
"asked", and the pipeline reads it again (pipeline/reread.py).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec
from django.conf import settings
from django.db import transaction

from polku.intake.files import replaying
from polku.intake.http import cloudevents, segment
from polku.intake.http.parsed import Malformed, Parsed, Teller
from polku.intake.keep import keep
from polku.intake.models import Quarantined
from polku.lib.clock import now
from polku.timeline.log.read import event
from polku.timeline.log.router import log_alias
from polku.timeline.models import Source

# The form before a "/" → its door's parser. A body refused as a whole tells its address behind the "/".
Parser = Callable[[bytes, str, Teller], Parsed]
PARSERS: Final[Mapping[str, Parser]] = {
    "segment": segment.parse,
    "cloudevents": lambda body, call, teller: cloudevents.parse(body, teller),
    "row": lambda body, call, teller: replaying.parse(body, "row", teller),
    "xes": lambda body, call, teller: replaying.parse(body, "xes", teller),
    "ocel": lambda body, call, teller: replaying.parse(body, "ocel", teller),
}


class CannotReplay(Exception):
    """It can't be sent again as it is; the text says why."""


class Replayed(msgspec.Struct, frozen=True):
    """What came of a replay. `asked`: a mapping refused it, and the worker reads it again in a moment."""

    added: int = 0
    known: int = 0
    problems: list[tuple[str, str]] = []  # (where, reason) of what is still refused
    asked: bool = False


def listed(
    state: str = "waiting", source_id: int | None = None, before: int | None = None, limit: int = 50
) -> list[Quarantined]:
    """Newest first; `before` is the last id of the page before. An empty state means any."""
    found = Quarantined.objects.order_by("-pk")
    if state:
        found = found.filter(state=state)
    if source_id is not None:
        found = found.filter(source_id=source_id)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found[:limit])


def waiting() -> int:
    """How many wait for somebody to look at them."""
    return Quarantined.objects.filter(state="waiting").count()


def text_of(refused: Quarantined) -> str:
    """What was told, as text; of an event in the log its body there. Bytes that are no UTF-8 show as \\x.."""
    if refused.event_id is None:
        return bytes(refused.body).decode("utf-8", "backslashreplace")
    told = event(refused.event_id)
    return (told.body or "") if told else ""


def replay(refused: Quarantined, mended: str | None = None) -> Replayed:
    """Send it through its door again, as it is or as mended; CannotReplay where nothing of it can be kept.

    What is still refused of a batch stands in quarantine by itself afterwards.
    """
    if refused.event_id is not None:
        if mended is not None:
            raise CannotReplay("An event in the log is never changed; mend the mapping, then replay it.")
        _settle([refused.pk], "asked")
        return Replayed(asked=True)
    parsed = _parsed(refused, bytes(refused.body) if mended is None else mended.encode())
    problems = [(refusal.where, refusal.reason) for refusal in parsed.refusals]
    if not parsed.messages:
        where, reason = problems[0] if problems else ("", "there is no message in it")
        raise CannotReplay(f"{where}: {reason}" if where else reason)
    with transaction.atomic(using=log_alias()):
        kept = keep(parsed.messages, parsed.refusals)
        _settle([refused.pk], "replayed")
    return Replayed(kept.added, kept.known, problems)


def dismiss(refused: Quarantined) -> None:
    """Say that it needs no reading; it stays, out of sight."""
    _settle([refused.pk], "dismissed")


def take_back_dismissal(refused: Quarantined) -> None:
    """It waits again, as if nobody had dismissed it."""
    Quarantined.objects.filter(pk=refused.pk, state="dismissed").update(state="waiting", settled_at=None)


def asked_events(limit: int = 1000) -> list[int]:
    """Ids of events that somebody asked to be read again; for the pipeline."""
    asked = Quarantined.objects.filter(state="asked", event_id__isnull=False).order_by("pk")
    return [refused.event_id for refused in asked.only("event_id")[:limit] if refused.event_id is not None]


def _parsed(refused: Quarantined, body: bytes) -> Parsed:
    form, _, call = refused.form.partition("/")
    parser = PARSERS.get(form)
    if parser is None:
        raise CannotReplay(f"What came as {form!r} is replayed by bringing its file in again.")
    source = Source.objects.filter(pk=refused.source_id).first()
    zone = source.time_zone if source and source.time_zone else settings.CHOSEN["time_zone"]
    limit = settings.CHOSEN["message_limit"]
    try:
        return parser(body, call, Teller(refused.source_id, zone, refused.received_at, limit))
    except Malformed as malformed:
        raise CannotReplay(malformed.reason) from malformed


def _settle(ids: Sequence[int], state: str) -> None:
    Quarantined.objects.filter(pk__in=ids).update(state=state, settled_at=now())
