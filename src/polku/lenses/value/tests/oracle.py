"""The same money worked out slowly, customer by customer, from plain rows."""

from collections import defaultdict
from typing import Any

from polku.lib.clock import DAY

Row = dict[str, Any]
NINETY = 90 * DAY
YEAR = 365.25 * DAY


def purse(interactions: list[Row], customer: int, currency: str) -> tuple[int, float, float] | None:
    """When they first paid, what they paid in the first ninety days, and later; None where they never paid."""
    told = [row for row in interactions if row["currency"] == currency and row["amount"]]
    paid_kind = "paid" if any(row["kind"] == "paid" for row in told) else "ordered"
    own = [row for row in told if row["customer"] == customer]
    payments = [row for row in own if row["kind"] == paid_kind]
    if not payments:
        return None
    first = min(row["occurred_at"] for row in payments)
    bought = later = 0.0
    for row in own:
        if row["kind"] in (paid_kind, "returned"):
            amount = -row["amount"] if row["kind"] == "returned" else row["amount"]
            if row["occurred_at"] - first >= NINETY:
                later += amount
            else:
                bought += amount
    return first, bought, later


def lost(interactions: list[Row], ends: list[Row]) -> dict[tuple[str, str, str], Row]:
    """By touchpoint, manner and currency: what lost.py tells of those who left, all of the time."""
    currencies = sorted({row["currency"] for row in interactions if row["currency"] and row["amount"]})
    found: dict[tuple[str, str, str], Row] = defaultdict(
        lambda: {"paying": 0, "yearly": 0.0, "prospects": 0, "offered": 0.0, "ordered": 0.0}
    )
    for end in ends:
        if end["manner"] not in ("said", "silent", "dropped"):
            continue
        customer, place = end["customer"], (end["touchpoint"], end["manner"])
        purses = {currency: purse(interactions, customer, currency) for currency in currencies}
        for currency, one in purses.items():
            row = found[*place, currency]
            if one:
                years = (max(end["last_at"] - one[0], 0) - NINETY) / YEAR
                row["paying"] += 1
                row["yearly"] += max(one[2], 0) / max(years, 1)
            elif not any(purses.values()):
                _deal(row, [told for told in interactions if told["customer"] == customer], currency)
    return {place: row for place, row in found.items() if row["paying"] or row["prospects"]}


def _deal(row: Row, own: list[Row], currency: str) -> None:
    for kind, column in (("ordered", "ordered"), ("offered", "offered")):
        deals = [
            told for told in own if (told["kind"], told["currency"]) == (kind, currency) and told["amount"]
        ]
        if deals:
            row["prospects"] += 1
            row[column] += max(deals, key=lambda told: told["number"])["amount"]
            return


def seen(interactions: list[Row], ends: list[Row], currency: str, latest: int) -> Row:
    """What observed.py tells of a currency, company-wide."""
    end_of = {row["customer"]: row for row in ends}
    found = {"customers": 0, "left": 0, "years": 0.0, "bought": 0.0, "later": 0.0, "later_years": 0.0}
    for customer, end in end_of.items():
        one = purse(interactions, customer, currency)
        if one is None:
            continue
        gone = end["manner"] in ("said", "silent", "dropped")
        span = max(end["last_at"] if gone else latest, one[0]) - one[0]
        found["customers"] += 1
        found["left"] += gone
        found["years"] += span / YEAR
        found["bought"] += one[1]
        found["later"] += one[2]
        found["later_years"] += max(span - NINETY, 0) / YEAR
    return found
