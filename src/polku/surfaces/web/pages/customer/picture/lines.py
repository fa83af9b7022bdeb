"""The timeline as a list: one line for each mark, the same that hovering, the keyboard and a screen reader give."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polku.lenses.customer.course import Course, Step, Wait
from polku.lenses.customer.promises import PromiseNow
from polku.lib.clock import to_datetime, to_text
from polku.surfaces.charts.timeline.given import Told
from polku.surfaces.charts.timeline.scale import silences
from polku.surfaces.charts.timeline.shapes import Mark
from polku.surfaces.web.pages.customer.picture.handed import handed
from polku.surfaces.web.pages.customer.picture.told import channel_of, ratings
from polku.surfaces.web.pages.customer.promise_words import promise_words
from polku.surfaces.web.pages.customer.rating_words import rating_words
from polku.surfaces.words.durations import duration_words
from polku.surfaces.words.kinds import kind_words
from polku.surfaces.words.moments import day_words
from polku.surfaces.words.places import channel_words, place_name, subject_words
from polku.touchpoints.journeys.places import Place

_MOST_NAMED: Final = 3  # of the encounters in one mark
_MOST_KINDS: Final = 4
_LONGEST_QUOTE: Final = 120  # letters


class Lines:
    """Says marks of one picture in words."""

    def __init__(
        self, told: Told, course: Course, promises: Sequence[PromiseNow], places: Mapping[str, Place]
    ) -> None:
        self._now = told.now
        self._zone = timezone.get_current_timezone()
        self._year = to_datetime(told.now).astimezone(self._zone).year
        self._told = told
        self._course = course
        self._promises = promises
        self._places = places
        self._handed = list(handed(course.steps)) if told.handovers else []
        self._ratings = ratings(course) if told.ratings else []
        self._silences = silences([act.moment for act in told.acts], told.now)
        # A picture says the same few days, channels and kinds over and over; a look into the catalogue takes longer.
        self._day, self._channel, self._kind = cache(self._written), cache(channel_words), cache(kind_words)
        self._say: dict[str, Callable[[Sequence[int]], str]] = {
            "acts": self._acts,
            "promises": self._promised,
            "ratings": self._rated,
            "handovers": self._handed_over,
            "silences": self._silent,
            "stages": self._stages,
        }
        self._waits: dict[int, list[Wait]] = {}
        for wait in course.waits:
            self._waits.setdefault(wait.encounter, []).append(wait)

    def line(self, mark: Mark) -> str:
        """`<time>12 Nov</time> mail · Noise: asked us`, escaped."""
        when = f'<time datetime="{to_text(mark.moment)}">{escape(self._date(mark.moment))}</time>'
        return f"{when} {escape(self._say[mark.kind](mark.members))}"

    def _date(self, moment: int) -> str:
        return self._day(to_datetime(moment).astimezone(self._zone).date())

    def _written(self, day: date) -> str:
        return day_words(day, with_year=day.year != self._year)

    def _acts(self, members: Sequence[int]) -> str:
        steps = [self._course.steps[number] for number in members]
        strands = list(dict.fromkeys(step.encounter for step in steps))
        channel = self._channel(channel_of(steps[0], self._course))
        if len(strands) == 1:
            return f"{channel} · {self._name(strands[0])}: {self._happened(strands[0], steps)}"
        first, last = (self._date(step.told.occurred_at) for step in (steps[0], steps[-1]))
        until = [_("until %(date)s") % {"date": last}] if last != first else []
        count = ngettext("%(n)d encounter", "%(n)d encounters", len(strands)) % {"n": len(strands)}
        names = list(dict.fromkeys(map(self._name, strands)))
        named = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        return " · ".join([channel, *until, f"{count}: {named}"])

    def _name(self, encounter: int) -> str:
        facts = self._course.encounters[encounter].facts
        return subject_words(facts.subject, self._places) or place_name(facts.touchpoint, self._places)

    def _happened(self, encounter: int, steps: Sequence[Step]) -> str:
        kinds = list(dict.fromkeys((step.told.kind, step.told.side) for step in steps))
        said = [self._kind(kind, side) for kind, side in kinds[:_MOST_KINDS]]
        more = ["…"] if len(kinds) > _MOST_KINDS else []
        first, last = steps[0].told.occurred_at, steps[-1].told.occurred_at
        waited = [
            _waited(wait)
            for wait in self._waits.get(encounter, ())
            if (first <= wait.first <= last if wait.goes_on else first <= wait.last <= last)
        ]
        return ", ".join([*said, *more, *waited])

    def _promised(self, members: Sequence[int]) -> str:
        said = [self._promise(self._promises[number]) for number in members[:_MOST_NAMED]]
        if len(members) > _MOST_NAMED:
            said.append(ngettext("%(n)d promise", "%(n)d promises", len(members)) % {"n": len(members)})
        return "; ".join(said)

    def _promise(self, one: PromiseNow) -> str:
        name = subject_words(one.facts.subject, self._places) or place_name(
            one.facts.touchpoint, self._places
        )
        return f"{name}: {promise_words(one, self._now)}"

    def _rated(self, members: Sequence[int]) -> str:
        return "; ".join(_rating(self._ratings[number].told) for number in members[:_MOST_NAMED])

    def _handed_over(self, members: Sequence[int]) -> str:
        step, taken = (self._course.steps[number] for number in self._handed[members[0]])
        said = kind_words(step.told.kind, step.told.side)
        who = f"{step.told.actor} → {step.told.to}" if step.told.actor else f"→ {step.told.to}"
        if taken is step:
            return f"{said}: {who}"
        length = duration_words(taken.told.occurred_at - step.told.occurred_at)
        return f"{said}: {who}, {_('taken up after %(time)s') % {'time': length}}"

    def _silent(self, members: Sequence[int]) -> str:
        one = self._silences[members[0]]
        said = _("silence, %(length)s") % {"length": duration_words(one.length)}
        return f"{said}, {_('until %(date)s') % {'date': self._date(one.last)}}"

    def _stages(self, members: Sequence[int]) -> str:
        titles = dict.fromkeys(self._told.stages[number].title for number in members)
        return _("came to the stage %(stage)s") % {"stage": ", ".join(titles)}


def _waited(wait: Wait) -> str:
    length = {"time": duration_words(wait.last - wait.first)}
    if wait.for_us:
        return (
            _("waiting for us, %(time)s so far") if wait.goes_on else _("waited for us %(time)s")
        ) % length
    return (_("we are waiting, %(time)s so far") if wait.goes_on else _("we waited %(time)s")) % length


def _rating(one: Any) -> str:
    given = _("rated %(rating)s") % {"rating": rating_words(one)}
    text = one.text if len(one.text) <= _LONGEST_QUOTE else one.text[:_LONGEST_QUOTE] + "…"
    return f"{given}: “{text}”" if text else given


def line_numbers(marks: Sequence[Mark]) -> dict[tuple[str, int], int]:
    """Which line says a member of a kind's list."""
    return {(mark.kind, member): number for number, mark in enumerate(marks) for member in mark.members}
