"""The cast: six customers, each with a reason to be here, and three who work (or do not work) with them.

Every name, address and number is invented; `.example` addresses can't exist.
"""

from dataclasses import dataclass
from typing import Final

from polku.workspace.models import Person, Role

PASSWORD: Final = "a long enough password"


@dataclass(frozen=True)
class Customer:
    """A customer of the cast: who they are, and what happened to them (tests/story.py)."""

    slug: str
    name: str
    email: str
    phone: str
    story: str


AINO: Final = Customer(
    "aino",
    "Aino Virtanen",
    "aino.virtanen@posti.example",
    "+358 40 0000001",
    """# delighted: told before she had to ask, and helped quickly
    aino  mon 09:12  asked mail-support thread=t1 "which socket do I need?"
    aino  mon 09:12  answered mail-support thread=t1 automatic "We got your message."
    aino  mon 11:12  answered mail-support thread=t1 actor=mikko "A 16 A socket by the indoor unit."
    aino  tue 10:00  ordered web-shop about=1042 amount=8900 currency=EUR
    aino  tue 10:01  promised installation about=1042 due=fri@16:00
    aino  fri 14:00  delivered installation about=1042 actor=sari
    aino  fri 14:05  delighted installation actor=sari "swept the stairs"
    aino  fri 20:00  rated survey rating=10 rating_low=0 rating_high=10 "never so easy"
    """,
)
KERTTU: Final = Customer(
    "kerttu",
    "Kerttu Niemi",
    "kerttu.niemi@posti.example",
    "+358 40 0000002",
    """# let down: the promise was broken and nobody told her
    kerttu  mon 10:00  ordered phone-sales about=1043 amount=7200 currency=EUR
    kerttu  mon 10:05  promised installation about=1043 due=thu@12:00
    kerttu  thu 15:00  asked phone-support about=1043 thread=t2 "where are the installers?"
    kerttu  fri 09:00  complained mail-support about=1043 thread=t2 "two days off work for nothing"
    kerttu  tue+1 12:00  delivered installation about=1043 actor=sari
    kerttu  tue+1 19:00  rated survey rating=3 rating_low=0 rating_high=10
    """,
)
ONNI: Final = Customer(
    "onni",
    "Onni Laine",
    "onni.laine@posti.example",
    "+358 40 0000003",
    """# silent: bought once, was offered service, never came back
    onni  mon 12:00  ordered web-shop about=1044 amount=120 currency=EUR
    onni  wed 12:00  delivered web-shop about=1044
    onni  mon+3 09:00  reached_out phone-sales actor=mikko "yearly service?"
    """,
)
SAARA: Final = Customer(
    "saara",
    "Saara Koski",
    "koski.family@posti.example",
    "+358 40 0000004",
    """# two people wrongly merged: Saara and Timo share the family's address
    saara  mon 08:00  ordered web-shop about=1045 amount=300 currency=EUR
    saara  tue 08:00  complained mail-support about=1045 thread=t4 "the wrong filter"
    """,
)
VEIKKO: Final = Customer(
    "veikko",
    "Veikko Unohdettava",
    "veikko.unohdettava@posti.example",
    "+358 40 0000005",
    """# asked to be forgotten
    veikko  mon 13:00  asked mail-support thread=t5 "what does a pump cost?"
    veikko  mon 15:00  offered mail-support thread=t5 amount=6900 currency=EUR actor=mikko
    veikko  tue 09:00  declined mail-support thread=t5 "delete what you know of me"
    """,
)
ELIAS: Final = Customer(
    "elias",
    "Elias Lind",
    "elias.lind@post.example",
    "+46 70 000 00 06",
    """# two clocks: he lives in Sweden, we answer from Finland, and the clocks change on 29 March
    elias  2026-03-28 23:30+01:00  asked chat thread=t6 "is the shop open on Sunday?"
    elias  2026-03-29 04:15+03:00  answered chat thread=t6 actor=mikko "from noon"
    """,
)
CUSTOMERS: Final = (AINO, KERTTU, ONNI, SAARA, VEIKKO, ELIAS)


def lead() -> Person:
    """Sari, who may do everything."""
    return _person("sari", "Sari", "Lehto", Role.ADMINISTERS)


def colleague() -> Person:
    """Mikko, who meets customers."""
    return _person("mikko", "Mikko", "Lampi", Role.SEES_CUSTOMERS)


def outsider() -> Person:
    """Otto, who worked here once: his account is closed."""
    person = _person("otto", "Otto", "Ulko", Role.SEES_CUSTOMERS)
    person.is_active = False
    person.save()
    return person


def _person(username: str, first: str, last: str, role: Role) -> Person:
    return Person.objects.create_user(
        username, password=PASSWORD, first_name=first, last_name=last, role=role
    )
