"""Whether and when a customer goes, and whether they say so.

Leaving is drawn month by month with a hazard, so that what doubles it doubles it at every moment.
"""

from dataclasses import dataclass
from math import log
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.diary import Diary
from polku.demo.lives.installation import Installed
from polku.demo.lives.luck import one_of
from polku.demo.lives.sale import order
from polku.demo.truths import SATISFIED_SHARE, SILENT_HAZARD, Truth

HAZARD: Final = 0.013  # of leaving in a month of thirty days
SAID_SHARE: Final = 0.4
_REASONS: Final = ("price", "price", "moving", "unhappy", "other", "renovation")


@dataclass(frozen=True, slots=True)
class Fate:
    """When they go (perhaps long after the demo's end), whether they say so, and whether they seemed content."""

    at: int
    said: bool
    content: bool


def draw_fate(diary: Diary, installed: Installed) -> Fate:
    luck = diary.luck("leaving")
    unnoticed = installed.silently_redated and diary.holds(Truth.SILENT_REDATING)
    hazard = HAZARD * (SILENT_HAZARD if unnoticed else 1.0)
    months = int(log(1.0 - luck.random()) / log(1.0 - hazard))
    day = calendar.local(installed.at)[0] + months * 30 + 1 + int(luck.random() * 30)
    at = calendar.moment(min(day, calendar.local(diary.last)[0] + 400), luck.triangular(480, 1320, 1100))
    return Fate(at, luck.random() < SAID_SHARE, luck.random() < SATISFIED_SHARE)


def say_goodbye(diary: Diary, installed: Installed, fate: Fate) -> None:
    """The words of those who say that they go."""
    luck = diary.luck("leaving")
    reason = one_of(_REASONS, luck)
    if installed.silently_redated and luck.random() < 0.5:
        reason = "redated"
    if fate.said:
        diary.tell(
            fate.at, What.LEFT, diary.people.buys, thread=order(diary), channel="mail",
            text=diary.say("left.open", f"left.{reason}", "left.more"), fields={"about": reason},
        )  # fmt: skip
