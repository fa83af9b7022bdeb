"""One matter brought to support by chat, phone or mail, until it is solved; and perhaps brought again."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from polku.demo.happening import Party, What
from polku.demo.lives import calendar, staff
from polku.demo.lives.calendar import MINUTE
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import CHAT, OFFICE, PHONE, SHIFT_CHANGE, Hours, soon
from polku.demo.lives.luck import about, one_of

CHANNELS: Final = {"chat": CHAT, "phone": PHONE, "mail": OFFICE}
FORWARDED_SHARE: Final = 0.1
ASKED_BACK_SHARE: Final = 0.2
# Minutes until a first answer, as a median and a spread; the evening's chat is quick.
_WAITS: Final = {"chat": (4.0, 0.6), "phone": (2.5, 0.7), "mail": (200.0, 0.9)}
_EVENING_WAIT: Final = (1.1, 0.5)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket that was solved."""

    answered_at: int
    solved_at: int
    evening_chat: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody wants of support, and the ticket it has."""

    name: str
    thread: str
    channel: str
    subject: str
    who: Party


def handle(diary: Diary, matter: Matter, asked: int, text: str, luck: Random) -> Ticket:
    """The ticket from the question to its end."""
    hours = CHANNELS[matter.channel]
    facts: dict[str, Any] = {
        "thread": matter.thread,
        "channel": matter.channel,
        "subject": matter.subject,
        "fields": {"about": matter.name},
    }
    if matter.channel != "mail":
        asked = hours.from_then(asked, luck)
    diary.tell(asked, What.TICKET_ASKED, matter.who, text=text, **facts)
    if matter.channel == "mail":
        diary.tell(
            asked + MINUTE // 20, What.TICKET_RECEIPT, matter.who, text=diary.say("ticket.receipt"), **facts
        )
    answered = answer_at(diary, matter.channel, asked, luck)
    agent = _agent(matter.channel, answered, luck)
    _change_shift(diary, matter, asked, answered, agent, luck)
    forwards, draw = luck.random() < FORWARDED_SHARE, luck.random()
    if forwards and matter.channel != "chat":
        agent = _forward(diary, matter, asked, answered, agent, luck)
    diary.tell(
        answered,
        What.TICKET_ANSWERED,
        matter.who,
        staff=agent,
        text=diary.say(f"ticket.{matter.name}_answer"),
        **facts,
    )
    solved = hours.from_then(soon(answered, luck, 2, 12 if matter.channel != "mail" else 300), luck)
    if draw < ASKED_BACK_SHARE:
        solved = _ask_back(diary, matter, answered, agent, hours, luck)
    evening = matter.channel == "chat" and agent in staff.EVENING_CHAT
    solver = (
        agent
        if matter.channel != "chat"
        else _agent("chat", solved, luck)
        if solved - answered > 60 * MINUTE
        else agent
    )
    diary.tell(solved, What.TICKET_SOLVED, matter.who, staff=solver, text=diary.say("ticket.solved"), **facts)
    return Ticket(answered, solved, evening)


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
        facts = {"thread": matter.thread, "channel": matter.channel, "subject": matter.subject}
        diary.tell(
            change,
            What.TICKET_FORWARDED,
            matter.who,
            staff=one_of(staff.MORNING_CHAT, luck),
            to=agent,
            **facts,
        )


def _forward(diary: Diary, matter: Matter, asked: int, answered: int, agent: str, luck: Random) -> str:
    """Somebody who knows more takes it; returns who answers."""
    specialist = one_of(staff.SPECIALISTS, luck)
    at = CHANNELS[matter.channel].from_then((asked + answered) // 2, luck)
    facts = {"thread": matter.thread, "channel": matter.channel, "subject": matter.subject}
    diary.tell(min(at, answered), What.TICKET_FORWARDED, matter.who, staff=agent, to=specialist, **facts)
    return specialist


def _ask_back(diary: Diary, matter: Matter, answered: int, agent: str, hours: Hours, luck: Random) -> int:
    """We need something of them, they tell, we go on; returns when it was solved."""
    facts: dict[str, Any] = {"thread": matter.thread, "channel": matter.channel, "subject": matter.subject}
    asked = hours.from_then(soon(answered, luck, 0.5, 3), luck)
    diary.tell(
        asked, What.TICKET_ASKED_BACK, matter.who, staff=agent, text=diary.say("ticket.ask_back"), **facts
    )
    minutes = (1, 9) if matter.channel != "mail" else (25, 1800)
    replied = soon(asked, luck, *minutes)
    diary.tell(replied, What.TICKET_REPLIED, matter.who, text=diary.say("ticket.reply"), **facts)
    return hours.from_then(soon(replied, luck, 3, 20), luck)
