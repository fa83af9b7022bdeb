"""A customer's course as the timeline is given it: lanes, acts, waits, handovers, promises, ratings, stages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from polku.lenses.customer.course import Course, Step
from polku.lenses.customer.promises import PromiseNow
from polku.surfaces.charts.timeline.given import Act, Entered, Promised, Rated, Told, Wait
from polku.surfaces.web.pages.customer.picture.handed import handovers
from polku.surfaces.web.pages.customer.picture.thirds import third
from polku.surfaces.web.pages.customer.promise_words import shortly
from polku.surfaces.words.places import channel_words, subject_words
from polku.timeline.vocabulary import CHANNELS, Kind, Side
from polku.touchpoints.journeys.places import Place

_WORDED: Final = 40  # the newest promises may have words beside them; where there are more, there is no room
_UNTOLD: Final = frozenset({"", "other"})
_LEADS_NOWHERE: Final = frozenset({Kind.RATED, Kind.MENTIONED, Kind.REFERRED, Kind.THANKED})


def told(course: Course, promises: Sequence[PromiseNow], places: Mapping[str, Place], now: int) -> Told:
    """The path in the timeline's terms. `promises` are in the order in which they were made."""
    channels = [channel_of(step, course) for step in course.steps]
    lanes = in_order(channels)
    number = {channel: lane for lane, channel in enumerate(lanes)}
    lane_of = [number[channel] for channel in channels]
    began = {
        (step.encounter, step.told.occurred_at): lane
        for step, lane in zip(course.steps, lane_of, strict=True)
    }
    return Told(
        now=now,
        lanes=[channel_words(channel) for channel in lanes],
        acts=[_act(step, lane) for step, lane in zip(course.steps, lane_of, strict=True)],
        titles=_titles(course, places),
        waits=[
            Wait(began[one.encounter, one.first], one.first, one.last, one.for_us) for one in course.waits
        ],
        handovers=handovers(course.steps, lane_of),
        promises=[
            _promised(one, now, worded=left < _WORDED)
            for left, one in zip(range(len(promises) - 1, -1, -1), promises, strict=True)
        ],
        ratings=[_rated(step) for step in ratings(course)],
        stages=list(entered(course.steps, places)),
    )


def channel_of(step: Step, course: Course) -> str:
    """The channel it went through; where that was not told, its encounter's."""
    own = step.told.channel
    return own if own not in _UNTOLD else course.encounters[step.encounter].facts.channel


def in_order(channels: Iterable[str]) -> list[str]:
    """Each channel once, always in the same order, so that pictures can be compared."""
    used = set(channels)
    return [channel for channel in CHANNELS if channel in used] + sorted(used - set(CHANNELS))


def ratings(course: Course) -> list[Step]:
    """The steps that carry a rating."""
    return [step for step in course.steps if step.told.rating is not None]


def entered(steps: Iterable[Step], places: Mapping[str, Place]) -> Iterable[Entered]:
    """Each time the path comes to another stage than before.

    What a machine sent, a rating and talk about us lead nowhere, a mere visit to a page leads no step back, and
    touchpoints off the map change nothing.
    """
    present = 0
    for step in steps:
        one = step.told
        place = None if one.automatic or one.kind in _LEADS_NOWHERE else places.get(one.touchpoint)
        if place is None or place.stage_number == present:
            continue
        if one.kind is Kind.VISITED and place.stage_number < present:
            continue
        present = place.stage_number
        yield Entered(one.occurred_at, place.stage_title, present)


def _titles(course: Course, places: Mapping[str, Place]) -> list[str]:
    """What encounters were about, in the map's words; a visit to a page is told by its mark."""
    told_of = {step.encounter for step in course.steps if step.told.kind is not Kind.VISITED}
    subjects = [subject_words(one.facts.subject, places) for one in course.encounters]
    return [subject if number in told_of else "" for number, subject in enumerate(subjects)]


def _act(step: Step, lane: int) -> Act:
    one = step.told
    return Act(
        one.occurred_at,
        lane,
        step.encounter,
        one.side is Side.US,
        one.kind is Kind.COMPLAINED,
    )


def _rated(step: Step) -> Rated:
    one = step.told
    return Rated(one.occurred_at, third(one.rating or 0.0, one.rating_low, one.rating_high))


def _promised(one: PromiseNow, now: int, worded: bool) -> Promised:
    facts = one.facts
    return Promised(
        made=facts.made_at,
        due=facts.original_due_at,
        due_now=facts.due_at,
        done=facts.done_at,
        withdrawn=facts.withdrawn_at,
        state=str(one.state),
        labels=shortly(one, now) if worded else (),
    )
