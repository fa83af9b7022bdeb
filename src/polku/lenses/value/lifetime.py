"""What a customer is worth from now on: margin, retention, horizon, discount (methods.md §7).

Money is minor units or any other unit of the reader's; rates are between 0 and 1. A constant retention overstates
where customers differ much: those who leave early are gone, and the rest stay longer (sbg.py).
"""


def worth(margin: float, retention: float, discount: float) -> float:
    """The residual value without end, m·r / (1 + d − r): the margins of next year and after, today's not counted."""
    return margin * retention / (1 + discount - retention)


def worth_until(margin: float, retention: float, discount: float, years: int) -> float:
    """The same of the next `years` alone: m · Σ (r / (1 + d))^t, t from 1."""
    share = retention / (1 + discount)
    return margin * sum(share**year for year in range(1, years + 1))


def worth_with_first(margin: float, retention: float, discount: float) -> float:
    """The value without end of one who has just come: the first margin, and all after it."""
    return margin + worth(margin, retention, discount)
