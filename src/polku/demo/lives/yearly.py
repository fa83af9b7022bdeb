"""The rhythm of a customer: each year a service that was promised, its invoice, and the contract renewed.

Who left silently just stops: we write and call once more, and hear nothing.
"""

from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar, staff
from polku.demo.lives.billing import charge
from polku.demo.lives.calendar import DAY
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import OFFICE, SITES
from polku.demo.lives.installation import Installed
from polku.demo.lives.leaving import Fate
from polku.demo.lives.luck import one_of

LATE_SHARE: Final = 0.06
_FEE: Final = 18900  # cents a year
_FEE_OF_AN_OFFICE: Final = 64000


def keep_in_service(diary: Diary, installed: Installed, partner: staff.Partner, fate: Fate) -> None:
    luck = diary.luck("later")
    begin, _ = calendar.local(installed.at)
    for year in range(1, 4):
        served = calendar.workday(begin + 365 * year - 15 + int(luck.random() * 30))
        if calendar.moment(served - 45, 0) > diary.last:
            return
        if calendar.moment(served, 1439) >= fate.at:
            _call_in_vain(diary, served, fate, luck)
            return
        _serve(diary, year, served, partner, luck)
        _renew(diary, year, served, fate, luck)


def _serve(diary: Diary, year: int, served: int, partner: staff.Partner, luck: Random) -> None:
    """Told a month before, done within the promised fortnight; now and then after it."""
    who, thread = diary.people.lives, f"S{diary.number}-{year}"
    told = OFFICE.some_time(served - 32, luck)
    late = luck.random() < LATE_SHARE
    due = calendar.moment(calendar.workday(served, -1) if late else calendar.workday(served + 4), 16 * 60)
    diary.know(due=calendar.written(calendar.local(due)[0]))
    diary.tell(
        told, What.SERVICE_PROMISED, who, thread=thread, channel="mail", due_at=due, partner=partner.name
    )
    diary.tell(
        told + 60_000_000,
        What.NOTICE,
        who,
        thread=thread,
        channel="mail",
        text=diary.say("notice.yearly"),
        fields={"about": "yearly-service"},
    )
    done = calendar.moment(served, SITES.opens + 60 + 420 * luck.random())
    diary.tell(
        done, What.SERVICE_DONE, who, thread=thread, channel="visit", staff=one_of(partner.installers, luck),
        partner=partner.name, text=diary.say("work.served"),
    )  # fmt: skip
    charge(diary, done, thread, _FEE_OF_AN_OFFICE if who.organisation else _FEE, luck)
    day = calendar.workday(served + 1)
    diary.ask_for_rating(
        calendar.moment(day, 600 + 60 * luck.random()),
        "yearly-service",
        who,
        thread,
        -late,
        *(["late"] if late else []),
    )


def _renew(diary: Diary, year: int, served: int, fate: Fate, luck: Random) -> None:
    who, thread = diary.people.buys, f"S{diary.number}-{year}"
    offered = OFFICE.some_time(served + 14 + int(luck.random() * 20), luck)
    days = 1 + int(luck.random() * 18)
    renewed = calendar.moment(calendar.local(offered)[0] + days, luck.triangular(450, 1380, 1150))
    amount = _FEE_OF_AN_OFFICE if who.organisation else _FEE
    if offered < fate.at or not fate.said:
        diary.tell(
            offered,
            What.RENEWAL_OFFERED,
            who,
            thread=thread,
            channel="mail",
            text=diary.say("renewal.offer"),
            amount=amount,
        )
    if renewed < fate.at:
        diary.tell(renewed, What.RENEWED, who, thread=thread, channel="mail", amount=amount)


def _call_in_vain(diary: Diary, served: int, fate: Fate, luck: Random) -> None:
    """They have gone. Who did not say so gets a letter and a call or two, and does not answer."""
    if fate.said:
        return
    who, thread = diary.people.buys, f"L{diary.number}-back"
    at = OFFICE.some_time(served - 32, luck)
    diary.tell(
        at,
        What.NOTICE,
        who,
        thread=thread,
        channel="mail",
        text=diary.say("notice.book"),
        fields={"about": "yearly-service"},
    )
    for _ in range(1 + int(luck.random() * 2)):
        at = OFFICE.from_then(at + int((4 + 10 * luck.random()) * DAY), luck)
        diary.tell(
            at, What.CALL_TRIED, who, thread=thread, channel="phone", staff=one_of(staff.BOOKERS, luck)
        )
