"""One matter brought to support by chat, phone or mail, until it is solved."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from polku.demo.happening import Party, What
from polku.demo.lives import calendar, staff
from polku.demo.lives.calendar import HOUR, MINUTE
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import CHAT, OFFICE, PHONE, SHIFT_CHANGE, soon
from polku.demo.lives.luck import about, one_of

CHANNELS: Final = {"chat": CHAT, "phone": PHONE, "mail": OFFICE}
FORWARDED_SHARE: Final = 0.1
ASKED_BACK_SHARE: Final = 0.2
# Minutes until a first answer, as a median and a spread; the evening's chat is quick.
_WAITS: Final = {"chat": (4.0, 0.6), "phone": (2.5, 0.7), "mail": (200.0, 0.9)}
_EVENING_WAIT: Final = (1.1, 0.5)
# What is wrong with the pump itself, and may need a visit; the rest is settled at the desk.
_OF_THE_PUMP: Final = frozenset({"noise", "cold", "ice", "water", "smell", "error", "remote"})
_ASKED_BACK: Final = ("model", "since", "picture", "light", "cleaned")


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody wants of support and the ticket it has; `way` is how they put it, the answer fits it."""

    name: str
    way: int
    again: bool
    thread: str
    channel: str
    subject: str
    who: Party

    @property
    def facts(self) -> dict[str, Any]:
        about = {"about": self.name}
        return {"thread": self.thread, "channel": self.channel, "subject": self.subject, "fields": about}


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket that was solved."""

    answered_at: int
    solved_at: int
    evening_chat: bool


def handle(diary: Diary, matter: Matter, asked: int, luck: Random) -> Ticket:
    """The ticket from the question to its end."""
    hours = CHANNELS[matter.channel]
    asked = _ask(diary, matter, asked, luck)
    answered = answer_at(diary, matter.channel, asked, luck)
    agent = _agent(matter.channel, answered, luck)
    _change_shift(diary, matter, asked, answered, agent, luck)
    forwards, asks_back = luck.random() < FORWARDED_SHARE, luck.random() < ASKED_BACK_SHARE
    if forwards and matter.channel != "chat":
        agent = _forward(diary, matter, asked, answered, agent, luck)
    diary.tell(
        answered, What.TICKET_ANSWERED, matter.who, staff=agent, text=_advice(diary, matter), **matter.facts
    )
    solved = hours.from_then(soon(answered, luck, 2, 300 if matter.channel == "mail" else 12), luck)
    if asks_back and matter.name in _OF_THE_PUMP:
        solved = _ask_back(diary, matter, answered, agent, luck)
    solver = _agent("chat", solved, luck) if matter.channel == "chat" and solved - answered > HOUR else agent
    text = diary.say("ticket.solved")
    diary.tell(solved, What.TICKET_SOLVED, matter.who, staff=solver, text=text, **matter.facts)
    return Ticket(answered, solved, matter.channel == "chat" and agent in staff.EVENING_CHAT)


def _advice(diary: Diary, matter: Matter) -> str:
    if matter.again:
        return diary.say("ticket.second_visit" if matter.name in _OF_THE_PUMP else "ticket.second_answer")
    return diary.say(f"ticket.{matter.name}_answer", matching=matter.way)


def _ask(diary: Diary, matter: Matter, at: int, luck: Random) -> int:
    """They ask; returns when. Chat and phone take questions while they are open, mail always."""
    if matter.channel != "mail":
        at = CHANNELS[matter.channel].from_then(at, luck)
    if matter.again:
        text = diary.say("ticket.again", f"ticket.{matter.name}_again", matching=matter.way)
    else:
        text = diary.say("ticket.hello", f"ticket.{matter.name}_ask", matching=matter.way)
        text = f"{text} {diary.say('ticket.since', 'ticket.close')}".rstrip()
    diary.tell(at, What.TICKET_ASKED, matter.who, text=text, **matter.facts)
    if matter.channel == "mail":
        received = at + MINUTE // 20
        diary.tell(
            received, What.TICKET_RECEIPT, matter.who, text=diary.say("ticket.receipt"), **matter.facts
        )
    return at


def answer_at(diary: Diary, channel: str, asked: int, luck: Random) -> int:
    """When the first person answers."""
    median, spread = _WAITS[channel]
    if channel == "chat" and staff.chat_shift(asked) is staff.EVENING_CHAT:
        median, spread = _EVENING_WAIT
    return CHANNELS[channel].from_then(asked + int(about(median, spread, luck) * diary.waits * MINUTE), luck)


def _agent(channel: str, at: int, luck: Random) -> str:
    people = {"phone": staff.PHONE, "mail": staff.MAIL}.get(channel) or staff.chat_shift(at)
    return one_of(people, luck)


def _change_shift(diary: Diary, matter: Matter, asked: int, answered: int, agent: str, luck: Random) -> None:
    """A chat begun before two and answered after it passes from the morning shift to the evening's."""
    day, minute = calendar.local(asked)
    change = calendar.moment(day, SHIFT_CHANGE)
    if (
        matter.channel == "chat"
        and minute < SHIFT_CHANGE
        and agent in staff.EVENING_CHAT
        and answered >= change
    ):
        morning = one_of(staff.MORNING_CHAT, luck)
        diary.tell(change, What.TICKET_FORWARDED, matter.who, staff=morning, to=agent, **matter.facts)


def _forward(diary: Diary, matter: Matter, asked: int, answered: int, agent: str, luck: Random) -> str:
    """Somebody who knows more takes it; returns who answers."""
    specialist = one_of(staff.SPECIALISTS, luck)
    at = min(answered, CHANNELS[matter.channel].from_then((asked + answered) // 2, luck))
    diary.tell(at, What.TICKET_FORWARDED, matter.who, staff=agent, to=specialist, **matter.facts)
    return specialist


def _ask_back(diary: Diary, matter: Matter, answered: int, agent: str, luck: Random) -> int:
    """We need something of them, they tell, we go on; returns when it was solved."""
    hours, what = CHANNELS[matter.channel], one_of(_ASKED_BACK, luck)
    asked = hours.from_then(soon(answered, luck, 0.5, 3), luck)
    text = diary.say(f"ticket.back_{what}")
    diary.tell(asked, What.TICKET_ASKED_BACK, matter.who, staff=agent, text=text, **matter.facts)
    replied = soon(asked, luck, 25, 900) if matter.channel == "mail" else soon(asked, luck, 1, 9)
    diary.tell(
        replied, What.TICKET_REPLIED, matter.who, text=diary.say(f"ticket.reply_{what}"), **matter.facts
    )
    return hours.from_then(soon(replied, luck, 3, 20), luck)
