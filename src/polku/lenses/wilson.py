"""Wilson's interval of a share, as an expression for the engine (Wilson 1927; methods.md §1.4).

Of nobody there is no share, and so there are no bounds: they are null where the whole is 0 or null.
"""

from typing import Final

import ibis

Z: Final = 1.959963984540054  # 95 %


def low(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    """The interval's lower end, between 0 and 1."""
    return _of_somebody(whole, ibis.greatest(_centre(part, whole) - _half(part, whole), ibis.literal(0.0)))


def high(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    """The interval's upper end, between 0 and 1."""
    return _of_somebody(whole, ibis.least(_centre(part, whole) + _half(part, whole), ibis.literal(1.0)))


def _of_somebody(whole: ibis.Value, bound: ibis.Value) -> ibis.Value:
    """The greatest and the least of null and a number are the number: so null is said here."""
    return ibis.ifelse(whole > 0, bound, ibis.null("float64"))


def _centre(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    return (part.cast("float64") + Z * Z / 2) / (whole.cast("float64") + Z * Z)


def _half(part: ibis.Value, whole: ibis.Value) -> ibis.Value:
    x, n = part.cast("float64"), whole.nullif(0).cast("float64")  # Spark refuses to divide by 0
    return Z / (n + Z * Z) * (x * (n - x) / n + Z * Z / 4).sqrt()
