"""All lives of the company, one after the other."""

from collections.abc import Iterator

from polku.demo.happening import Happening
from polku.demo.lives import (
    billing,
    calendar,
    installation,
    kick_off,
    lead,
    leaving,
    newsletters,
    ratings,
    sale,
    seasons,
    support,
    telling_on,
    website,
    yearly,
)  # fmt: skip
from polku.demo.lives.diary import Diary
from polku.demo.truths import Truth

ANONYMOUS_SHARE = 0.05  # of lives, who look around and never say who they are


def lives(
    customers: int, seed: int, until: int, without: frozenset[Truth] = frozenset()
) -> Iterator[list[Happening]]:
    """One list of happenings per life, in time order, some of it up to six weeks after `until` (µs UTC).

    Nothing is kept between lives, so a million take no more memory than one. About one life in forty begins
    after `until`, for the company goes on finding customers.
    """
    for number in range(customers):
        yield life(number, seed, until, without)


def life(number: int, seed: int, until: int, without: frozenset[Truth] = frozenset()) -> list[Happening]:
    """The life with this number, the same however many others there are."""
    diary = Diary(number, seed, until, without)
    luck = diary.luck("lead")
    day = seasons.beginning(calendar.local(until)[0], luck)
    if luck.random() < ANONYMOUS_SHARE:
        website.wander(diary, day)
    else:
        _live(diary, day)
    return diary.happenings()


def _live(diary: Diary, day: int) -> None:
    asked = lead.come(diary, day)
    contract = sale.sell(diary, asked) if asked else None
    plan = kick_off.kick_off(diary, contract) if contract else None
    installed = installation.install(diary, plan) if plan else None
    if contract is None or plan is None or installed is None:
        ratings.answer_all(diary, None)
        newsletters.send_newsletters(diary, diary.last)
        return
    fate = leaving.draw_fate(diary, installed)
    billing.charge(diary, installed.at, sale.order(diary), contract.amount, diary.luck("later"))
    billing.perhaps_return(diary, installed.at, fate, diary.luck("later"))
    telling_on.tell_on(diary, installed, fate)
    support.live_with_it(diary, installed, fate)
    yearly.keep_in_service(diary, installed, plan.partner, fate)
    leaving.say_goodbye(diary, installed, fate)
    ratings.answer_all(diary, fate)
    newsletters.send_newsletters(diary, fate.at if fate.said else diary.last)
    for looked in support.look_in(
        diary, fate, calendar.local(installed.at)[0], calendar.local(diary.last)[0]
    ):
        website.visit_signed_in(diary, diary.people.lives, looked)
