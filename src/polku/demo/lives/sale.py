"""From the booker's call to the contract: the seller's visit, the offer, the thinking, and yes or no."""

from dataclasses import dataclass
from random import Random
from typing import Final

from polku.demo.happening import What
from polku.demo.lives import calendar
from polku.demo.lives.calendar import DAY, HOUR, MINUTE
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import OFFICE, VISITS, soon
from polku.demo.lives.lead import Lead
from polku.demo.lives.luck import about, one_of
from polku.demo.lives.staff import SELLERS, another
from polku.demo.lives.website import evening_rather, visit
from polku.demo.truths import LEAK_ELSEWHERE

CONTACT_CHANGE_SHARE: Final = 0.12  # of those the seller visited
_REASONS: Final = ("price", "price", "price", "competitor", "competitor", "later", "later", "permit")


@dataclass(frozen=True, slots=True)
class Contract:
    """A sale that was made: when, by whom."""

    at: int
    seller: str
    amount: int


def sell(diary: Diary, lead: Lead) -> Contract | None:
    """The contract, or None where they said no or stopped answering."""
    luck = diary.luck("sale")
    won = luck.random() < lead.odds
    if not won and luck.random() < 0.35:
        _lose(diary, soon(lead.at, luck, 30, 4 * 24 * 60), lead, "call", luck)
        return None
    seller = one_of(SELLERS, luck)
    handed = OFFICE.from_then(soon(lead.at, luck, 5, 90), luck)
    diary.tell(
        handed, What.LEAD_HANDED_OVER, diary.people.asks, thread=_lead(diary), staff=lead.booker, to=seller
    )
    if luck.random() < LEAK_ELSEWHERE:
        return None
    visited = _visit(diary, handed, seller, luck)
    if luck.random() < CONTACT_CHANGE_SHARE:
        seller = _change_contact(diary, visited, seller, luck)
    offered = _offer(diary, visited, seller, luck)
    if not won:
        _lose(diary, offered + int(about(9, 0.7, luck) * DAY), lead, _reason(diary, lead, luck), luck)
        return None
    return _sign(diary, offered, seller, luck)


def _visit(diary: Diary, handed: int, seller: str, luck: Random) -> int:
    """Booked, reminded of, made; perhaps another day than first booked."""
    who, thread = diary.people.buys, _lead(diary)
    booked = OFFICE.from_then(soon(handed, luck, 2, 240), luck)
    day, _ = calendar.local(booked)
    due = _quarter(VISITS.some_time(day + 2 + int(about(4, 0.5, luck)), luck))
    diary.tell(booked, What.VISIT_BOOKED, who, thread=thread, channel="phone", staff=seller, due_at=due)
    if luck.random() < 0.07:
        moved = OFFICE.from_then(soon(booked, luck, 60, 1200), luck)
        due = _quarter(VISITS.some_time(calendar.local(due)[0] + 2 + int(luck.random() * 5), luck))
        diary.tell(moved, What.VISIT_BOOKED, who, thread=thread, channel="phone", staff=seller, due_at=due)
    reminded = calendar.moment(calendar.local(due)[0] - 1, 600)
    if reminded > booked + DAY:
        diary.tell(
            reminded,
            What.NOTICE,
            who,
            thread=thread,
            channel="sms",
            text=diary.say("notice.visit"),
            fields={"about": "visit"},
        )
    met = due + int(luck.triangular(-4, 16, 1)) * MINUTE
    note = "trade.note" if who.organisation else f"note.{diary.home.care}"
    diary.tell(
        met, What.VISIT, who, thread=thread, channel="visit", staff=seller, text=diary.say("sale.visit", note)
    )
    day, _ = calendar.local(met)
    diary.ask_for_rating(calendar.moment(day + 1, 600 + 60 * luck.random()), "sales-visit", who, thread)
    return met


def _change_contact(diary: Diary, visited: int, seller: str, luck: Random) -> str:
    """Another seller goes on, some hours after the visit."""
    other = another(SELLERS, seller, luck)
    at = OFFICE.from_then(soon(visited, luck, 90, 600), luck)
    diary.tell(at, What.CONTACT_CHANGED, diary.people.buys, thread=_lead(diary), staff=seller, to=other)
    diary.contact_changed = True
    return other


