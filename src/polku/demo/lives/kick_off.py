"""From the contract to the kick-off meeting and the promised day of installation.

Between contract and kick-off nothing is promised, asked or rated: nobody measures that wait.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar, staff
from polku.demo.lives.calendar import DAY
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import OFFICE, SITES, soon
from polku.demo.lives.luck import about, one_of
from polku.demo.lives.sale import Contract, order
from polku.demo.truths import LEAK_ELSEWHERE, LEAK_SHARE, LONG_KICK_OFF_DAYS, LONG_KICK_OFF_POINTS, Truth

SHORTEST_DAYS: Final = 3
LONGEST_DAYS: Final = 60
_DUE_MINUTE: Final = 16 * 60


@dataclass(frozen=True, slots=True)
class Plan:
    """What the kick-off agreed on: who installs, by when, and what the wait for it cost already."""

    at: int
    partner: staff.Partner
    installer: str
    due_at: int
    points: int
    facts: tuple[str, ...]


def kick_off(diary: Diary, contract: Contract) -> Plan | None:
    """The plan made at the kick-off, or None where they left before it."""
    luck = diary.luck("work")
    partner = staff.partner(luck)
    diary.know(partner=partner.name)
    handed = OFFICE.from_then(soon(contract.at, luck, 20, 1500), luck)
    diary.tell(
        handed, What.WORK_HANDED_OVER, diary.people.buys, thread=order(diary), staff=contract.seller,
        to=partner.foreman, partner=partner.name,
    )  # fmt: skip
    share = LEAK_SHARE if diary.holds(Truth.LEAKING_HANDOVER) else LEAK_ELSEWHERE
    leaks, draw = luck.random() < share, luck.random()
    if leaks:
        _leave(diary, handed, partner, draw, luck)
        return None
    installer = one_of(partner.installers, luck)
    days = wait_for_kick_off(luck)
    met = SITES.some_time(calendar.local(contract.at)[0] + days, luck)
    met = max(met, SITES.from_then(handed + DAY // 24, luck))
    diary.tell(
        met, What.KICK_OFF, diary.people.lives, thread=order(diary), channel="visit", staff=partner.foreman,
        partner=partner.name, text=diary.say("work.kick_off"),
    )  # fmt: skip
    due = _promise(diary, met, partner, luck)
    long = met - contract.at > LONG_KICK_OFF_DAYS * DAY and diary.holds(Truth.UNMEASURED_KICK_OFF)
    return Plan(
        met, partner, installer, due, LONG_KICK_OFF_POINTS if long else 0, ("kick_off",) if long else ()
    )


def wait_for_kick_off(luck: Random) -> int:
    """Days; whoever plans the partners' work decides, by no rule anybody wrote down."""
    return min(LONGEST_DAYS - 4, max(SHORTEST_DAYS, round(about(16, 0.75, luck))))


def _promise(diary: Diary, met: int, partner: staff.Partner, luck: Random) -> int:
    """The end of the installation's last day."""
    day = calendar.workday(
        calendar.local(met)[0] + round(about(21, 0.4, luck) * diary.waits), diary.home.days_of_work
    )
    due = calendar.moment(day, _DUE_MINUTE)
    diary.know(due=calendar.written(day))
    diary.tell(
        met + 20 * 60_000_000, What.INSTALLATION_PROMISED, diary.people.lives, thread=order(diary), channel="visit",
        staff=partner.foreman, partner=partner.name, due_at=due,
    )  # fmt: skip
    return due


def _leave(diary: Diary, handed: int, partner: staff.Partner, draw: float, luck: Random) -> None:
    """They cancel, or just never answer the partner's calls."""
    if draw < 0.55:
        day, _ = calendar.local(handed)
        at = calendar.moment(day + 1 + int(luck.random() * 12), luck.triangular(480, 1320, 1140))
        diary.tell(
            at,
            What.LEFT,
            diary.people.buys,
            thread=order(diary),
            channel="mail",
            text=diary.say("left.cancelled", "left.more"),
            fields={"about": "cancelled"},
        )
        return
    day, _ = calendar.local(handed)
    for _ in range(2):
        day += 2 + int(luck.random() * 5)
        at = SITES.some_time(day, luck)
        diary.tell(
            at,
            What.CALL_TRIED,
            diary.people.buys,
            thread=order(diary),
            channel="phone",
            staff=partner.foreman,
            partner=partner.name,
        )
