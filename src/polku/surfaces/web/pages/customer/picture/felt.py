"""Ratings as marks: in which third of their own scale they lie. Without a scale nothing is said of that."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.lenses.customer.encounters import EncounterNow
from polku.surfaces.web.pages.customer.picture.scale import Scale

_ROOM: Final = 14.0


class Felt(msgspec.Struct, frozen=True):
    """Ratings at one place: the lowest third among them (`below`, `within`, `above`; `unscaled`)."""

    x: float
    third: str
    rated: list[EncounterNow]


def third(rating: float, low: float | None, high: float | None) -> str:
    """`below`, `within` or `above`: the lower, middle or upper third of the scale; `unscaled` without one."""
    if low is None or high is None or low == high:
        return "unscaled"
    share = (rating - low) / (high - low)
    return "below" if share < 1 / 3 else "above" if share > 2 / 3 else "within"


def felt(encounters: Sequence[EncounterNow], scale: Scale) -> list[Felt]:
    """The rated encounters' marks; those too close to tell apart become one, which shows the lowest."""
    marks: list[Felt] = []
    for one in sorted(encounters, key=lambda one: one.facts.last_at):
        if one.facts.rating is None:
            continue
        x = scale.x(one.facts.last_at)
        where = third(one.facts.rating, one.facts.rating_low, one.facts.rating_high)
        if marks and x - marks[-1].x < _ROOM:
            last = marks[-1]
            marks[-1] = Felt(last.x, min(last.third, where, key=_ORDER.index), [*last.rated, one])
        else:
            marks.append(Felt(x, where, [one]))
    return marks


_ORDER: Final = ["below", "within", "above", "unscaled"]
