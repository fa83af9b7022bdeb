"""What an encounter was worth: one amount in one currency."""

from collections.abc import Sequence
from typing import Final

from polku.timeline.interaction import Interaction
from polku.timeline.vocabulary import Kind

# An order is often told as `ordered` and `paid`, and must not count twice: only the first of these kinds
# that names an amount is summed, and whatever else has one only where none of them does.
RANKED: Final = (Kind.ORDERED, Kind.PAID, Kind.CHARGED, Kind.OFFERED)


def amount(interactions: Sequence[Interaction]) -> tuple[int | None, str]:
    """Sum in minor units and its currency; of several currencies, the first one's. (None, "") without any."""
    priced = [one for one in interactions if one.amount is not None]
    if not priced:
        return None, ""
    kinds = {one.kind for one in priced} if len(priced) > 1 else ()
    for kind in RANKED:
        if kind in kinds:
            priced = [one for one in priced if one.kind is kind]
            break
    currency = priced[0].currency
    return sum(one.amount or 0 for one in priced if one.currency == currency), currency
