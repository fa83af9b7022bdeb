"""What a customer is called: out of traits in their usual spellings, else by an identifier. Knows no Django."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from polku.identity.groups import SHAREABLE, UNIQUE, Node

LONGEST: Final = 300
FULL: Final = (
    "name",
    "fullname",
    "displayname",
    "companyname",
    "company",
    "organisationname",
    "organizationname",
)
FIRST: Final = ("firstname", "givenname")
LAST: Final = ("lastname", "surname", "familyname")
EMAIL: Final = ("email", "emailaddress")
_STRENGTH: Final = {UNIQUE: 0, SHAREABLE: 1}


def plain(name: str) -> str:
    """A trait's name in one spelling: first_name, firstName and "First name" are the same."""
    return "".join(sign for sign in name.lower() if sign.isalnum())


NAMING: Final = frozenset((*FULL, *FIRST, *LAST, *EMAIL))


def name_of(traits: Mapping[str, Any], identifiers: Iterable[Node]) -> str:
    """The name for lists and headings; `traits` by their plain names, newest told."""
    told = {name: " ".join(str(value).split()) for name, value in traits.items() if _is_text(value)}
    for name in FULL:
        if told.get(name):
            return told[name][:LONGEST]
    parts = [_first(told, FIRST), _first(told, LAST)]
    if any(parts):
        return " ".join(part for part in parts if part)[:LONGEST]
    ranked = sorted(identifiers, key=lambda node: (_STRENGTH.get(node.policy, 2), node.key))
    emails = [node.value for node in ranked if node.namespace.endswith("email")]
    return (emails or [_first(told, EMAIL)])[0][:LONGEST] or (ranked[0].value if ranked else "")


def _first(told: Mapping[str, str], names: Iterable[str]) -> str:
    return next((told[name] for name in names if told.get(name)), "")


def _is_text(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)
