"""What has come in so far: events, what could not be read and why, and the first customers."""

from typing import Final

import msgspec

from polku.intake import quarantine
from polku.intake.models import Quarantined, Tally
from polku.lenses.customer.listed import Listed, latest
from polku.timeline.sources import own_source

_SHOWN: Final = 3


class Arrivals(msgspec.Struct, frozen=True):
    """Counts, the latest few refusals and the customers met last."""

    events: int
    waiting: int  # in quarantine
    refusals: list[Quarantined]
    customers: list[Listed]

    @property
    def mark(self) -> str:
        """Changes whenever what is shown does."""
        return "-".join(map(str, [self.events, self.waiting, *(one.id for one in self.customers)]))


def arrivals() -> Arrivals:
    """As it is now; our own acts don't count."""
    told = Tally.objects.exclude(source_id=own_source().pk).values_list("events", flat=True)
    waiting = quarantine.waiting()
    refusals = quarantine.listed(limit=_SHOWN) if waiting else []
    return Arrivals(sum(told), waiting, refusals, latest(_SHOWN))
