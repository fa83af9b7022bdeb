"""What waits for us now, in at most nine rows: promises overdue or due today, and the longest waits."""

from datetime import timedelta
from typing import Final

import msgspec
from django.utils import timezone

from polku.lenses.today.due import Due, kept_since, promises_due
from polku.lenses.today.waits import COUNTED, Wait, how_many_wait, longest_waits
from polku.lib.clock import DAY, from_datetime, to_datetime

MOST: Final = 9
_PROMISES: Final = 4  # so that one kind does not crowd out the other
_WAITING_FOR: Final = 30 * DAY  # what nobody answered for longer is not today's work
_OVERDUE_FOR: Final = 7 * DAY


class Today(msgspec.Struct, frozen=True):
    """The rows, how many wait in all (`many`: more than were counted), and how many promises we kept today."""

    dues: list[Due]
    waits: list[Wait]
    waiting: int
    kept: int
    many: bool

    @property
    def anything(self) -> bool:
        return bool(self.dues or self.waits)

    @property
    def left(self) -> int:
        """How many wait beside those shown."""
        return self.waiting - len(self.waits)


def today(now: int) -> Today:
    """As it is at `now` (microseconds UTC); a day ends at midnight where the company is."""
    start, end = day_of(now)
    dues = promises_due(start - _OVERDUE_FOR, end, MOST)
    waits = longest_waits(now - _WAITING_FOR, MOST)
    promised = max(_PROMISES, MOST - len(waits))
    waiting = how_many_wait(now - _WAITING_FOR)
    return Today(
        dues[:promised],
        waits[: MOST - len(dues[:promised])],
        waiting,
        kept_since(start),
        waiting >= COUNTED,
    )


def day_of(now: int) -> tuple[int, int]:
    """The local day's first moment and the next day's."""
    local = timezone.localtime(to_datetime(now))
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return from_datetime(start), from_datetime(start + timedelta(days=1))
