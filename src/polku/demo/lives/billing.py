"""Invoices, payments, reminders, and accessories sent back."""

from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.calendar import DAY
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import OFFICE
from polku.demo.lives.leaving import Fate
from polku.demo.lives.luck import about, one_of
from polku.demo.lives.sale import order
from polku.demo.lives.staff import FINANCE

TERM_DAYS: Final = 14
RETURN_SHARE: Final = 0.06
_ACCESSORIES: Final = {"filter": 3900, "remote": 6900, "cover": 18900}


def charge(diary: Diary, done: int, thread: str, amount: int, luck: Random) -> None:
    """An invoice some days after the work, and its payment; a reminder where it takes too long."""
    who = diary.people.pays
    day, _ = calendar.local(done)
    sent = OFFICE.some_time(day + 2 + int(luck.random() * 7), luck)
    due = calendar.moment(calendar.local(sent)[0] + TERM_DAYS, 1439)
    facts = {"thread": thread, "channel": "mail", "amount": amount}
    diary.tell(sent, What.INVOICE, who, staff=FINANCE, due_at=due, **facts)
    paid = sent + int(min(60.0, about(9, 0.6, luck)) * DAY)
    paid = max(sent + DAY // 12, calendar.moment(calendar.local(paid)[0], luck.triangular(420, 1400, 1150)))
    reminded = OFFICE.some_time(calendar.local(due)[0] + 5, luck)
    if paid > reminded:
        text = diary.say("notice.reminder")
        diary.tell(
            reminded,
            What.NOTICE,
            who,
            thread=thread,
            channel="mail",
            staff=FINANCE,
            text=text,
            fields={"about": "reminder"},
        )
    diary.tell(paid, What.PAID, who, **facts)


def perhaps_return(diary: Diary, done: int, fate: Fate, luck: Random) -> None:
    """An accessory bought with the pump comes back."""
    returns, thing, wait = (
        luck.random() < RETURN_SHARE,
        one_of(tuple(_ACCESSORIES), luck),
        5 + 25 * luck.random(),
    )
    at = calendar.moment(calendar.local(done + int(wait * DAY))[0], luck.triangular(480, 1320, 1000))
    if returns and at < fate.at:
        text = diary.say(f"returned.{thing}")
        diary.tell(
            at,
            What.RETURNED,
            diary.people.buys,
            thread=order(diary),
            channel="mail",
            amount=_ACCESSORIES[thing],
            text=text,
            fields={"about": thing},
        )
