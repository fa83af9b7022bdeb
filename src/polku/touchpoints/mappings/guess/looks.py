"""What a column's values look like, whatever its name."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from polku.touchpoints.mappings.guess.times import Writing, writing_of
from polku.touchpoints.mappings.values import to_channel


class Look(StrEnum):
    """What most values of a column look like."""

    NOTHING = "nothing"  # no value in the rows that were looked at
    EMAIL = "email"
    PHONE = "phone"
    TIME = "time"
    CURRENCY = "currency"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"
    ID = "id"
    TEXT = "text"
    NAME = "name"
    WORD = "word"  # a few words that come again and again
    WORDS = "words"


class Seen(msgspec.Struct, frozen=True):
    """`fits` of `of` values have that look."""

    look: Look
    fits: int
    of: int
    writing: Writing = Writing()

    @property
    def share(self) -> float:
        return self.fits / self.of if self.of else 0.0


_SIGN: Final = r"(?:[€$£]|kr|EUR|SEK|USD|GBP|NOK|DKK)"
_DIGITS: Final = r"-?(?:\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+|\d+)(?:[.,]\d+)?"
_EMAIL: Final = re.compile(r"(?:mailto:)?[^@\s,;]+@[^@\s,;.]+(?:\.[^@\s,;.]+)+", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?:tel:)?'?(?:\+|00|0|\(0?\d)[\d\s().\-/]{5,18}\d")
_NUMBER: Final = re.compile(_DIGITS)
_MONEY: Final = re.compile(rf"{_SIGN}\s?{_DIGITS}|{_DIGITS}\s?{_SIGN}|-?[\d \u00a0\u202f.,]*\d[.,]\d{{2}}")
_CURRENCIES: Final = frozenset({"EUR", "SEK", "USD", "GBP", "NOK", "DKK", "CHF", "BRL", "PLN", "CAD", "AUD", "JPY"})  # fmt: skip
_YES_NO: Final = frozenset({"yes", "no", "true", "false", "y", "n", "kyllä", "ei", "ja", "nej"})
_ID: Final = re.compile(r"(?=.*\d)[#\w][\w\-./:#]*")
_NAME: Final = re.compile(r"[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){1,3}")
_LONG: Final = 25  # characters, from which words are a text rather than a label
_FEW: Final = 20  # different words at most that come again and again


def seen(values: Sequence[str]) -> Seen:
    """The look that most values have."""
    if not values:
        return Seen(Look.NOTHING, 0, 0)
    writing = writing_of(values)
    tried = [Seen(Look.TIME, writing.fits, len(values), writing)]
    tried += [Seen(look, sum(map(test, values)), len(values)) for look, test in _TESTS]
    best = max(tried, key=lambda one: one.share)
    if best.look in {Look.NUMBER, Look.ID} and best.share >= 0.6:
        return best
    return best if best.share >= 0.6 else _by_length(values)


def fitting(values: Sequence[str], look: Look) -> int:
    """How many of the values have that look."""
    test = dict(_TESTS).get(look)
    return sum(map(test, values)) if test else 0


def channels_in(values: Sequence[str]) -> int:
    """How many values name a channel."""
    return sum(to_channel(value) != "other" for value in values)


def _by_length(values: Sequence[str]) -> Seen:
    average = sum(map(len, values)) / len(values)
    if average >= _LONG and sum(" " in value for value in values) > len(values) / 2:
        return Seen(Look.TEXT, sum(" " in value for value in values), len(values))
    look = Look.WORD if _come_again(values) else Look.WORDS
    return Seen(look, len(values), len(values))


def _come_again(values: Sequence[str]) -> bool:
    distinct = len({value.casefold() for value in values})
    return distinct <= _FEW and (distinct <= len(values) / 2 or len(values) < 6)


def _is_text(value: str) -> bool:
    return len(value) >= _LONG and value.count(" ") >= 3


_TESTS: Final[list[tuple[Look, Callable[[str], bool]]]] = [
    (Look.EMAIL, lambda value: _EMAIL.fullmatch(value) is not None),
    (Look.CURRENCY, lambda value: value in _CURRENCIES),
    (Look.YES_NO, lambda value: value.casefold() in _YES_NO),
    (Look.NUMBER, lambda value: _NUMBER.fullmatch(value) is not None),
    (Look.PHONE, lambda value: _PHONE.fullmatch(value) is not None and sum(map(str.isdigit, value)) >= 7),
    (Look.MONEY, lambda value: _MONEY.fullmatch(value) is not None),
    (Look.TEXT, _is_text),
    (Look.ID, lambda value: _ID.fullmatch(value) is not None),
    (Look.NAME, lambda value: len(value) <= 40 and _NAME.fullmatch(value) is not None),
]
