"""Names of traits that may cut customers into segments: what many share, and nothing that tells who somebody is."""

import re
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,59}")
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# In English, Finnish and Swedish. What stands for one person is personal data, and no segment.
_PERSONAL: Final = frozenset(
    [
        "name",
        "firstname",
        "lastname",
        "surname",
        "fullname",
        "username",
        "nickname",
        "email",
        "mail",
        "phone",
        "telephone",
        "mobile",
        "address",
        "street",
        "postcode",
        "postal",
        "zip",
        "birth",
        "birthday",
        "birthdate",
        "birthyear",
        "dob",
        "age",
        "ssn",
        "passport",
        "iban",
        "ip",
        "latitude",
        "longitude",
        "location",
        "gender",
        "nimi",
        "etunimi",
        "sukunimi",
        "puhelin",
        "osoite",
        "katuosoite",
        "postinumero",
        "syntymaaika",
        "hetu",
        "henkilotunnus",
        "sukupuoli",
        "namn",
        "fornamn",
        "efternamn",
        "epost",
        "telefon",
        "adress",
        "postnummer",
        "fodelsedatum",
        "personnummer",
        "kon",
    ]
)
# A last word that makes a group of it: an age is one person's, an age_group is many people's.
_GROUPS: Final = frozenset(
    ["group", "band", "bracket", "class", "category", "range", "decade", "segment", "tier"]
)
# What a segment can be asked by already (lenses/asked.py).
_TAKEN: Final = ("entity", "known", "touchpoint", "channel", "kind")


def trait_names(text: str) -> tuple[str, ...]:
    """The names, separated by commas. ValueError says which may not be one."""
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"names of traits separated by commas; {name!r} is none")
        if name in _TAKEN:
            raise ValueError(f"names of traits; {name!r} is asked by without one")
        if personal(name):
            raise ValueError(f"traits that many customers share; {name!r} tells who somebody is")
    return names


def personal(name: str) -> bool:
    """Whether a trait's name says that it stands for one person: `firstName`, `contact_email`, `birth-date`."""
    words = [word.casefold() for word in _WORDS.findall(name)]
    if words and words[-1] in _GROUPS:
        return False
    return bool(_PERSONAL.intersection([*words, "".join(words)]))
