"""Money as ranges to read: no more digits than are known, currencies apart."""

from typing import Any

import pytest
from django.utils import translation

from polku.surfaces.web.pages.exits.money import costs, range_words

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (31_540, 229_767, "€320 – €2,300"),
        (-225_744, 87_755, "−€2,300 – €880"),
        (14_951_206, 25_057_772, "€150,000 – €250,000"),
        (40, 60, "€0 – €1"),
        (1000, 1001, "€10"),
        (None, None, ""),
    ],
)
def test_a_range_has_two_digits_at_each_end(low: int | None, high: int | None, words: str) -> None:
    assert range_words(low, high, "EUR") == words


def test_it_is_written_as_the_reader_writes_it() -> None:
    with translation.override("fi"):
        assert range_words(120_000, 3_400_000, "EUR") == f"1{SPACE}200{SPACE}€ – 34{SPACE}000{SPACE}€"
    assert range_words(120_000, 120_000, "JPY") == f"120,000{SPACE}JPY"  # a yen has no smaller part


def row(**more: Any) -> dict[str, Any]:
    ends = {f"{name}_{end}": None for name in ("lost", "replaced", "offers") for end in ("low", "high")}
    return (
        {"touchpoint": "offer", "manner": "said", "currency": "EUR", "paying": 7, "prospects": 0}
        | ends
        | more
    )


def test_currencies_stand_side_by_side_and_are_not_added() -> None:
    found = costs([row(lost_low=1000, lost_high=2000), row(currency="SEK", lost_low=5000, lost_high=5000)])
    assert [one.lost for one in found["offer", "said"]] == ["€10 – €20", f"50{SPACE}SEK"]


def test_where_nothing_is_known_there_is_no_cost() -> None:
    assert costs([row()]) == {}
