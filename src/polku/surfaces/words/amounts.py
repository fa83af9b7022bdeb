"""Money and numbers as the reader's language writes them."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import get_language

from polku.lib.money import exponent, to_decimal

_SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def money_words(minor_units: int, currency: str) -> str:
    """1234500 EUR is `€12,345.00` in English and `12 345,00 €` in Finnish and Swedish; spaces don't break."""
    number = _grouped(abs(to_decimal(minor_units, currency)), exponent(currency))
    sign = "−" if minor_units < 0 else ""
    if currency in _SIGNS and (get_language() or "en").startswith("en"):
        return f"{sign}{_SIGNS[currency]}{number}"
    return f"{sign}{number}{_NO_BREAK}{_SIGNS.get(currency, currency)}".rstrip(_NO_BREAK)


def number_words(number: int | float | Decimal, decimals: int = 0) -> str:
    """A number with its thousands set apart; spaces don't break."""
    return _grouped(number, decimals)


def _grouped(number: int | float | Decimal, decimals: int) -> str:
    return _written(number, decimals, get_language())


@lru_cache(4096, typed=True)
def _written(number: int | float | Decimal, decimals: int, _language: str | None) -> str:
    """Kept, for a page says the same few counts, ratings and amounts over and over.

    Rounded first: Django would only cut what is too much off.
    """
    number = round(number, decimals or None)
    return number_format(number, decimal_pos=decimals, use_l10n=True, force_grouping=True).replace(
        " ", _NO_BREAK
    )


def percent_words(share: float, decimals: int = 0) -> str:
    """A share between 0 and 1: `62%` in English, `62 %` in Finnish and Swedish; the space doesn't break."""
    number = _grouped(share * 100, decimals)
    return f"{number}%" if (get_language() or "en").startswith("en") else f"{number}{_NO_BREAK}%"
