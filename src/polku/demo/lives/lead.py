"""How a life with us begins: a form on the website or a talk at a fair, and how soon the booker calls."""

from dataclasses import dataclass
from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar, seasons, website
from polku.demo.lives.calendar import DAY, HOUR
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import OFFICE, soon
from polku.demo.lives.luck import one_of
from polku.demo.lives.staff import BOOKERS, SELLERS
from polku.demo.truths import SLOW_AFTER_A_DAY, SLOW_WITHIN_A_DAY, Truth

FAIR_SHARE: Final = 0.18
UNREACHED_SHARE: Final = 0.05
CONVERSION: Final = 0.7  # of leads answered within the hour
FAIR_CONVERSION: Final = 0.4
_JOINS_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody the booker talked with: when, the odds that they become a customer, and whether they had waited."""

    at: int
    odds: float
    booker: str
    waited: bool


def come(diary: Diary, day: int) -> Lead | None:
    """They come to us and the booker calls; None where nobody ever reached them."""
    luck = diary.luck("lead")
    booker = one_of(BOOKERS, luck)
    fair = seasons.fair_from(day)
    if luck.random() < FAIR_SHARE and calendar.moment(fair, 0) < diary.last - 3 * DAY:
        return _at_fair(diary, fair, booker, luck)
    return _by_form(diary, day, booker, luck)


def _at_fair(diary: Diary, day: int, booker: str, luck: Random) -> Lead:
    who, at = diary.people.asks, calendar.moment(day, 605 + 470 * luck.random())
    diary.tell(
        at, What.FAIR_TALK, who, thread=_thread(diary), channel="visit", staff=one_of(SELLERS, luck),
        text=diary.say("trade.fair" if who.organisation else "lead.fair", diary.care),
    )  # fmt: skip
    _perhaps_join(diary, at, luck)
    called = OFFICE.some_time(calendar.workday(day + 1, int(luck.random() * 6)), luck)
    _call(diary, called, booker)
    return Lead(called, FAIR_CONVERSION, booker, waited=False)


def _by_form(diary: Diary, day: int, booker: str, luck: Random) -> Lead | None:
    website.look_around_before(diary, day)
    minute = luck.triangular(480, 1020, 700) if luck.random() < 0.65 else luck.triangular(1020, 1400, 1200)
    who = diary.people.asks
    asked = website.visit(diary, who, day, minute, 2 + int(luck.random() * 4), ends="/yhteys")
    diary.tell(
        asked,
        What.LEAD_FORM,
        who,
        thread=_thread(diary),
        channel="web",
        page="/yhteys",
        text=_question(diary),
    )
    diary.tell(
        asked + 2_000_000,
        What.LEAD_RECEIPT,
        who,
        thread=_thread(diary),
        channel="mail",
        text=diary.say("lead.receipt"),
    )
    _perhaps_join(diary, asked, luck)
    called = answer_to(asked, luck)
    if luck.random() < UNREACHED_SHARE:
        _try_in_vain(diary, called, booker, luck)
        return None
    if called - asked > 2 * HOUR and luck.random() < 0.5:
        tried = OFFICE.from_then(asked + int((called - asked) * 0.6), luck)
        if tried < called - HOUR:
            diary.tell(tried, What.CALL_TRIED, who, thread=_thread(diary), channel="phone", staff=booker)
    _call(diary, called, booker)
    return Lead(called, CONVERSION * _lasting(diary, called - asked), booker, waited=called - asked > DAY)


def answer_to(asked: int, luck: Random) -> int:
    """When the booker talks with somebody who asked: mostly at once if they are at work, sometimes days later."""
    draw = luck.random()
    if draw < 0.62:
        return OFFICE.from_then(soon(asked, luck, 3, 58) if OFFICE.is_open(asked) else asked, luck)
    if draw < 0.8:
        return OFFICE.from_then(soon(asked, luck, 70, 420), luck)
    day, _ = calendar.local(asked)
    return OFFICE.some_time(calendar.workday(day + 1, int(luck.random() * (2 if draw < 0.94 else 6))), luck)


def _lasting(diary: Diary, wait: int) -> float:
    """What is left of the odds after such a wait."""
    if wait <= HOUR or not diary.holds(Truth.SLOW_LEADS):
        return 1.0
    return SLOW_WITHIN_A_DAY if wait <= DAY else SLOW_AFTER_A_DAY


def _question(diary: Diary) -> str:
    """Who lives where, how it is heated, what matters to them, what they ask."""
    home = diary.home
    people = diary.people
    house = "lead.mothers_house" if people.asks.contact else "lead.house"
    if people.buys.organisation:
        house = "lead.premises"
    return diary.say("lead.hello", house, f"heating.{home.heating}", diary.care, "lead.ask", "lead.close")


def _call(diary: Diary, at: int, booker: str) -> None:
    diary.tell(
        at,
        What.CALL,
        diary.people.asks,
        thread=_thread(diary),
        channel="phone",
        staff=booker,
        text=diary.say("lead.call"),
    )


def _try_in_vain(diary: Diary, at: int, booker: str, luck: Random) -> None:
    for _ in range(2 + int(luck.random() * 2)):
        diary.tell(
            at, What.CALL_TRIED, diary.people.asks, thread=_thread(diary), channel="phone", staff=booker
        )
        day, _minute = calendar.local(at)
        at = OFFICE.some_time(day + 1 + int(luck.random() * 4), luck)


def _perhaps_join(diary: Diary, at: int, luck: Random) -> None:
    if luck.random() < _JOINS_SHARE:
        diary.joined_at = at + 30_000_000
        diary.tell(
            diary.joined_at, What.NEWSLETTER_JOINED, diary.people.asks, channel="web", page="/uutiskirje"
        )


def _thread(diary: Diary) -> str:
    return f"L{diary.number}"
