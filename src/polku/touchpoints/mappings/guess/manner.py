"""How the table writes its times, amounts and ratings."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from polku.touchpoints.mappings.guess.columns import ColumnGuess
from polku.touchpoints.mappings.guess.names import words_of
from polku.touchpoints.mappings.guess.roles import TIMES, Role

_COMMA: Final = re.compile(r".*\d,\d{1,2}\D*")
_DOT: Final = re.compile(r".*\d\.\d{1,2}\D*")
_SIGNS: Final = {"€": "EUR", "£": "GBP", "$": "USD", "kr": "SEK", ":-": "SEK"}
_CODE: Final = re.compile(r"\b(EUR|SEK|USD|GBP|NOK|DKK)\b")
# Where the company is tells its money and its phones, unless the table says otherwise.
_BY_ZONE: Final = {
    "Europe/Helsinki": ("EUR", "358"),
    "Europe/Stockholm": ("SEK", "46"),
    "Europe/Oslo": ("NOK", "47"),
    "Europe/Copenhagen": ("DKK", "45"),
    "Europe/London": ("GBP", "44"),
}
_MANY: Final = 20  # ratings, from which the lowest and highest seen tell the scale


class Scale(msgspec.Struct, frozen=True):
    """From the worst to the best rating that can be given."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


SCALES: Final = (
    Scale(1, 5),
    Scale(0, 10),
    Scale(1, 10),
    Scale(1, 7),
    Scale(0, 100),
    Scale(0, 1),
    Scale(1, 3),
)


class Manner(msgspec.Struct, frozen=True):
    """`either` holds the columns that could be day first or month first; `*_sure` whether nothing is asked."""

    time_formats: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    month_first: bool = False
    utc: bool = False
    decimal_comma: bool = False
    currency: str = "EUR"
    currency_sure: bool = True
    scale: Scale = SCALES[0]
    scale_sure: bool = True
    country: str = ""


def manner_of(
    guesses: Sequence[ColumnGuess], zone: str, month_first: bool | None, currency: str, scale: Scale | None
) -> Manner:
    """As the values show it; what a person chose (None and "" for nothing) goes before."""
    formats, either = _formats(guesses, bool(month_first))
    seen_currency = currency or _currency(guesses)
    seen_scale, scale_sure = (scale, True) if scale else _scale(guesses)
    usual, country = _BY_ZONE.get(zone, ("EUR", ""))
    amounts = _values(guesses, Role.AMOUNT)
    return Manner(
        time_formats=formats,
        either=either if month_first is None else (),
        month_first=bool(month_first),
        utc=any(guess.seen.writing.utc for guess in guesses if guess.role in TIMES),
        decimal_comma=_count(_COMMA, amounts) > _count(_DOT, amounts),
        currency=seen_currency or usual,
        currency_sure=bool(seen_currency) or not amounts or bool(_values(guesses, Role.CURRENCY)),
        scale=seen_scale,
        scale_sure=scale_sure,
        country=country,
    )


def _formats(guesses: Sequence[ColumnGuess], month_first: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All formats that the times need, and the names of columns whose days and months can't be told apart."""
    formats: list[str] = []
    either: list[str] = []
    for guess in guesses:
        writing = guess.seen.writing
        if guess.role in TIMES:
            formats += writing.either if month_first and writing.either else writing.formats
            either += [guess.column.name] if writing.either else []
    return tuple(dict.fromkeys(formats)), tuple(either)


def _currency(guesses: Sequence[ColumnGuess]) -> str:
    """The currency that stands beside the amounts, or in their column's name."""
    amounts = next((guess.column for guess in guesses if guess.role is Role.AMOUNT), None)
    if amounts is None:
        return ""
    for text in (amounts.name.upper(), *amounts.values[:50]):
        if code := _CODE.search(text):
            return code[1]
        if sign := next((sign for sign in _SIGNS if sign in text), None):
            return _SIGNS[sign]
    return ""


def _scale(guesses: Sequence[ColumnGuess]) -> tuple[Scale, bool]:
    found = next((guess.column for guess in guesses if guess.role is Role.RATING), None)
    if found is None:
        return SCALES[0], True
    words = words_of(found.name)
    numbers = [float(value.replace(",", ".")) for value in found.values if _is_number(value)]
    low, high = min(numbers, default=1), max(numbers, default=5)
    if re.search(r"\bnps\b|suosittel|recommend|rekommend", words) and high <= 10:
        return Scale(0, 10), True
    if re.search(r"\bcsat\b|\bstars?\b|tähdet", words) and low >= 1 and high <= 5:
        return Scale(1, 5), True
    sure = len(numbers) >= _MANY
    return next((s for s in _likely(low) if s.low <= low and high <= s.high), Scale(0, 100)), sure


def _likely(low: float) -> list[Scale]:
    """The scales in the order in which they are met, where the lowest rating seen is this."""
    if low < 1:
        return [Scale(0, 10), Scale(0, 100)]
    return [Scale(1, 5), Scale(1, 7), Scale(1, 10), Scale(0, 100)]


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?\d+(?:[.,]\d+)?", value) is not None


def _values(guesses: Sequence[ColumnGuess], role: Role) -> tuple[str, ...]:
    return next((guess.column.values for guess in guesses if guess.role is role), ())


def _count(pattern: re.Pattern[str], values: tuple[str, ...]) -> int:
    return sum(pattern.fullmatch(value) is not None for value in values)
