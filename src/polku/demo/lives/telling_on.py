"""What customers tell others of us: reviews, posts, neighbours sent our way, and thanks to ourselves."""

from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.diary import Diary
from polku.demo.lives.installation import Installed
from polku.demo.lives.leaving import Fate
from polku.demo.truths import TOLD_ON_ELSEWHERE, TOLD_ON_SHARE, Truth

PRAISE_SHARE: Final = 0.12


def tell_on(diary: Diary, installed: Installed, fate: Fate) -> None:
    """Perhaps they praise, perhaps they tell others; a kindness is told on more often."""
    luck = diary.luck("later")
    kindness = installed.kindness
    day, _ = calendar.local(installed.at)
    praises, thanked = (
        luck.random() < PRAISE_SHARE,
        calendar.moment(day + 1 + int(luck.random() * 4), luck.triangular(480, 1320, 1140)),
    )
    if praises and thanked < fate.at:
        diary.tell(thanked, What.PRAISE, diary.people.lives, channel="mail", text=_praise(diary, kindness))
    share = TOLD_ON_SHARE if kindness and diary.holds(Truth.KINDNESSES) else TOLD_ON_ELSEWHERE
    tells, publicly = luck.random() < share, luck.random() < 0.55
    at = calendar.moment(day + 2 + int(luck.random() * 40), luck.triangular(480, 1380, 1170))
    stars = 5 if luck.random() < 0.7 else 4
    if not tells or at >= fate.at:
        return
    if publicly:
        keys = ("told.mention_kindness",) if kindness else ("told.mention", f"{diary.care}_well")
        diary.tell(
            at,
            What.MENTION,
            diary.people.lives,
            channel="social",
            text=diary.say(*keys),
            fields={"stars": stars},
        )
    else:
        key = "told.referred_kindness" if kindness else "told.referred"
        diary.tell(at, What.REFERRED, diary.people.lives, channel="phone", text=diary.say(key))


def _praise(diary: Diary, kindness: bool) -> str:
    return diary.say("praise.open", "praise.kindness" if kindness else "praise.installer")
