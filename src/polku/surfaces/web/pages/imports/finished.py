"""What came of an import that pages show: who came first, and how many rows no mapping could read."""

from typing import Final

from polku.identity.models import Sighting
from polku.intake.models import Quarantined, Upload
from polku.lenses.customer.listed import Listed, listed
from polku.timeline.models import Event

_FIRST: Final = 50  # events looked at
_SHOWN: Final = 3


def first_customers(source_id: int, after: int) -> list[Listed]:
    """The first customers a source told of behind that position of the log, as far as the worker has read."""
    told = Event.objects.filter(id__gt=after, source_id=source_id)
    events = list(told.order_by("id").values_list("id", flat=True)[:_FIRST])
    filed = dict(
        Sighting.objects.filter(event_id__in=events).values_list("event_id", "identifier__customer_id")
    )
    return listed(list(dict.fromkeys(filed[event] for event in events if event in filed))[:_SHOWN])


def in_quarantine(upload: Upload) -> int:
    """How many rows of the import's source wait in quarantine."""
    return Quarantined.objects.filter(source_id=upload.source_id or 0, state="waiting").count()
