"""The installers come, work, finish, and leave something behind: a warm house, a kindness, dust on the stairs."""

from dataclasses import dataclass
from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.complaints import complain
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import SITES
from polku.demo.lives.kick_off import Plan
from polku.demo.lives.redating import Dated, ask_where, redate
from polku.demo.lives.sale import order
from polku.demo.lives.staff import KIND_INSTALLER, LATE_PARTNER
from polku.demo.truths import (
    LATE_ELSEWHERE,
    LATE_SHARE,
    LEAK_ELSEWHERE,
    UNTIDY_ELSEWHERE,
    UNTIDY_SHARE,
    Truth,
)

KINDNESS_SHARE: Final = 0.05
KINDNESS_SHARE_OF_ONE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Installed:
    """A finished installation, and what it was like."""

    at: int
    silently_redated: bool
    kindness: bool


def install(diary: Diary, plan: Plan) -> Installed | None:
    """The installation, or None where they left between the kick-off and it."""
    luck = diary.luck("work")
    if luck.random() < LEAK_ELSEWHERE:
        day = calendar.local(plan.at)[0] + 1 + int(luck.random() * 6)
        at = calendar.moment(day, luck.triangular(480, 1320, 1140))
        diary.tell(
            at,
            What.LEFT,
            diary.people.lives,
            thread=order(diary),
            channel="mail",
            text=diary.say("left.cancelled", "left.more"),
            fields={"about": "cancelled"},
        )
        return None
    dated = redate(diary, plan)
    late_days = _days_late(diary, plan, luck)
    done = _work(diary, plan, dated, late_days, luck)
    kindness = _perhaps_kind(diary, plan, done, luck)
    untidy = _perhaps_untidy(diary, plan, done, luck)
    facts = [*plan.facts, *(["late"] if late_days else []), *(["untidy"] if untidy else [])]
    facts += [*(["redated"] if dated.silently else []), *(["kindness"] if kindness else [])]
    points = plan.points - bool(late_days) - untidy - dated.silently
    day, _ = calendar.local(done)
    asked = calendar.moment(calendar.workday(day + 2 + int(luck.random() * 3)), 600 + 60 * luck.random())
    diary.ask_for_rating(asked, "installation", diary.people.lives, order(diary), points, *facts)
    return Installed(done, dated.silently, kindness)


def _days_late(diary: Diary, plan: Plan, luck: Random) -> int:
    """Working days past the last day that was told."""
    draw, days = luck.random(), 1 + int(luck.random() * 6)
    poor = plan.partner is LATE_PARTNER and diary.holds(Truth.LATE_PARTNER)
    return days if draw < (LATE_SHARE if poor else LATE_ELSEWHERE) else 0


def _work(diary: Diary, plan: Plan, dated: Dated, late_days: int, luck: Random) -> int:
    due_day, _ = calendar.local(dated.due_at)
    asks = luck.random() < 0.5
    if late_days and asks:
        ask_where(diary, calendar.moment(due_day, 600 + 300 * luck.random()), luck)
    last = calendar.workday(due_day, late_days)
    first = calendar.workday(last - diary.home.days_of_work + 1)
    facts = {
        "thread": order(diary),
        "channel": "visit",
        "staff": plan.installer,
        "partner": plan.partner.name,
    }
    started = calendar.moment(first, SITES.opens + 5 + 80 * luck.random())
    diary.tell(started, What.INSTALLATION_STARTED, diary.people.lives, **facts)
    done = calendar.moment(last, 13 * 60 + 175 * luck.random())
    diary.tell(
        done,
        What.INSTALLATION_DONE,
        diary.people.lives,
        subject=diary.home.model,
        text=diary.say("work.done"),
        **facts,
    )
    diary.know(installer=plan.installer)
    return done


def _perhaps_kind(diary: Diary, plan: Plan, done: int, luck: Random) -> bool:
    kind = luck.random() < (KINDNESS_SHARE_OF_ONE if plan.installer == KIND_INSTALLER else KINDNESS_SHARE)
    if kind:
        diary.know(
            kindness=diary.say("trade.kindness" if diary.people.buys.organisation else "work.kindness")
        )
        diary.tell(
            done + 240_000_000, What.KINDNESS, diary.people.lives, thread=order(diary), channel="visit",
            staff=plan.installer, partner=plan.partner.name, text=diary.say("work.kindness_said"),
        )  # fmt: skip
    return kind


def _perhaps_untidy(diary: Diary, plan: Plan, done: int, luck: Random) -> bool:
    poor = plan.partner is LATE_PARTNER and diary.holds(Truth.LATE_PARTNER)
    untidy = luck.random() < (UNTIDY_SHARE if poor else UNTIDY_ELSEWHERE)
    day, minute = calendar.local(done)[0] + int(luck.random() * 3), luck.triangular(1080, 1350, 1150)
    if untidy:
        complain(diary, calendar.moment(day, minute), "untidy", diary.people.lives)
    return untidy
