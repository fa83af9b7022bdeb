"""One column: what it tells, how sure that is, and the evidence for saying why."""

import re
from collections.abc import Callable
from typing import Final

import msgspec

from polku.touchpoints.mappings.guess.kinds import OURS, THEIRS
from polku.touchpoints.mappings.guess.looks import Look, Seen, channels_in, fitting, seen
from polku.touchpoints.mappings.guess.names import roles_by_name, words_of
from polku.touchpoints.mappings.guess.roles import TIMES, Role
from polku.touchpoints.mappings.guess.table import Column
from polku.touchpoints.mappings.guess.times import number_writing_of

ENOUGH: Final = 0.8  # of the values must fit what the name says
HALF: Final = 0.5
_ORDER_NUMBER: Final = re.compile(r"#\d+")
_DIGITS: Final = re.compile(r"\d{7,15}")
_NUMERIC: Final = frozenset({Look.NUMBER, Look.MONEY})
_PLAIN: Final = frozenset({Look.NUMBER, Look.WORD, Look.YES_NO, Look.ID, Look.WORDS, Look.CURRENCY})
# Names of the same role, the likeliest first: an order's date before the date it was paid.
_FIRST: Final[dict[Role, list[str]]] = {
    Role.TIME: [r"created|create date|luotu|skapad|ordered|order date|purchase|tilattu|tilaus|beställ|submitted|submit|occurred|first contact|svarsdatum|vastausaika", r"^(?:date|time|timestamp|datetime|aika|pvm|päivämäärä|datum|tid|tidpunkt|aikaleima)$", r""],
    Role.RECORD_ID: [r"order|ticket|case|conversation|tilaus|tiketti|ärende|beställning|response|deal|review|invoice|lasku|faktura|vastaus|svar", r""],
    Role.AMOUNT: [r"grand total|order total|total|amount|yhteensä|loppusumma|summa|belopp|totalt|revenue|value|arvo|värde", r""],
    Role.RATING: [r"nps|csat|overall|how likely|recommend|suosittel|rating|score|arvosana|betyg", r""],
    Role.NAME: [r"customer|client|requester|billing|asiakas|kund|full|respondent|contact", r""],
    Role.EMAIL: [r"customer|client|requester|billing|asiakas|kund|^e ?mail$|^sähköposti", r""],
    Role.SUBJECT: [r"subject|title|otsikko|aihe|ämne|rubrik|deal name|headline", r"name|product|tuote|produkt", r""],
    Role.TEXT: [r"message|body|comment|feedback|palaute|kommentti|kommentar|viesti|text|meddelande|description", r""],
    Role.STATUS: [r"^(?:status|tila|läge|stage|deal stage|vaihe)$|financial|order status", r""],
    Role.CUSTOMER_ID: [r"unique", r"customer|asiakas|kund", r""],
    Role.DELIVERED_AT: [r"customer|^delivered|toimitettu|levererad", r""],
}  # fmt: skip


class ColumnGuess(msgspec.Struct, frozen=True):
    """What a column tells. `named`: its name says so; `chosen`: a person does."""

    column: Column
    role: Role
    sure: bool
    seen: Seen
    named: bool = False
    chosen: bool = False


def guess_column(column: Column) -> ColumnGuess:
    """The likeliest role of a column by itself; `assigned` then sees that each stands once."""
    return ranked(column)[0]


def ranked(column: Column) -> list[ColumnGuess]:
    """The roles the column may have, the likeliest first; the last is always that it is a detail."""
    look = seen(column.values)
    if not column.readable:
        return [ColumnGuess(column, Role.UNREAD, True, look)]
    found = []
    for role in roles_by_name(column.name):
        share = _share(role, column, look)
        if share >= HALF or look.look is Look.NOTHING:
            sure = share >= ENOUGH and look.look is not Look.NOTHING
            found.append(ColumnGuess(column, role, sure, _fitting(role, column, look), named=True))
    found.sort(key=lambda one: not one.sure)
    said = bool(roles_by_name(column.name))
    if not found:
        found += _by_content(column, look)
    # A name that promises something else than the values hold needs a look.
    plain = look.look in _PLAIN and not said
    return [*found, ColumnGuess(column, Role.DETAIL, (said and bool(found)) or plain, look)]