def _offer(diary: Diary, visited: int, seller: str, luck: Random) -> int:
    """The offer, a question about it now and then, and the seller's call after it."""
    who, home = diary.people.buys, diary.home
    wait = max(0.6, about(2.6, 0.6, luck)) * diary.waits
    offered = OFFICE.from_then(visited + int(wait * DAY), luck)
    facts = {"thread": order(diary), "channel": "mail", "staff": seller, "subject": home.model}
    diary.tell(offered, What.OFFER, who, amount=home.price, **facts)
    if luck.random() < 0.45:
        visit(
            diary, diary.people.asks, calendar.local(offered)[0] + 1, evening_rather(luck), 2, ends="/hinnat"
        )
    if luck.random() < 0.3:
        _question(diary, offered, seller, luck)
    return offered


def _question(diary: Diary, offered: int, seller: str, luck: Random) -> None:
    who, way = diary.people.buys, int(luck.random() * 12)
    subject = diary.say("sale.question_subject")
    facts = {"thread": f"H{diary.number}-0", "channel": "mail", "subject": subject}
    asked = soon(offered, luck, 180, 2200)
    text = f"{diary.say('ticket.hello', 'sale.question', matching=way)} {diary.say('lead.close')}".rstrip()
    diary.tell(asked, What.TICKET_ASKED, who, text=text, **facts)
    answered = OFFICE.from_then(asked + int(about(3, 0.8, luck) * diary.waits * HOUR), luck)
    text = diary.say("sale.answer", matching=way)
    diary.tell(answered, What.TICKET_ANSWERED, who, staff=seller, text=text, **facts)
    diary.tell(answered + 1_000_000, What.TICKET_SOLVED, who, staff=seller, **facts)


def _sign(diary: Diary, offered: int, seller: str, luck: Random) -> Contract:
    """They think, the seller calls, the price may come down a little, they sign when it suits them."""
    who, home = diary.people.buys, diary.home
    days = max(0.4, about(8, 0.7, luck)) * diary.waits
    signed = offered + int(days * DAY)
    signed = (
        calendar.moment(calendar.local(signed)[0], luck.triangular(480, 1350, 1080))
        if days > 2
        else offered + int(days * DAY)
    )
    signed = max(signed, offered + 20 * MINUTE)
    called = OFFICE.from_then(offered + int((signed - offered) * 0.5), luck)
    amount = home.price
    if called + HOUR < signed:
        diary.tell(
            called,
            What.CALL,
            who,
            thread=order(diary),
            channel="phone",
            staff=seller,
            text=diary.say("sale.follow_up"),
        )
        if luck.random() < 0.2:
            amount = amount * 96 // 100
            again = OFFICE.from_then(called + 30 * MINUTE, luck)
            if again < signed:
                diary.tell(
                    again,
                    What.OFFER,
                    who,
                    thread=order(diary),
                    channel="mail",
                    staff=seller,
                    subject=home.model,
                    amount=amount,
                )
    diary.tell(
        signed,
        What.CONTRACT,
        who,
        thread=order(diary),
        channel="mail",
        staff=seller,
        subject=home.model,
        amount=amount,
    )
    diary.know(seller=seller)
    return Contract(signed, seller, amount)


def _reason(diary: Diary, lead: Lead, luck: Random) -> str:
    if lead.waited and luck.random() < 0.5:
        return "slow"
    if diary.people.buys.organisation and luck.random() < 0.4:
        return "board"
    return one_of(_REASONS, luck)


def _lose(diary: Diary, at: int, lead: Lead, reason: str, luck: Random) -> None:
    """They say no, or nothing."""
    if luck.random() < 0.62:
        thread = _lead(diary) if reason == "call" else order(diary)
        day, _ = calendar.local(at)
        at = max(at, calendar.moment(day, 480)) if at > lead.at + DAY else at
        channel = "phone" if reason == "call" else "mail"
        diary.tell(
            at,
            What.DECLINED,
            diary.people.buys,
            thread=thread,
            channel=channel,
            text=diary.say(f"declined.{reason}", "declined.more"),
            fields={"about": reason},
        )


def order(diary: Diary) -> str:
    return f"O{diary.number}"


def _lead(diary: Diary) -> str:
    return f"L{diary.number}"


def _quarter(at: int) -> int:
    """People agree on quarters of an hour."""
    return at - at % (15 * MINUTE)
