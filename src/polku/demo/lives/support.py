"""What customers ask support over the years: more when it is cold, some of it twice."""

from dataclasses import replace
from random import Random
from typing import Final

from polku.demo.lives import calendar, seasons
from polku.demo.lives.calendar import DAY
from polku.demo.lives.diary import Diary
from polku.demo.lives.installation import Installed
from polku.demo.lives.leaving import Fate
from polku.demo.lives.luck import one_of
from polku.demo.lives.tickets import Matter, Ticket, handle
from polku.demo.truths import SECOND_CONTACT_ELSEWHERE, SECOND_CONTACT_SHARE, Truth

TROUBLES: Final = 4.0  # possible ones a year; the season lets about two thirds of them come
TROUBLES_OF_AN_OFFICE: Final = 9.0
TROUBLES_OF_A_BUSY_ONE: Final = 30.0
MOST_TOLD: Final = 150  # of one life; a page of a few hundred is long enough
SECOND_CONTACT_POINTS: Final = -2
_APART: Final = (
    9 * DAY
)  # between two matters of one customer, so that a second contact is told from a second matter
_COLD: Final = ("cold", "ice", "noise", "error", "bill", "cold", "deduction")
_WARM: Final = ("water", "remote", "app", "smell", "filter", "noise", "error")
_ALWAYS: Final = ("filter", "app", "remote", "deduction", "error")


def live_with_it(diary: Diary, installed: Installed, fate: Fate) -> None:
    """All tickets from the installation to the end of their time with us."""
    luck = diary.luck("support")
    people = diary.people
    yearly = TROUBLES_OF_AN_OFFICE if people.buys.organisation else TROUBLES
    rate = (TROUBLES_OF_A_BUSY_ONE if people.busy else yearly) / 365
    at, number, end = installed.at, 0, min(fate.at, diary.last)
    while diary.told < MOST_TOLD:
        at += int((luck.expovariate(rate)) * DAY)
        if at >= end:
            return
        day, _ = calendar.local(at)
        if seasons.needs_support(day, luck):
            number += 1
            at = max(at, _ask(diary, day, number, fate, luck) + (DAY if people.busy else _APART))


def _ask(diary: Diary, day: int, number: int, fate: Fate, luck: Random) -> int:
    """One matter, its ticket, and the second where the first did not help; returns the last moment of it."""
    draw = luck.random()
    channel = "chat" if draw < 0.45 else "phone" if draw < 0.75 else "mail"
    asked = calendar.moment(
        day, luck.triangular(480, 1195, 830) if channel != "mail" else luck.triangular(420, 1380, 1140)
    )
    name, thread = _matter(day, number, luck), f"H{diary.number}-{number}"
    subject = diary.say(f"ticket.{name}_subject")
    matter = Matter(name, int(luck.random() * 12), False, thread, channel, subject, diary.people.lives)
    ticket = handle(diary, matter, asked, luck)
    again = _ask_again(diary, matter, ticket, fate, luck)
    rated, waits = luck.random() < 0.5, 40 + 120 * luck.random()
    last = again or ticket.solved_at
    if rated:
        points, facts = (SECOND_CONTACT_POINTS, ("twice",)) if again else (0, ())
        asked_at = last + int(waits * calendar.MINUTE)
        diary.ask_for_rating(asked_at, "support", matter.who, matter.thread, points, *facts)
    return last


def _matter(day: int, number: int, luck: Random) -> str:
    """Fits the season; no two in a row of a busy customer are the same."""
    month = calendar.date_of(day).month
    stock = _COLD if month in {11, 12, 1, 2, 3} else _WARM if month in {5, 6, 7, 8} else _ALWAYS
    draw = int(luck.random() * len(stock) / 2)
    return stock[(2 * draw + number) % len(stock)]


def _ask_again(diary: Diary, first: Matter, ticket: Ticket, fate: Fate, luck: Random) -> int:
    """The same matter once more within days; returns when that was solved, 0 where once was enough."""
    poor = ticket.evening_chat and diary.holds(Truth.UNKNOWING_SHIFT)
    comes = luck.random() < (SECOND_CONTACT_SHARE if poor else SECOND_CONTACT_ELSEWHERE)
    channel = one_of(("phone", "chat", "phone", "mail"), luck)
    day = calendar.local(ticket.solved_at)[0] + 1 + int(luck.random() * 3)
    asked = calendar.moment(day, luck.triangular(490, 830, 600))
    if not comes or asked >= fate.at:
        return 0
    again = replace(first, again=True, thread=f"{first.thread}b", channel=channel)
    return handle(diary, again, asked, luck).solved_at


def look_in(diary: Diary, fate: Fate, from_day: int, until_day: int) -> list[int]:
    """Days on which they look at their own pages, about twice a year."""
    luck, days, day = diary.luck("website"), [], from_day
    while (day := day + int(luck.expovariate(1 / 170)) + 5) < until_day:
        if calendar.moment(day, 1439) < fate.at:
            days.append(day)
    return days
