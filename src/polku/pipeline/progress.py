"""How far the worker has come, read by anyone and moved on in the worker's transaction."""

from django.db.models import F

from polku.lib import clock
from polku.pipeline.models import Progress

_ONLY = 1


def progress() -> Progress:
    """The one row, as it is now."""
    return Progress.objects.filter(pk=_ONLY).first() or Progress(pk=_ONLY)


def position() -> int:
    """The id of the last event that is in the derived tables."""
    return progress().position


def hold() -> int:
    """The position, held until the transaction ends: another worker waits here, and then goes on behind it."""
    return take_turn().position


def take_turn() -> Progress:
    """Hold the row as `hold` does, and count the turn: who read it before can tell that somebody came between."""
    if not Progress.objects.filter(pk=_ONLY).update(turn=F("turn") + 1):
        Progress.objects.get_or_create(pk=_ONLY)
        return take_turn()
    return Progress.objects.get(pk=_ONLY)


def advance(to: int, events: int = 0) -> None:
    """`events` more events are in the derived tables, the last of them `to`."""
    Progress.objects.filter(pk=_ONLY).update(
        position=to, events=F("events") + events, advanced_at=clock.now()
    )


def ask_rebuild() -> None:
    """Leave word for the worker that the log be read again."""
    Progress.objects.update_or_create(pk=_ONLY, defaults={"rebuild_asked_at": clock.now()})


def go_back(until: int, fold_at_end: bool = False) -> None:
    """Nothing is in the derived tables; the log is being read again up to `until`."""
    Progress.objects.filter(pk=_ONLY).update(
        position=0,
        events=0,
        rebuild_asked_at=None,
        rebuild_until=until,
        rebuilds=F("rebuilds") + 1,
        fold_at_end=fold_at_end,
    )


def is_back() -> None:
    """The log has been read again."""
    Progress.objects.filter(pk=_ONLY).update(rebuild_until=None, fold_at_end=False)
