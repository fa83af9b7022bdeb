"""Whose life it is: a household or an organisation, and who of them asks, buys, pays and lives with it.

Most are one person. Some are a mother and a daughter with one mailbox, or a person with two addresses; an
organisation has three people, some of them behind the office's mailbox.
"""

from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

import msgspec

from polku.demo.happening import Party
from polku.demo.lives.luck import one_of
from polku.demo.lives.phrases import read_yaml

NAMES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    language: {kind: tuple(names) for kind, names in kinds.items()}
    for language, kinds in read_yaml("names.yaml").items()
}
FAMILY_SHARE: Final = 0.05  # of households, with two people and one mailbox
TWO_ADDRESSES_SHARE: Final = 0.05
ORGANISATION_SHARE: Final = 0.12
BUSY_SHARE: Final = 0.14  # of organisations
_PLAIN: Final = str.maketrans("åäöéÅÄÖ ", "aaoeAAO-")


@dataclass(frozen=True, slots=True)
class People:
    """Who does what of those who share this life; often one and the same."""

    asks: Party  # visits the website, leaves the lead
    buys: Party
    pays: Party
    lives: Party  # asks support
    busy: bool = False

    @property
    def language(self) -> str:
        return self.buys.language


def draw_people(number: int, luck: Random) -> People:
    draw = luck.random()
    language = "fi" if draw < 0.82 else "sv" if draw < 0.93 else "en"
    organisation = luck.random() < ORGANISATION_SHARE
    one = _somebody(number, language, luck)
    if organisation:
        return _organisation(one, luck)
    if luck.random() < FAMILY_SHARE:
        return _family(one, luck)
    if luck.random() < TWO_ADDRESSES_SHARE:
        work = msgspec.structs.replace(one, email=f"{one.email.partition('@')[0]}@tyo.example")
        return People(asks=work, buys=one, pays=one, lives=work if luck.random() < 0.5 else one)
    return People(asks=one, buys=one, pays=one, lives=one)


def anonymous(who: Party) -> Party:
    """The same browser, when nobody knows whose it is."""
    return msgspec.structs.replace(who, name="", email="", phone="", organisation="", organisation_id="")


def plain(name: str) -> str:
    """As addresses are written."""
    return name.lower().translate(_PLAIN)


def phone(number: int, contact: int) -> str:
    """+358 79 is given to nobody."""
    return f"+358 79 {number * 4 + contact:07d}"


def _somebody(number: int, language: str, luck: Random) -> Party:
    names = NAMES[language]
    first = one_of(names["women" if luck.random() < 0.5 else "men"], luck)
    last = one_of(names["last"], luck)
    browsers = 2 if luck.random() < 0.35 else 1
    return Party(
        number=number,
        name=f"{first} {last}",
        email=_address(number, plain(first), plain(last), luck),
        phone=phone(number, 0),
        city=one_of(names["cities"], luck),
        language=language,
        cookies=tuple(f"{luck.getrandbits(64):016x}" for _ in range(browsers)),
    )


def _address(number: int, first: str, last: str, luck: Random) -> str:
    shapes = (f"{first}.{last}{number}", f"{last}{number}", f"{first[0]}.{last}.{number}", f"{first}{number}")
    return f"{one_of(shapes, luck)}@posti.example"


def _family(mother: Party, luck: Random) -> People:
    """The daughter finds the firm and talks with support; the mother lives there and signs."""
    names = NAMES[mother.language]
    last = mother.name.rpartition(" ")[2]
    mailbox = one_of(names["shared"], luck).format(last=plain(last), n=mother.number) + "@posti.example"
    mother = msgspec.structs.replace(mother, name=f"{one_of(names['women'], luck)} {last}", email=mailbox)
    daughters = tuple(name for name in names["women"] if not mother.name.startswith(name))
    daughter = _another(mother, 1, f"{one_of(daughters, luck)} {last}", luck)
    mother = msgspec.structs.replace(mother, cookies=())
    return People(asks=daughter, buys=mother, pays=mother, lives=daughter if luck.random() < 0.6 else mother)


def _organisation(chair: Party, luck: Random) -> People:
    """The chair asks and buys, the manager pays, the caretaker lives with the pumps."""
    names = NAMES[chair.language]
    name = one_of(names["housing" if luck.random() < 0.5 else "firms"], luck).format(
        street=one_of(names["streets"], luck),
        n=1 + int(luck.random() * 40),
        city=chair.city,
        word=one_of(names["words"], luck),
    )
    domain = f"{plain(name)}{chair.number}.example"
    shared = f"{one_of(names['offices'], luck)}@{domain}"
    chair = msgspec.structs.replace(
        chair,
        organisation=name,
        organisation_id=f"ORG-{chair.number}",
        email=f"{plain(chair.name).replace('-', '.')}@{domain}",
    )
    manager = msgspec.structs.replace(_another(chair, 1, _name(chair.language, luck), luck), email=shared)
    caretaker = msgspec.structs.replace(_another(chair, 2, _name(chair.language, luck), luck), email=shared)
    people = People(asks=chair, buys=chair, pays=manager, lives=caretaker)
    return replace(people, busy=luck.random() < BUSY_SHARE)


def _name(language: str, luck: Random) -> str:
    names = NAMES[language]
    return f"{one_of(names['women' if luck.random() < 0.5 else 'men'], luck)} {one_of(names['last'], luck)}"


def _another(one: Party, contact: int, name: str, luck: Random) -> Party:
    changes: dict[str, Any] = {
        "name": name,
        "contact": contact,
        "phone": phone(one.number, contact),
        "cookies": (f"{luck.getrandbits(64):016x}",),
    }
    return msgspec.structs.replace(one, **changes)
