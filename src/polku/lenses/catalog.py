"""Every measure there is: one line each."""

from typing import Final

from polku.lenses.asked import WrongQuestion
from polku.lenses.exits.alarms import FALSE_ALARMS
from polku.lenses.exits.exits import EXITS_MEASURE
from polku.lenses.exits.satisfied import SATISFIED_LEFT
from polku.lenses.journeys.declared import DECLARED
from polku.lenses.journeys.edges import EDGES
from polku.lenses.journeys.funnel import FUNNEL
from polku.lenses.journeys.handovers import HANDOVERS
from polku.lenses.journeys.loops import LOOPS
from polku.lenses.journeys.times import TIMES
from polku.lenses.journeys.variants import VARIANTS
from polku.lenses.journeys.visits import VISITS
from polku.lenses.map.touchpoints import TOUCHPOINTS
from polku.lenses.measure import Measure
from polku.lenses.reasons.reasons import REASONS
from polku.lenses.value.lost_value import LOST_VALUE
from polku.touchpoints.mappings.wrong import instead

MEASURES: Final[dict[str, Measure]] = {
    measure.name: measure
    for measure in (
        EDGES,
        VARIANTS,
        VISITS,
        HANDOVERS,
        FUNNEL,
        EXITS_MEASURE,
        SATISFIED_LEFT,
        FALSE_ALARMS,
        TIMES,
        LOOPS,
        DECLARED,
        TOUCHPOINTS,
        REASONS,
        LOST_VALUE,
    )
}


def measure_named(name: str) -> Measure:
    """The measure of that name; WrongQuestion names those there are."""
    if name not in MEASURES:
        raise WrongQuestion(f"There is no measure {name!r}{instead(name, [*MEASURES], 'There are')}")
    return MEASURES[name]
