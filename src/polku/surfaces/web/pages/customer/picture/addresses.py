"""Where the timeline's marks lead."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlencode

from django.utils import timezone

from polku.lenses.customer.course import Course
from polku.lenses.customer.promises import PromiseNow
from polku.lib.clock import to_datetime
from polku.surfaces.charts.timeline.given import Told
from polku.surfaces.charts.timeline.shapes import Mark
from polku.surfaces.web.pages.customer.picture.handed import handed
from polku.surfaces.web.pages.customer.picture.told import ratings


class Addresses:
    """Where a mark leads: the encounter it stands for, or the list of those it counts."""

    def __init__(self, course: Course, promises: Sequence[PromiseNow], path: Told) -> None:
        self._course = course
        self._promises = promises
        self._rated = ratings(course) if path.ratings else []
        self._handed = list(handed(course.steps)) if path.handovers else []
        self._path = path
        self._moments = [step.told.occurred_at for step in course.steps]
        # Both drawings lead to the same encounters and days, and each is worked out once.
        self._day, self._opened_by = cache(_day), cache(self._found)

    def of(self, mark: Mark) -> str:
        """The address of a mark's encounter; of several, of the path between their dates."""
        strands = self._strands(mark)
        if len(strands) == 1:
            return self._encounter(strands.pop())
        if mark.kind == "acts":
            return self._between(mark)
        return "?show=promises#encounters" if mark.kind == "promises" else "#encounters"

    def _strands(self, mark: Mark) -> set[int]:
        if mark.kind == "acts":
            return {self._path.acts[number].strand for number in mark.members}
        if mark.kind == "ratings":
            return {self._rated[number].encounter for number in mark.members}
        if mark.kind == "handovers":
            return {self._course.steps[self._handed[number][0]].encounter for number in mark.members}
        if mark.kind == "promises":
            found = {self._opened_by(number) for number in mark.members}
            return {one for one in found if one is not None}
        return set()

    def _encounter(self, number: int) -> str:
        key = self._course.encounters[number].key
        return f"?at={key}#e-{key}"

    def _between(self, mark: Mark) -> str:
        acts = self._path.acts
        first, last = acts[mark.members[0]], acts[mark.members[-1]]
        channels = {self._course.encounters[acts[number].strand].facts.channel for number in mark.members}
        channel = {"channel": channels.pop()} if len(channels) == 1 else {}
        asked = channel | {"from": self._day(first.moment), "to": self._day(last.moment)}
        return f"?{urlencode(asked)}#encounters"

    def _found(self, promise: int) -> int | None:
        """The encounter of the step that made the promise, by its number; None where it is not pictured."""
        made = self._promises[promise].facts
        steps = self._course.steps
        for number in range(bisect_left(self._moments, made.made_at), len(steps)):
            step = steps[number]
            if step.told.occurred_at != made.made_at:
                return None
            if step.told.touchpoint == made.touchpoint:
                return step.encounter
        return None


def _day(moment: int) -> str:
    """The day's date in the company's time zone, as an address writes it."""
    return to_datetime(moment).astimezone(timezone.get_default_timezone()).date().isoformat()
