from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.lib import money


@pytest.mark.parametrize(
    ("amount", "currency", "minor_units"),
    [
        ("128.45", "BRL", 12845),
        (128.45, "brl", 12845),
        (8900, "EUR", 890000),
        ("1500", "JPY", 1500),
        ("1.234", "KWD", 1234),
        ("0.125", "EUR", 12),  # half to even
        ("0.135", "EUR", 14),
        ("-3.10", "EUR", -310),
        (" 7 ", "EUR", 700),
    ],
)
def test_an_amount_becomes_minor_units(amount: str | float, currency: str, minor_units: int) -> None:
    assert money.to_minor_units(amount, currency) == minor_units


@pytest.mark.parametrize("amount", ["", "free", "1,5", "NaN", "Infinity", "1e30", "1e999999999", "9" * 40])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="amount of money"):
        money.to_minor_units(amount, "EUR")


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_minor_units_come_back_as_they_went(minor_units: int, currency: str) -> None:
    assert money.to_minor_units(money.to_decimal(minor_units, currency), currency) == minor_units


def test_people_read_the_amount_with_its_decimals() -> None:
    assert money.to_decimal(12845, "BRL") == Decimal("128.45")
    assert str(money.to_decimal(1500, "JPY")) == "1500"
