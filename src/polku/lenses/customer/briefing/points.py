"""A point of the briefing: what it says, why it stands here, and the events behind it. Knows no Django."""

from enum import IntEnum
from typing import Final

import msgspec

from polku.lib.clock import DAY

OWED: Final = 50  # somebody waits for us to act
AWAITED: Final = 25  # something is still to come
UNUSUAL: Final = 20  # unlike this customer's own past
MEMORABLE: Final = 15  # what people remember: the worst, the best, the last, a kindness
WHOLE: Final = -1
_RECENT: Final = ((7 * DAY, 20), (31 * DAY, 14), (183 * DAY, 8), (730 * DAY, 3))


class Section(IntEnum):
    """What a point is about; points are read in this order."""

    WHO = 1
    PROMISED = 2
    WRONG = 3
    VOICE = 4
    KNOWN = 5
    NEXT = 6


class Score(msgspec.Struct, frozen=True):
    """How much a point weighs, and of what that is made."""

    open: int = 0
    recent: int = 0
    unusual: int = 0
    memorable: int = 0
    standing: int = 0  # worth knowing at any time

    @property
    def total(self) -> int:
        return self.open + self.recent + self.unusual + self.memorable + self.standing


class Evidence(msgspec.Struct, frozen=True, order=True):
    """Where it was told: an event, and which of its interactions; WHOLE means the event itself."""

    event_id: int
    ordinal: int


class Said(msgspec.Struct, frozen=True):
    """What a point says, as facts; the surfaces find the words (surfaces/words/briefing)."""


class Place(msgspec.Struct, frozen=True):
    """Where: a touchpoint's name, and its title on the map or ""."""

    touchpoint: str
    title: str = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence to be. Two points about the same matter are not both said."""

    rule: str
    section: Section
    said: Said
    score: Score
    at: int  # the moment it is about
    evidence: tuple[Evidence, ...]
    matter: str


def recency(moment: int, now: int) -> int:
    """20 within a week, 14 within a month, 8 within half a year, 3 within two years; of what is to come too."""
    apart = abs(now - moment)
    return next((weight for length, weight in _RECENT if apart <= length), 0)
