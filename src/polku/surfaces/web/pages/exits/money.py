"""What leaving costs, as ranges to read: whole units of the currency, and no more digits than are known."""

from collections.abc import Iterable
from math import floor, log10
from typing import Any, Final

import msgspec
from django.utils.translation import get_language

from polku.lib.money import exponent
from polku.surfaces.words.amounts import number_words

_DIGITS: Final = 2  # of a figure that is a range anyhow
_SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class Cost(msgspec.Struct, frozen=True):
    """One exit's money in one currency, in words; "" where there is none."""

    currency: str
    paying: int
    prospects: int
    lost: str
    replaced: str
    offers: str


def costs(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], list[Cost]]:
    """By touchpoint and manner: a cost per currency, of which some figure is known."""
    found: dict[tuple[str, str], list[Cost]] = {}
    for row in rows:
        cost = Cost(
            row["currency"], row["paying"], row["prospects"],
            *(range_words(row[f"{name}_low"], row[f"{name}_high"], row["currency"]) for name in ("lost", "replaced", "offers")),
        )  # fmt: skip
        if cost.lost or cost.offers:
            found.setdefault((row["touchpoint"], row["manner"]), []).append(cost)
    return found


def range_words(low: int | None, high: int | None, currency: str) -> str:
    """From low to high, each to two digits: `€1,200 – €3,400`; "" where nothing is known."""
    if low is None or high is None:
        return ""
    ends = [_amount(one, currency) for one in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"


def _amount(minor_units: int, currency: str) -> str:
    whole = _rounded(minor_units / 10 ** exponent(currency))
    number, minus = number_words(abs(whole)), "−" if whole < 0 else ""
    sign = _SIGNS.get(currency, currency)
    if currency in _SIGNS and (get_language() or "en").startswith("en"):
        return f"{minus}{sign}{number}"
    return f"{minus}{number}{_NO_BREAK}{sign}"


def _rounded(amount: float) -> int:
    if abs(amount) < 1:
        return round(amount)
    return round(amount, _DIGITS - 1 - floor(log10(abs(amount)))).__round__()
