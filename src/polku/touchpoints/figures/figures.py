"""The figures themselves, per currency: each a range from low to high, checked together."""

from collections.abc import Iterator
from typing import Final

import msgspec
from django.utils.translation import gettext as _

RANGES: Final = ("margin", "replacement", "failure", "gap")
LONGEST: Final = 30  # years of a horizon


class Figures(msgspec.Struct, frozen=True):
    """What people here declared of one currency. Amounts are minor units; None: nobody said."""

    currency: str  # ISO 4217
    margin_low: float  # percent of what customers pay that is left when what they got is paid for
    margin_high: float
    horizon: int = 3  # years to look ahead
    discount: float = 10.0  # percent a year by which money of the future is worth less
    replacement_low: int | None = None  # to win one new customer, the hours of selling included
    replacement_high: int | None = None
    failure_low: int = 0  # to handle one customer's leaving: calls, credits, bad debt
    failure_high: int = 0
    gap_low: float = 0.0  # months until a new customer stands in the place of the one who left
    gap_high: float = 0.0


class WrongFigures(ValueError):
    """Figures that can't be; `problems` holds by the field's name what it must be, in the reader's language."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = problems


def checked(figures: Figures) -> Figures:
    """The same figures; WrongFigures says which of them can't be."""
    if problems := dict(_problems(figures)):
        raise WrongFigures(problems)
    return figures


def _problems(figures: Figures) -> Iterator[tuple[str, str]]:
    if len(figures.currency) != 3 or not figures.currency.isascii() or not figures.currency.isalpha():
        yield "currency", _("Three letters, as EUR.")
    if not 1 <= figures.horizon <= LONGEST:
        yield "horizon", _("Between 1 and %(most)d years.") % {"most": LONGEST}
    if not 0 <= figures.discount <= 100:
        yield "discount", _("Between 0 and 100 percent.")
    if not 0 <= figures.margin_low <= 100:
        yield "margin_low", _("Between 0 and 100 percent.")
    if not 0 <= figures.margin_high <= 100:
        yield "margin_high", _("Between 0 and 100 percent.")
    for name in RANGES:
        low, high = getattr(figures, f"{name}_low"), getattr(figures, f"{name}_high")
        if (low is None) != (high is None):
            yield f"{name}_high", _("Give both ends, or neither.")
        elif low is not None and high < low:
            yield f"{name}_high", _("Not less than the lower end.")
        elif low is not None and low < 0:
            yield f"{name}_low", _("Not less than 0.")