def with_role(guess: ColumnGuess, role: Role, chosen: bool = True) -> ColumnGuess:
    """The column with another role, and the evidence for that one."""
    look = seen(guess.column.values)
    named = role in roles_by_name(guess.column.name)
    return ColumnGuess(guess.column, role, True, _fitting(role, guess.column, look), named, chosen)


def rank(role: Role, column: Column) -> int:
    """How near the column's name is to what such columns are usually called; 0 is nearest."""
    words = words_of(column.name)
    firsts = _FIRST.get(role, [""])
    return next((place for place, pattern in enumerate(firsts) if re.search(pattern, words)), len(firsts))


def _by_content(column: Column, look: Seen) -> list[ColumnGuess]:
    """What the values alone say."""
    if look.look is Look.EMAIL and look.share >= ENOUGH:
        return [ColumnGuess(column, Role.EMAIL, False, look)]  # an address, but whose?
    if any(map(_ORDER_NUMBER.fullmatch, column.values)) and look.look is Look.ID:
        return [ColumnGuess(column, Role.RECORD_ID, look.share >= ENOUGH, look)]
    roles = {Look.PHONE: Role.PHONE, Look.TIME: Role.TIME, Look.TEXT: Role.TEXT, Look.CURRENCY: Role.CURRENCY}
    if look.look in roles:
        return [ColumnGuess(column, roles[look.look], False, look)]
    return []


def _share(role: Role, column: Column, look: Seen) -> float:
    """The share of the values that can be what the role wants."""
    values = column.values
    if not values or role in {Role.TRAIT, Role.DETAIL, Role.UNREAD}:
        return 1.0
    if role in TIMES:
        return _times(column, look) / len(values)
    if role in {Role.AMOUNT, Role.RATING}:
        return _numbers(role, values) / len(values)
    if role is Role.EMAIL:
        return fitting(values, Look.EMAIL) / len(values)
    if role is Role.PHONE:
        return _phones(values) / len(values)
    if role is Role.CHANNEL:
        return channels_in(values) / len(values)
    fits = _KINDS.get(role, _has_letters)
    return sum(fits(value) for value in values) / len(values)


def _times(column: Column, look: Seen) -> int:
    return look.fits if look.look is Look.TIME else number_writing_of(column.values).fits


def _numbers(role: Role, values: tuple[str, ...]) -> int:
    numbers = max(fitting(values, Look.NUMBER), fitting(values, Look.MONEY))
    if role is Role.RATING and any(len(value) > 4 for value in values):
        return 0
    return numbers


def _phones(values: tuple[str, ...]) -> int:
    return max(fitting(values, Look.PHONE), sum(bool(_DIGITS.fullmatch(value)) for value in values))


def _fitting(role: Role, column: Column, look: Seen) -> Seen:
    """The evidence in the words of the role: for a phone the phones among the values, not the numbers."""
    values = column.values
    if role in TIMES and look.look is not Look.TIME:
        writing = number_writing_of(values)
        return Seen(Look.TIME, writing.fits, len(values), writing)
    wanted = {Role.PHONE: (Look.PHONE, _phones), Role.EMAIL: (Look.EMAIL, _emails)}.get(role)
    return Seen(wanted[0], wanted[1](values), len(values)) if wanted and values else look


def _emails(values: tuple[str, ...]) -> int:
    return fitting(values, Look.EMAIL)


def _has_letters(value: str) -> bool:
    return any(map(str.isalpha, value))


def _is_label(value: str) -> bool:
    return len(value) <= 80 and _has_letters(value)


def _is_name(value: str) -> bool:
    return len(value) <= 80 and _has_letters(value) and not any(map(str.isdigit, value))


def _is_side(value: str) -> bool:
    return value.casefold() in {*OURS, *THEIRS}


def _is_key(value: str) -> bool:
    return len(value) <= 80 and not any(map(str.isspace, value))


_KINDS: Final[dict[Role, Callable[[str], bool]]] = {
    Role.NAME: _is_name,
    Role.FIRST_NAME: _is_name,
    Role.LAST_NAME: _is_name,
    Role.CUSTOMER_ID: _is_key,
    Role.RECORD_ID: _is_key,
    Role.MESSAGE_ID: _is_key,
    Role.STATUS: _is_label,
    Role.EVENT: _is_label,
    Role.DIRECTION: _is_side,
    Role.ORGANISATION: lambda value: _has_letters(value) and fitting([value], Look.YES_NO) == 0,
    Role.CURRENCY: lambda value: len(value) == 3 and value.isalpha(),
}
