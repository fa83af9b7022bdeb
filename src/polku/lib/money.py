"""Money as an integer of the currency's minor units (cents), never a float."""

from decimal import ROUND_HALF_EVEN, Decimal, DecimalException
from typing import Final

# ISO 4217 currencies whose minor unit is not a hundredth.
_EXPONENTS: Final = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}
_LARGEST: Final = 2**63 - 1


def exponent(currency: str) -> int:
    """How many decimals the currency's minor unit has."""
    return _EXPONENTS.get(currency.upper(), 2)


def to_minor_units(amount: str | int | float | Decimal, currency: str) -> int:
    """Minor units of an amount, rounded half to even; ValueError where it is not a finite, storable number."""
    try:
        value = Decimal(str(amount).strip())
        scaled = value.scaleb(exponent(currency)).quantize(Decimal(1), ROUND_HALF_EVEN)
    except DecimalException as error:
        raise ValueError(f"{amount!r} is not an amount of money") from error
    if not scaled.is_finite() or abs(scaled) > _LARGEST:
        raise ValueError(f"{amount!r} is too large to be an amount of money")
    return int(scaled)


def to_decimal(minor_units: int, currency: str) -> Decimal:
    """The amount as people write it: 12845 minor units of BRL are 128.45."""
    return Decimal(minor_units).scaleb(-exponent(currency))
