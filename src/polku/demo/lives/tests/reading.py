"""What one life shows of the planted truths, read from its happenings alone, as a lens would."""

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from polku.demo.happening import Happening, What
from polku.demo.lives import calendar
from polku.demo.lives.calendar import DAY
from polku.demo.lives.company import lives
from polku.demo.truths import Truth

UNTIL: Final = calendar.moment(calendar.day(2026, 11, 22), 9 * 60)
LAST: Final = UNTIL + 42 * DAY
CUSTOMERS: Final = 6000
CUSTOMERS_WITHOUT: Final = 3000  # nothing is found in half as many, either
_YEAR: Final = 365 * DAY


@dataclass(slots=True)
class Read:
    """One life's facts; None where it did not come so far, or is too young to tell."""

    lead_wait: int | None = None
    contract: bool = False
    lead_handover_ended: bool | None = None
    work_handover_ended: bool | None = None
    contact_changed: bool = False
    thinking: int | None = None  # from the offer to the contract
    kick_off_wait: int | None = None
    redated: str = ""  # "", told or silently
    partner: str = ""
    late: bool | None = None
    untidy: bool = False
    kindness: bool = False
    told_on: bool | None = None
    installation_rating: int | None = None
    gone_in_first_year: bool | None = None
    left_silently: bool = False
    last_rating: int | None = None
    chats: list[tuple[bool, bool]] = field(default_factory=list)  # in the evening?, asked again?


@cache
def company(without: frozenset[Truth]) -> tuple[Read, ...]:
    """The whole company with these truths off, each life read and let go."""
    customers = CUSTOMERS_WITHOUT if without else CUSTOMERS
    return tuple(read(life) for life in lives(customers, 1, UNTIL, without))


@cache
def some() -> tuple[list[Happening], ...]:
    """The first 1,200 lives whole, for tests that look at every happening."""
    return tuple(lives(1200, 1, UNTIL))


def first(life: list[Happening], what: What) -> Happening | None:
    return next((happening for happening in life if happening.what is what), None)


def at(life: list[Happening], what: What) -> int | None:
    found = first(life, what)
    return found.at if found else None


def read(life: list[Happening]) -> Read:
    told = Read()
    _read_sale(life, told)
    _read_work(life, told)
    _read_installation(life, told)
    _read_leaving(life, told)
    told.chats = list(_read_chats(life))
    return told


def _read_sale(life: list[Happening], told: Read) -> None:
    asked, called = at(life, What.LEAD_FORM), at(life, What.CALL)
    if asked and called and called < UNTIL - 60 * DAY:
        told.lead_wait = called - asked
    handed, booked = at(life, What.LEAD_HANDED_OVER), at(life, What.VISIT_BOOKED)
    if handed and handed < UNTIL - 20 * DAY:
        told.lead_handover_ended = booked is None
    told.contact_changed = first(life, What.CONTACT_CHANGED) is not None
    offered, signed = at(life, What.OFFER), at(life, What.CONTRACT)
    told.contract = signed is not None
    told.thinking = signed - offered if offered and signed and offered < UNTIL - 90 * DAY else None


def _read_work(life: list[Happening], told: Read) -> None:
    signed, met, handed = at(life, What.CONTRACT), at(life, What.KICK_OFF), at(life, What.WORK_HANDED_OVER)
    if handed and handed < UNTIL - 30 * DAY:
        told.work_handover_ended = met is None
    told.kick_off_wait = met - signed if met and signed else None
    promises = [happening for happening in life if happening.what is What.INSTALLATION_PROMISED]
    if len(promises) > 1:
        noticed = any(h.what is What.NOTICE and h.fields["about"] == "redated" for h in life)
        told.redated = "told" if noticed else "silently"


def _read_installation(life: list[Happening], told: Read) -> None:
    done = first(life, What.INSTALLATION_DONE)
    if done is None:
        return
    due = [h.due_at or 0 for h in life if h.what is What.INSTALLATION_PROMISED][-1]
    told.partner, told.late = done.partner, done.at > due
    told.untidy = any(h.what is What.COMPLAINT and h.fields["about"] == "untidy" for h in life)
    told.kindness = first(life, What.KINDNESS) is not None
    if done.at < LAST - 60 * DAY:
        told.told_on = any(_tells_well(h) and done.at < h.at < done.at + 60 * DAY for h in life)
    rated = [h for h in life if h.what is What.RATED]
    told.installation_rating = next((h.rating for h in rated if h.fields["about"] == "installation"), None)
    told.last_rating = rated[-1].rating if rated else None


def _tells_well(happening: Happening) -> bool:
    well = happening.what is What.MENTION and happening.fields["stars"] >= 4
    return well or happening.what is What.REFERRED


def _read_leaving(life: list[Happening], told: Read) -> None:
    """Each year has its service: who has none, and has not said goodbye, has gone without a word."""
    done, left = at(life, What.INSTALLATION_DONE), at(life, What.LEFT)
    if done is None:
        return
    served = [h.at for h in life if h.what is What.SERVICE_DONE]
    if done + _YEAR + 30 * DAY < LAST:
        told.gone_in_first_year = not served or (left is not None and left < done + _YEAR)
    due = [done + year * _YEAR for year in (1, 2, 3) if done + year * _YEAR + 30 * DAY < LAST]
    told.left_silently = left is None and len(served) < len(due)


def _read_chats(life: list[Happening]) -> list[tuple[bool, bool]]:
    asked = [h for h in life if h.what is What.TICKET_ASKED]
    solved = {h.thread: h.at for h in life if h.what is What.TICKET_SOLVED}
    answered = {h.thread: h.at for h in life if h.what is What.TICKET_ANSWERED}
    repeats = {
        later.thread: one.thread
        for one in asked
        for later in asked
        if later.subject == one.subject
        and one.thread in solved
        and 0 < later.at - solved[one.thread] < 7 * DAY
    }
    return [
        (_in_the_evening(answered[one.thread]), one.thread in repeats.values())
        for one in asked
        if one.channel == "chat"
        and one.thread in answered
        and one.thread not in repeats
        and one.at < LAST - 9 * DAY
    ]


def _in_the_evening(moment: int) -> bool:
    day, minute = calendar.local(moment)
    return minute >= 14 * 60 and calendar.is_workday(day)
