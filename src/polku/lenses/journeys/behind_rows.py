"""The customers behind a row of handovers, funnel, times, satisfied_left and false_alarms, as `behind` lists them."""

import ibis
import msgspec

from polku.engine.tables import code
from polku.lenses.asked import Asked
from polku.lenses.exits.alarms import ALL_RULES, called
from polku.lenses.exits.satisfied import marks, rated
from polku.lenses.journeys.funnel import reached
from polku.lenses.journeys.passed import acts, told, untold
from polku.lenses.journeys.times import stays


class HandedOver(msgspec.Struct, frozen=True):
    """Who was handed over at one place and taken up at another, at the moment they were; to "": taken up by nobody."""

    source: str
    target: str
    told: bool

    def __call__(self, asked: Asked) -> ibis.Table:
        passed = (told if self.told else untold)(acts(asked), asked)
        here = passed.touchpoint.isin(code(self.source).code)
        found = passed.filter(
            here & (passed.target.isin(code(self.target).code) if self.target else passed.target == 0)
        )
        return found.select("customer", moment=found.occurred_at)


class AtStage(msgspec.Struct, frozen=True):
    """Whose walk came to a stage as the funnel counts it, when it first did; `on`: and to the next, or not."""

    stage: str
    on: bool | None = None

    def __call__(self, asked: Asked) -> ibis.Table:
        number, walks = _number(asked, self.stage), reached(asked)
        if not number:
            return walks.filter(ibis.literal(False)).select("customer", moment=ibis.null("int64"))
        found = walks.filter(walks[f"times_{number}"] > 0)
        last = number == len(asked.journey.stages) if asked.journey else True
        if self.on is not None:
            onward = ibis.literal(False) if last else found[f"times_{number + 1}"] > 0
            found = found.filter(onward if self.on else ~onward)
        return found.select("customer", moment=found[f"at_{number}"])


class Stayed(msgspec.Struct, frozen=True):
    """Who stayed in a stage, since when: all of them (`next_stage` is None), or those who went on to the next one.

    `open`: those who are still there.
    """

    stage: str
    next_stage: str | None = None
    open: bool = False

    def __call__(self, asked: Asked) -> ibis.Table:
        found = stays(asked)
        found = found.filter(found.stage == _number(asked, self.stage))
        if self.next_stage is not None:
            found = found.filter(found.next_stage == (_number(asked, self.next_stage) or -1))
        if self.open:
            found = found.filter(~found.over)
        return found.select("customer", moment=found.began)


class Rated(msgspec.Struct, frozen=True):
    """Who rated and is one of `of`, and of `share_of` as well where one is named (satisfied.py tells which there are)."""

    of: str
    share_of: str = ""

    def __call__(self, asked: Asked) -> ibis.Table:
        found = rated(asked)
        known = marks(found)
        for name in filter(None, (self.of, self.share_of)):
            found = found.filter(known[name])
        return found.select("customer", moment=found.last_at)


class CalledSilent(msgspec.Struct, frozen=True):
    """Whom a rule would have called silent, when they were last seen before; `returned`: who came back since."""

    rule: str
    returned: bool = False

    def __call__(self, asked: Asked) -> ibis.Table:
        found = called(asked)
        if self.rule != ALL_RULES:
            found = found.filter(found.rule == self.rule)
        if self.returned:
            found = found.filter(found.returned)
        return found.select("customer", moment=found.seen_at)


def _number(asked: Asked, stage: str) -> int:
    """The stage's number on the journey's map, from 1; 0 where it has none of that name."""
    names = [one.name for one in asked.journey.stages] if asked.journey else []
    return names.index(stage) + 1 if stage in names else 0
