"""Four newsletters a year to those who joined."""

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
    issues = [(year, month) for year in range(joined.year, joined.year + 5) for month in _MONTHS]
    sent = 0
    for year, month in issues:
        at = calendar.moment(calendar.workday(calendar.day(year, month, 8)), 10 * 60)
        if at > min(until, diary.last) or sent == _MOST:
            return
        if at > diary.joined_at:
            sent += 1
            diary.tell(
                at,
                What.NEWSLETTER,
                diary.people.asks,
                channel="mail",
                subject=diary.say(f"newsletter.{_MONTHS[month]}"),
            )
