"""Wilson's interval of a share, as an expression for the engine (Wilson 1927; methods.md §1.4)."""

from typing import Final

import ibis

Z: Final = 1.959963984540054  # 95 %


def low(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    """The interval's lower end, between 0 and 1."""
    return ibis.greatest(_centre(part, whole) - _half(part, whole), ibis.literal(0.0))


def high(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    """The interval's upper end, between 0 and 1."""
    return ibis.least(_centre(part, whole) + _half(part, whole), ibis.literal(1.0))


def _centre(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    return (part.cast("float64") + Z * Z / 2) / (whole.cast("float64") + Z * Z)


def _half(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    x, n = part.cast("float64"), whole.cast("float64")
    return Z / (n + Z * Z) * (x * (n - x) / n + Z * Z / 4).sqrt()
