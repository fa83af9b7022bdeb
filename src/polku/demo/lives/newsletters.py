"""Four newsletters a year to those who joined."""

from functools import lru_cache
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.diary import Diary

_MONTHS: Final = {2: "winter", 5: "spring", 8: "summer", 11: "autumn"}
_MOST: Final = 10


def send_newsletters(diary: Diary, until: int) -> None:
    """From joining on, until they leave us (µs UTC) or have had enough."""
    if not diary.joined_at:
        return
    joined = calendar.date_of(calendar.local(diary.joined_at)[0])
    sent = 0
    for at, season in issues(joined.year):
        if at > min(until, diary.last) or sent == _MOST:
            return
        if at > diary.joined_at:
            sent += 1
            diary.tell(
                at,
                What.NEWSLETTER,
                diary.people.asks,
                channel="mail",
                subject=diary.say(f"newsletter.{season}"),
            )


@lru_cache(maxsize=64)
def issues(year: int) -> tuple[tuple[int, str], ...]:
    """The newsletters of this year and the next years: when each goes out, and its season."""
    months = [(later, month) for later in range(year, year + 4) for month in _MONTHS]
    days = [(calendar.workday(calendar.day(later, month, 8)), month) for later, month in months]
    return tuple((calendar.moment(day, 10 * 60), _MONTHS[month]) for day, month in days)
