"""When our people are at work, and when a wait that began at some moment can end."""

from random import Random
from typing import Final

from polku.demo.lives import calendar
from polku.demo.lives.calendar import MINUTE


class Hours:
    """Opening hours of a place of ours, in minutes of the local day."""

    __slots__ = ("closes", "opens", "saturday")

    def __init__(self, opens: int, closes: int, saturday: tuple[int, int] | None = None) -> None:
        self.opens, self.closes, self.saturday = opens, closes, saturday

    def on(self, day: int) -> tuple[int, int] | None:
        """From when to when on this day, None where shut."""
        if calendar.is_workday(day):
            return self.opens, self.closes
        if self.saturday and calendar.weekday(day) == calendar.SATURDAY and day not in calendar.HOLIDAYS:
            return self.saturday
        return None

    def is_open(self, at: int) -> bool:
        day, minute = calendar.local(at)
        hours = self.on(day)
        return hours is not None and hours[0] <= minute < hours[1]

    def from_then(self, at: int, luck: Random) -> int:
        """The moment itself if open; otherwise within the first forty minutes of the next opening."""
        day, minute = calendar.local(at)
        hours = self.on(day)
        if hours is not None and hours[0] <= minute < hours[1]:
            return at
        if hours is None or minute >= hours[1]:
            day += 1
            while (hours := self.on(day)) is None:
                day += 1
        return calendar.moment(day, hours[0] + 40 * luck.random())

    def some_time(self, day: int, luck: Random) -> int:
        """Some moment of the next working day from this one on."""
        closes = self.closes - 30
        return calendar.moment(calendar.workday(day), self.opens + (closes - self.opens) * luck.random())


OFFICE: Final = Hours(9 * 60, 17 * 60)  # bookers, finance, mail support
VISITS: Final = Hours(9 * 60, 19 * 60)  # sellers come after people's work, too
SITES: Final = Hours(7 * 60 + 30, 17 * 60)  # installers
PHONE: Final = Hours(8 * 60, 18 * 60)
CHAT: Final = Hours(8 * 60, 20 * 60, saturday=(10 * 60, 15 * 60))
SHIFT_CHANGE: Final = 14 * 60  # the morning shift of the chat goes, the evening shift comes


def soon(at: int, luck: Random, least: float, most: float) -> int:
    """So many minutes later, evenly between the two."""
    return at + int((least + (most - least) * luck.random()) * MINUTE)
