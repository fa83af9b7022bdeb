"""Visits to the website: most of them by somebody who has not said who they are."""

from random import Random
from typing import Final

import msgspec

from polku.demo.happening import Party, What
from polku.demo.lives import calendar
from polku.demo.lives.calendar import MINUTE
from polku.demo.lives.diary import Diary
from polku.demo.lives.luck import one_of
from polku.demo.lives.people import anonymous

PAGES: Final = (
    "/", "/ilmalampopumput", "/ilma-vesilampopumput", "/maalampo", "/hinnat", "/asennus", "/referenssit",
    "/kotitalousvahennys", "/taloyhtiot-ja-yritykset", "/huolto", "/usein-kysyttya",
)  # fmt: skip
_SIGNED_IN: Final = ("/oma", "/oma/pumppu", "/oma/laskut", "/oma/huolto", "/oma/ohjeet")
_REFERRERS: Final = (
    "",
    "",
    "https://haku.example/",
    "https://haku.example/",
    "https://some.example/",
    "https://rakentajat.example/",
)
_CAMPAIGNS: Final = ("", "", "", "", "syksy-lampimaksi", "viilea-kesa", "messut", "uutiskirje")


def evening_rather(luck: Random) -> float:
    """A minute of the day on which people are on the web for themselves."""
    return luck.triangular(390, 1410, 1190)


def wander(diary: Diary, day: int) -> None:
    """Somebody looks around, once or a few times, and never says who they are."""
    luck = diary.luck("website")
    for _ in range(1 + int(luck.random() * 3)):
        visit(diary, diary.people.asks, day, evening_rather(luck), 1 + int(luck.random() * 4))
        day += 1 + int(luck.random() * 20)


def look_around_before(diary: Diary, day: int) -> None:
    """The visits on the days before somebody asks."""
    luck = diary.luck("website")
    before = day - 1 - int(luck.random() * 12)
    for _ in range(int(luck.random() * 3)):
        visit(diary, diary.people.asks, before, evening_rather(luck), 1 + int(luck.random() * 4))
        before -= 1 + int(luck.random() * 14)


def visit(diary: Diary, who: Party, day: int, minute: float, pages: int, *, ends: str = "") -> int:
    """So many pages one after the other, the last of them `ends` if given; returns when the last was opened."""
    luck = diary.luck("website")
    who = anonymous(_in_use(who, luck))
    at = calendar.moment(day, minute)
    referrer, campaign = one_of(_REFERRERS, luck), one_of(_CAMPAIGNS, luck)
    prefix = "" if who.language == "fi" else f"/{who.language}"
    for number in range(pages):
        page = ends if ends and number == pages - 1 else one_of(PAGES, luck)
        came = {"referrer": referrer, "campaign": campaign} if number == 0 else {}
        diary.tell(at, What.WEB_PAGE, who, page=prefix + page, channel="web", fields=came)
        at += int((0.2 + luck.expovariate(0.5)) * MINUTE)
    return at


def visit_signed_in(diary: Diary, who: Party, day: int) -> None:
    """A customer looks at their own pages, under their own name."""
    luck = diary.luck("website")
    who = _in_use(who, luck)
    if not who.cookies:
        return
    at = calendar.moment(day, evening_rather(luck))
    for page in ("/oma", *(one_of(_SIGNED_IN, luck) for _ in range(int(luck.random() * 3)))):
        diary.tell(at, What.WEB_PAGE, who, page=page, channel="web", fields={"signed_in": True})
        at += int((0.2 + luck.expovariate(0.5)) * MINUTE)


def _in_use(who: Party, luck: Random) -> Party:
    """The person with the browser at hand first: mostly their usual one."""
    if len(who.cookies) > 1 and luck.random() < 0.35:
        return msgspec.structs.replace(who, cookies=who.cookies[::-1])
    return who
