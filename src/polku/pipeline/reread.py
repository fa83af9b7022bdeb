"""Read quarantined events again after their mapping was mended: the same as a rebuild, for them alone."""

import logging
from collections.abc import Sequence

from django.db import InterfaceError, OperationalError, transaction

from polku.identity.models import Sighting
from polku.intake.keep import Refusal
from polku.intake.quarantine import asked_events
from polku.pipeline import progress
from polku.pipeline.filing import Filing
from polku.pipeline.interpret import Interpreter, refusal
from polku.pipeline.settle import settle
from polku.timeline.log.read import Told, events_of

log = logging.getLogger(__name__)


def reread_asked() -> int:
    """Read again what somebody asked for in quarantine; returns how many events are read now."""
    asked = asked_events()
    return reread(asked) if asked else 0


def reread(event_ids: Sequence[int]) -> int:
    """Read these quarantined events again; returns how many are read now. Safe to repeat.

    What the worker has not come to yet, it reads by itself. What is still refused, or breaks the work, waits
    with its reason.
    """
    try:
        read, refusals = _read_again(event_ids)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if len(event_ids) > 1:
            log.warning("events read again failed together (%s); trying each", type(error).__name__)
            return sum(reread([event_id]) for event_id in event_ids)
        log.exception("an event read again can't be worked on; it stays in quarantine")
        reason = f"working on it failed: {type(error).__name__}: {error}"
        read, refusals = [], [refusal(told, reason) for told in events_of(event_ids)]
    settle(read, refusals)
    return len(read)


def _read_again(event_ids: Sequence[int]) -> tuple[list[Told], list[Refusal]]:
    with transaction.atomic():
        position = progress.hold()
        events = [told for told in events_of(event_ids) if told.id <= position]
        ids = [told.id for told in events]
        filed = set(Sighting.objects.filter(event_id__in=ids).values_list("event_id", flat=True))
        interpreter = Interpreter()
        filing = Filing(position)
        filing.file(interpreter.interpret([told for told in events if told.id not in filed]))
    refusals = [*interpreter.refusals, *filing.refusals]
    refused = {one.event_id for one in refusals}
    return [told for told in events if told.id not in refused], refusals
