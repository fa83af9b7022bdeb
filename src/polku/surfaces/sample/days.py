"""From `{-12 09:30}` to a date: the sample's files tell of days before today."""

import re
from datetime import datetime, time, timedelta
from typing import Final

_MOMENT: Final = re.compile(r"\{(-?\d+) (?:(\d\d:\d\d(?::\d\d)?)|-(\d+)h)\}")


def dated(text: str, now: datetime, zoned: bool) -> str:
    """The text with moments as ISO 8601 in the zone of `now`; without the offset where not `zoned`."""

    def moment(match: re.Match[str]) -> str:
        days, clock, hours = match.groups()
        if hours:
            told = now.replace(microsecond=0) - timedelta(hours=int(hours))
        else:
            day = now.date() + timedelta(days=int(days))
            told = datetime.combine(day, time.fromisoformat(clock), now.tzinfo)
        return told.isoformat() if zoned else told.replace(tzinfo=None).isoformat(" ")

    return _MOMENT.sub(moment, text)
