"""What has come in so far: events, what could not be read and why, and the first customers."""

from typing import Final

import msgspec

from polku.intake import quarantine
from polku.intake.models import Quarantined, Tally
from polku.lenses.customer.listed import Listed, latest
from polku.surfaces.web.pages.imports.finished import first_customers
from polku.timeline.models import Event
from polku.timeline.sources import own_source

_SHOWN: Final = 3
_COUNTED: Final = 1_000  # events at most


class Arrivals(msgspec.Struct, frozen=True):
    """Counts, the latest few refusals and the customers met last."""

    events: int
    waiting: int  # in quarantine
    refusals: list[Quarantined]
    customers: list[Listed]
    source_id: int = 0  # 0: of all sources
    after: int = 0  # only what stands behind this position of the log

    @property
    def mark(self) -> str:
        """Changes whenever what is shown does."""
        return "-".join(map(str, [self.events, self.waiting, *(one.id for one in self.customers)]))


def arrivals_of(source_id: int, after: int) -> Arrivals:
    """What one source told behind that position of the log."""
    events = Event.objects.filter(id__gt=after, source_id=source_id)[:_COUNTED].count()
    waiting = Quarantined.objects.filter(source_id=source_id, state="waiting").count()
    refusals = quarantine.listed(source_id=source_id, limit=_SHOWN) if waiting else []
    return Arrivals(events, waiting, refusals, first_customers(source_id, after), source_id, after)


def arrivals() -> Arrivals:
    """As it is now; our own acts don't count."""
    told = Tally.objects.exclude(source_id=own_source().pk).values_list("events", flat=True)
    waiting = quarantine.waiting()
    refusals = quarantine.listed(limit=_SHOWN) if waiting else []
    return Arrivals(sum(told), waiting, refusals, latest(_SHOWN))
