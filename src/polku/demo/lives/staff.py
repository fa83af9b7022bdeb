"""Who works at Tuulahdus and at the partners that install for it. Everybody is invented."""

from dataclasses import dataclass
from random import Random
from typing import Final

from polku.demo.lives import calendar
from polku.demo.lives.hours import SHIFT_CHANGE
from polku.demo.lives.luck import one_of

BOOKERS: Final = ("Riikka Salonen", "Joni Kärki", "Wilma Holmberg")
SELLERS: Final = ("Mikko Lampi", "Tuija Orava", "Petra Sundell", "Jari Halme", "Antero Vuori", "Salla Keto")
MORNING_CHAT: Final = ("Pia Metsä", "Henri Aho", "Ritva Ranta", "Linn Öster")
EVENING_CHAT: Final = ("Jesse Routa", "Milla Sarka", "Otso Varis")
SATURDAY_CHAT: Final = ("Pia Metsä", "Henri Aho")
PHONE: Final = ("Sari Lehto", "Teemu Kivi", "Carola Back")
MAIL: Final = ("Maarit Suo", "Juho Lehmus")
SPECIALISTS: Final = ("Ilkka Pato", "Veera Kuura")  # whom support asks
FINANCE: Final = "Anu Tammi"
CARE: Final = "Sari Lehto"  # answers complaints


@dataclass(frozen=True)
class Partner:
    """A firm that installs for us: its people, its share of the work."""

    name: str
    foreman: str
    installers: tuple[str, ...]
    share: float


PIHKA: Final = Partner(
    "Asennus Pihka", "Raimo Pihka", ("Tapio Kuusela", "Nea Loimu", "Kimmo Rauta", "Ismo Uurto"), 0.4
)
UTU: Final = Partner("Putki ja Ilma Utu", "Sirkka Utu", ("Leevi Noro", "Marko Tiira", "Dan Sjö"), 0.32)
KAARNA: Final = Partner("Lämpöliike Kaarna", "Arto Kaarna", ("Roni Kanto", "Pasi Loru", "Ville Särkkä"), 0.28)
PARTNERS: Final = (PIHKA, UTU, KAARNA)
LATE_PARTNER: Final = KAARNA
KIND_INSTALLER: Final = "Tapio Kuusela"

OURS: Final = frozenset(
    {FINANCE, *BOOKERS, *SELLERS, *MORNING_CHAT, *EVENING_CHAT, *PHONE, *MAIL, *SPECIALISTS}
)


def partner(luck: Random) -> Partner:
    rest = luck.random()
    for one in PARTNERS:
        rest -= one.share
        if rest < 0:
            return one
    return PARTNERS[-1]


def chat_shift(at: int) -> tuple[str, ...]:
    """Who answers the chat at that moment."""
    day, minute = calendar.local(at)
    if calendar.weekday(day) == calendar.SATURDAY:
        return SATURDAY_CHAT
    return EVENING_CHAT if minute >= SHIFT_CHANGE else MORNING_CHAT


def another(people: tuple[str, ...], than: str, luck: Random) -> str:
    """Somebody else of these."""
    return one_of(tuple(one for one in people if one != than), luck)
