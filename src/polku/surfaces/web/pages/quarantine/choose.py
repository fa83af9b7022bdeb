"""Which quarantined things a list shows, and replaying all of them."""

from collections.abc import Mapping
from typing import Final

import msgspec
from django.db.models import Count, QuerySet

from polku.intake.models import Quarantined
from polku.intake.quarantine import CannotReplay, replay

STATES: Final = ("waiting", "asked", "replayed", "dismissed")
AT_ONCE: Final = 500
MOST_REASONS: Final = 20


class Chosen(msgspec.Struct, frozen=True):
    """What the reader chose; `source` 0 and an empty `reason` mean any."""

    state: str
    source: int
    reason: str

    def rows(self) -> "QuerySet[Quarantined]":
        """Newest first."""
        found = Quarantined.objects.filter(state=self.state).order_by("-pk")
        if self.source:
            found = found.filter(source_id=self.source)
        return found.filter(reason=self.reason) if self.reason else found


def chosen(told: Mapping[str, str]) -> Chosen:
    """The choice as an address or a form tells it; what is no choice counts as not made."""
    state = told.get("state", "")
    source = told.get("source", "")
    known = int(source) if source.isdecimal() and len(source) < 10 else 0
    return Chosen(state if state in STATES else "waiting", known, told.get("reason", "").replace("\0", "␀"))


def reasons(choice: Chosen) -> list[tuple[str, int]]:
    """The commonest reasons of the chosen state and source, with how many."""
    alike = Chosen(choice.state, choice.source, "").rows().order_by()
    counted = alike.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason")
    return [(reason, n) for reason, n in counted[:MOST_REASONS]]


def replay_all(choice: Chosen) -> tuple[int, int, int]:
    """Replay what is chosen and waits: how many went through, are still refused, are left for the next time."""
    rows = Chosen("waiting", choice.source, choice.reason).rows()
    batch = list(rows[:AT_ONCE])
    still = sum(not _went_through(row) for row in batch)
    left = rows.filter(pk__lt=batch[-1].pk).count() if batch else 0
    return len(batch) - still, still, left


def _went_through(row: Quarantined) -> bool:
    try:
        replay(row)
    except CannotReplay:
        return False
    return True
