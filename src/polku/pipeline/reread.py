"""Read quarantined events again after their mapping was mended: the same as a rebuild, for them alone."""

from collections.abc import Sequence

from django.db import transaction

from polku.identity.models import Sighting
from polku.intake.quarantine import asked_events
from polku.pipeline import progress
from polku.pipeline.filing import Filing
from polku.pipeline.interpret import Interpreter
from polku.pipeline.settle import settle
from polku.timeline.log.read import events_of


def reread_asked() -> int:
    """Read again what somebody asked for in quarantine; returns how many events are read now."""
    asked = asked_events()
    return reread(asked) if asked else 0


def reread(event_ids: Sequence[int]) -> int:
    """Read these quarantined events again; returns how many are read now. Safe to repeat.

    What the worker has not come to yet, it reads by itself. What is still refused waits with its reason.
    """
    with transaction.atomic():
        position = progress.hold()
        events = [told for told in events_of(event_ids) if told.id <= position]
        filed = set(
            Sighting.objects.filter(event_id__in=[told.id for told in events]).values_list(
                "event_id", flat=True
            )
        )
        interpreter = Interpreter()
        filing = Filing(position)
        filing.file(interpreter.interpret([told for told in events if told.id not in filed]))
        refusals = [*interpreter.refusals, *filing.refusals]
    refused = {refusal.event_id for refusal in refusals}
    read = [told for told in events if told.id not in refused]
    settle(read, refusals)
    return len(read)
