"""Something is wrong and they say so; mostly it is put right, some days later."""

from random import Random
from typing import Final

from polku.demo.happening import Party, What
from polku.demo.lives import calendar
from polku.demo.lives.calendar import DAY
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import OFFICE
from polku.demo.lives.luck import about, one_of
from polku.demo.lives.sale import order
from polku.demo.lives.staff import CARE

REMEDIED_SHARE: Final = 0.78
TOLD_IN_PUBLIC_SHARE: Final = 0.25  # of complaints that nobody put right


def complain(diary: Diary, at: int, matter: str, who: Party) -> None:
    luck = diary.luck("later")
    channel = one_of(("mail", "mail", "phone"), luck)
    if channel == "phone":
        at = OFFICE.from_then(at, luck)
    thread = f"C{diary.number}-{matter}"
    diary.tell(
        at, What.COMPLAINT, who, thread=thread, channel=channel, subject=diary.say(f"complaint.{matter}_subject"),
        text=diary.say("complaint.open", f"complaint.{matter}", "complaint.close"), fields={"about": matter, "order": order(diary)},
    )  # fmt: skip
    _put_right(diary, at, matter, who, luck)


def _put_right(diary: Diary, at: int, matter: str, who: Party, luck: Random) -> None:
    thread = f"C{diary.number}-{matter}"
    remedied = luck.random() < REMEDIED_SHARE
    answered = OFFICE.from_then(at + int(about(1.2, 0.8, luck) * diary.waits * DAY), luck)
    told = luck.random() < TOLD_IN_PUBLIC_SHARE
    if remedied:
        facts = {
            "thread": thread,
            "channel": "phone",
            "staff": CARE,
            "fields": {"about": matter, "order": order(diary)},
        }
        diary.tell(answered, What.REMEDY, who, text=diary.say(f"complaint.{matter}_remedy"), **facts)
    elif told:
        day, _ = calendar.local(answered)
        late = calendar.moment(day + 5, luck.triangular(480, 1380, 1200))
        fields = {"stars": 1 + int(luck.random() * 2), "about": matter}
        diary.tell(
            late,
            What.MENTION,
            who,
            channel="social",
            text=diary.say(f"complaint.{matter}_told"),
            fields=fields,
        )
