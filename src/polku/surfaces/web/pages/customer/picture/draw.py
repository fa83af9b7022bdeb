"""The path as a timeline, drawn for a desk and for a phone, and as the list of what they show."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from polku.lenses.customer.course import Course
from polku.lenses.customer.promises import PromiseNow
from polku.surfaces.charts.timeline.frame import NARROW, WIDE
from polku.surfaces.charts.timeline.layout import timelines
from polku.surfaces.charts.timeline.shapes import Mark
from polku.surfaces.charts.timeline.svg import svg
from polku.surfaces.web.pages.customer.picture.addresses import Addresses
from polku.surfaces.web.pages.customer.picture.lines import Lines, line_numbers
from polku.surfaces.web.pages.customer.picture.told import told
from polku.surfaces.web.pages.customer.picture.wording import wording
from polku.touchpoints.journeys.places import Place

_MOST_NAMED: Final = 6  # lines that name one mark


class Picture(msgspec.Struct, frozen=True):
    """The drawings and the lines, as they go into the page."""

    wide: SafeString
    narrow: SafeString
    lines: SafeString


def picture(
    course: Course, promises: Sequence[PromiseNow], places: Mapping[str, Place], now: int
) -> Picture | None:
    """The picture of a course; None where there is nothing to draw."""
    if not course.steps:
        return None
    began = course.steps[0].told.occurred_at
    made = sorted((one for one in promises if one.facts.made_at >= began), key=lambda one: one.facts.made_at)
    path = told(course, made, places, now)
    words = wording()
    wide, narrow = timelines(path, words, [WIDE, NARROW])
    say = Lines(path, course, made, places)
    addresses = Addresses(course, made, path)
    numbers = line_numbers(wide.marks)

    def named(mark: Mark) -> tuple[str, str]:
        lines = dict.fromkeys(
            numbers[mark.kind, member] for member in mark.members if (mark.kind, member) in numbers
        )
        return addresses.of(mark), " ".join(f"p-{number}" for number in list(lines)[:_MOST_NAMED])

    title = _("The path as a picture; the list below tells the same")
    return Picture(
        wide=_safe(svg(wide, "timeline-wide", title, named)),
        narrow=_safe(svg(narrow, "timeline-narrow", title, named)),
        lines=_safe(
            "".join(f'<li id="p-{number}">{say.line(mark)}</li>' for number, mark in enumerate(wide.marks))
        ),
    )


def _safe(text: str) -> SafeString:
    """What the drawing and the lines wrote escaped its words already."""
    return mark_safe(text)  # noqa: S308 - see above
