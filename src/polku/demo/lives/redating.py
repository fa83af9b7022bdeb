"""The promised day moves: told in good time, or written into the calendar and told to nobody."""

from dataclasses import dataclass
from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.calendar import DAY
from polku.demo.lives.complaints import complain
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import PHONE, SITES, soon
from polku.demo.lives.kick_off import Plan
from polku.demo.lives.luck import one_of
from polku.demo.lives.sale import order
from polku.demo.lives.staff import PHONE as PHONE_AGENTS

REDATED_SHARE: Final = 0.4
SILENT_SHARE: Final = 0.5  # of the re-dated
ASKS_SHARE: Final = 0.6  # of the silently re-dated, where the installers are
COMPLAINS_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Dated:
    """The day that holds in the end, and whether it had moved without a word."""

    due_at: int
    silently: bool


def redate(diary: Diary, plan: Plan) -> Dated:
    luck = diary.luck("work")
    if luck.random() >= REDATED_SHARE:
        return Dated(plan.due_at, silently=False)
    silently = luck.random() < SILENT_SHARE
    due_day, _ = calendar.local(plan.due_at)
    before = 2 + int(luck.random() * 8)
    at = max(SITES.some_time(due_day - before, luck), SITES.from_then(plan.at + 2 * DAY, luck))
    day = calendar.workday(due_day + 3 + int(luck.random() * 16), diary.home.days_of_work)
    due = calendar.moment(day, 16 * 60)
    who, thread = diary.people.lives, order(diary)
    diary.tell(
        at, What.INSTALLATION_PROMISED, who, thread=thread, channel="visit", staff=plan.partner.foreman,
        partner=plan.partner.name, due_at=due,
    )  # fmt: skip
    if silently:
        _wonder(diary, plan, due, luck)
    else:
        told = soon(at, luck, 1, 25)
        diary.know(new_due=calendar.written(day))
        channel = one_of(("phone", "mail", "sms"), luck)
        diary.tell(
            told, What.NOTICE, who, thread=thread, channel=channel, staff=plan.partner.foreman,
            partner=plan.partner.name, text=diary.say("notice.redated"), due_at=due, fields={"about": "redated"},
        )  # fmt: skip
    return Dated(due, silently)


def _wonder(diary: Diary, plan: Plan, new_due: int, luck: Random) -> None:
    """The day comes and nobody with it: they ask where the installers are, some complain."""
    who, day = diary.people.lives, calendar.local(plan.due_at)[0]
    asks, complains = luck.random() < ASKS_SHARE, luck.random() < COMPLAINS_SHARE
    asked = calendar.moment(day, 540 + 420 * luck.random())
    if asks:
        ask_where(diary, asked, luck)
    if complains:
        when = calendar.moment(day + 1, luck.triangular(480, 1320, 1100))
        if when < new_due - DAY:
            complain(diary, when, "redated", who)


def ask_where(diary: Diary, asked: int, luck: Random) -> None:
    """A call to support: where are the installers?"""
    who, thread = diary.people.lives, f"H{diary.number}-w"
    asked = PHONE.from_then(asked, luck)
    agent = one_of(PHONE_AGENTS, luck)
    subject = diary.say("where.subject")
    diary.tell(
        asked,
        What.TICKET_ASKED,
        who,
        thread=thread,
        channel="phone",
        subject=subject,
        text=diary.say("where.ask", "where.more"),
        fields={"about": "late", "order": order(diary)},
    )
    answered = soon(asked, luck, 1, 8)
    diary.tell(
        answered,
        What.TICKET_ANSWERED,
        who,
        thread=thread,
        channel="phone",
        staff=agent,
        subject=subject,
        text=diary.say("where.answer"),
    )
    solved = PHONE.from_then(soon(answered, luck, 30, 200), luck)
    diary.tell(solved, What.TICKET_SOLVED, who, thread=thread, channel="phone", staff=agent, subject=subject)
