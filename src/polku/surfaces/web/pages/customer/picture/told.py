"""A customer's course as the timeline is given it: lanes, acts, waits, handovers, promises, ratings, stages."""

from collections.abc import Iterable, Mapping, Sequence

from polku.lenses.customer.course import Course, Step
from polku.lenses.customer.promises import PromiseNow
from polku.surfaces.charts.timeline.given import Act, Entered, Promised, Rated, Told, Wait
from polku.surfaces.web.pages.customer.picture.handed import handovers
from polku.surfaces.web.pages.customer.picture.thirds import third
from polku.surfaces.web.pages.customer.promise_words import shortly
from polku.surfaces.words.places import channel_words
from polku.timeline.vocabulary import CHANNELS, Kind, Side
from polku.touchpoints.journeys.places import Place


def told(course: Course, promises: Sequence[PromiseNow], places: Mapping[str, Place], now: int) -> Told:
    """The path in the timeline's terms. `promises` are in the order in which they were made."""
    channels = lanes(course)
    number = {channel: lane for lane, channel in enumerate(channels)}
    lane_of = [number[one.facts.channel] for one in course.encounters]
    return Told(
        now=now,
        lanes=[channel_words(channel) for channel in channels],
        acts=[_act(step, lane_of) for step in course.steps],
        titles=[one.facts.subject for one in course.encounters],
        waits=[Wait(lane_of[one.encounter], one.first, one.last, one.for_us) for one in course.waits],
        handovers=handovers(course.steps, lane_of),
        promises=[_promised(one, now) for one in promises],
        ratings=[_rated(step) for step in ratings(course)],
        stages=list(entered(course.steps, places)),
    )


def lanes(course: Course) -> list[str]:
    """The path's channels: always in the same order, so that pictures can be compared."""
    used = {one.facts.channel for one in course.encounters}
    return [channel for channel in CHANNELS if channel in used] + sorted(used - set(CHANNELS))


def ratings(course: Course) -> list[Step]:
    """The steps that carry a rating."""
    return [step for step in course.steps if step.told.rating is not None]


def entered(steps: Iterable[Step], places: Mapping[str, Place]) -> Iterable[Entered]:
    """Each time the path comes to another stage than before; touchpoints off the map change nothing."""
    present = 0
    for step in steps:
        place = places.get(step.told.touchpoint)
        if place and place.stage_number != present:
            present = place.stage_number
            yield Entered(step.told.occurred_at, place.stage_title, present)


def _act(step: Step, lane_of: Sequence[int]) -> Act:
    one = step.told
    return Act(
        one.occurred_at,
        lane_of[step.encounter],
        step.encounter,
        one.side is Side.US,
        one.kind is Kind.COMPLAINED,
    )


def _rated(step: Step) -> Rated:
    one = step.told
    return Rated(one.occurred_at, third(one.rating or 0.0, one.rating_low, one.rating_high))


def _promised(one: PromiseNow, now: int) -> Promised:
    facts = one.facts
    return Promised(
        made=facts.made_at,
        due=facts.original_due_at,
        due_now=facts.due_at,
        done=facts.done_at,
        withdrawn=facts.withdrawn_at,
        state=str(one.state),
        labels=shortly(one, now),
    )
