"""How far the worker has come, read and moved on in its own transaction."""

from polku.lib import clock
from polku.pipeline.models import Progress

_ONLY = 1


def position() -> int:
    """The id of the last event that is in the derived tables."""
    found = Progress.objects.filter(pk=_ONLY).values_list("position", flat=True).first()
    return found or 0


def hold() -> int:
    """The position, held until the transaction ends: a second worker waits here and then goes on behind it."""
    Progress.objects.get_or_create(pk=_ONLY)
    return Progress.objects.select_for_update().get(pk=_ONLY).position


def advance(to: int) -> None:
    """Every event up to `to` is in the derived tables now."""
    Progress.objects.filter(pk=_ONLY).update(position=to, advanced_at=clock.now())
