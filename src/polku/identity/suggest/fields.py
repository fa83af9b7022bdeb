"""Facts in their many spellings → the few fields that people are compared by. Knows no Django."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from polku.identity.folding import folded
from polku.identity.naming import plain

# field → plain spellings of the facts that tell it (names.plain), the likeliest first
SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "given_name": ("givenname", "firstname", "forename", "etunimi", "fornamn"),
    "surname": ("surname", "lastname", "familyname", "sukunimi", "efternamn"),
    "birth_date": ("dateofbirth", "birthdate", "birthday", "dob", "syntymaaika", "fodelsedatum"),
    "personal_id": (
        "personalid",
        "nationalid",
        "socsecid",
        "ssn",
        "socialsecuritynumber",
        "hetu",
        "henkilotunnus",
        "personnummer",
    ),
    "street": ("street", "address1", "streetaddress", "addressline1", "katuosoite", "gatuadress"),
    "street_number": ("streetnumber", "housenumber"),
    "postcode": ("postcode", "postalcode", "zip", "zipcode", "postinumero", "postnummer"),
    "city": ("city", "suburb", "town", "locality", "kaupunki", "stad"),
    "email": ("email", "emailaddress", "mail", "sahkoposti", "epost"),
    "phone": ("phone", "phonenumber", "mobile", "telephone", "puhelin", "telefon"),
}
FIELDS: Final = tuple(SPELLINGS)
_FULL_NAME: Final = ("name", "fullname", "displayname")
_NOT_ALNUM: Final = re.compile(r"[\W_]+")
_NOT_DIGIT: Final = re.compile(r"\D+")
_PHONE_DIGITS: Final = 9  # the end of a number, which is the same with and without country code


def comparable(
    facts: Mapping[str, Any], identifiers: Iterable[tuple[str, str]] = ()
) -> dict[str, str | None]:
    """The fields, tidied so that the same is spelt the same; None where nothing is told.

    `facts` by any spelling; a fact that is an object (an address) is read inside. `identifiers` are
    (namespace, value) and fill in email and phone.
    """
    told = {**{namespace.rpartition(":")[2]: value for namespace, value in identifiers}, **_flat(facts)}
    fields = {field: _tidied(field, _first(told, names)) for field, names in SPELLINGS.items()}
    if fields["surname"] is None and fields["given_name"] is None:
        fields["given_name"], fields["surname"] = _split(_first(told, _FULL_NAME))
    return fields


def _flat(facts: Mapping[str, Any]) -> dict[str, str]:
    told: dict[str, str] = {}
    for name, value in facts.items():
        if isinstance(value, Mapping):
            told = {**_flat(value), **told}
        elif isinstance(value, str | int) and not isinstance(value, bool):
            told[plain(folded(name))] = str(value)
    return told


def _first(told: Mapping[str, str], names: Iterable[str]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


def _split(name: str) -> tuple[str | None, str | None]:
    """A full name as given name and surname: the last word, or what stands before a comma, is the surname."""
    last, comma, first = name.partition(",")
    if not comma:
        first, _, last = name.strip().rpartition(" ")
    return _tidied("given_name", first), _tidied("surname", last)


def _tidied(field: str, text: str) -> str | None:
    if field == "birth_date":
        return _date(text)
    if field == "phone":
        digits = _NOT_DIGIT.sub("", text)
        return digits[-_PHONE_DIGITS:] if len(digits) >= 5 else None
    if field == "email":
        return text.strip().lower() if "@" in text else None
    joined = "" if field in ("personal_id", "postcode") else " "
    return _NOT_ALNUM.sub(joined, folded(text)).strip() or None


def _date(text: str) -> str | None:
    """Eight digits, year first, from 1980-02-01, 19800201 or 1.2.1980; None where it is no date."""
    parts = [part for part in _NOT_DIGIT.split(text.partition("T")[0]) if part]
    if len(parts) == 1 and len(parts[0]) == 8:
        return parts[0]
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        year, month, day = parts
    elif len(parts[2]) == 4:
        day, month, year = parts
    else:
        return None
    return f"{year}{month.zfill(2)}{day.zfill(2)}"
