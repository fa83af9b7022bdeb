"""The measure `reasons`, as the catalogue lists it."""

from typing import Final

import ibis
import msgspec

from polku.lenses.asked import Asked
from polku.lenses.measure import Measure, Told
from polku.lenses.reasons.visits import visits
from polku.lenses.reasons.why import why


def counted(asked: Asked) -> ibis.Table:
    """Who was at the touchpoint, and left there or went on."""
    found = visits(asked)
    return found.aggregate(customers=found.customer.nunique(), walks=found.walk.nunique())


def _tell(asked: Asked) -> Told:
    found = why(asked)
    return Told([msgspec.structs.asdict(reason) for reason in found.reasons], [found.sql], found.note)


REASONS: Final = Measure(
    name="reasons",
    question="What differs between those who left at a touchpoint and those who went on?",
    unit="visits",
    columns={
        "feature": "what differs",
        "level": "how much of it: a bound, a name, yes; median, where medians are set side by side",
        "manner": "difference: both groups side by side; adjusted: with the other differences held equal; subgroup: two things together; stated: what they said",
        "effect": "how much it differs, in the unit",
        "low": "its lower bound (95 %)",
        "high": "its upper bound (95 %)",
        "unit": "share: a difference of shares; time, count, points, money: of medians; odds ratio; lift; share also of those who said anything",
        "q": "the share of false discoveries to expect among all rows at least as sure (Benjamini and Hochberg); none is above 0.05; empty for what was adjusted or stated",
        "left_n": "visits that ended the path here, of which it is known",
        "left_with": "those of them that it holds for",
        "stayed_n": "visits after which the path went on, of which it is known; empty for what was stated",
        "stayed_with": "those of them that it holds for",
        "sentence": "the same in words",
    },
    counted=counted,
    tell=_tell,
    asks=("touchpoint",),
)
