"""The picture at the detail that was asked for, and in words what it hides."""

from math import ceil
from typing import Any, Final

import msgspec
from django.http.request import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from polku.lenses.measure import Answer
from polku.surfaces.charts.flow.choosing import Shown, shown, usual_detail
from polku.surfaces.charts.flow.drawing import drawing
from polku.surfaces.charts.flow.given import MANNERS
from polku.surfaces.charts.flow.svg import svg
from polku.surfaces.web.pages.paths import wording
from polku.surfaces.web.pages.paths.told import LABELS, Asking, flow_of
from polku.surfaces.words.places import place_name
from polku.touchpoints.journeys.places import places

_STEP: Final = 5  # of the slider
_OWN: Final = ("detail", "label", "page", "wait")


class Picture(msgspec.Struct, frozen=True):
    """What is drawn: the SVG, its title, what it hides, and how it was asked for."""

    svg: SafeString
    title: str
    hidden: list[str]
    strangers: list[str]
    detail: int
    steps: int
    of_steps: int
    label: str
    kept: list[tuple[str, str]]  # the address's other parameters, for the slider's form


def picture_of(answers: dict[str, Answer], query: str, given: QueryDict) -> Picture:
    """The flow of these answers."""
    visits = answers["visits"]
    known = places()
    label = given.get("label", "")
    label = label if label in LABELS else LABELS[0]
    flow = flow_of(visits, answers["edges"], Asking(query, label, bool(known)))
    detail = _detail(given.get("detail", ""), usual_detail(flow))
    drawn = shown(flow, detail)
    title = _("Who goes where, and who leaves")
    return Picture(
        svg=mark_safe(svg(drawing(drawn.flow), title)),  # noqa: S308  # all words are escaped there
        title=_headline(visits) or title,
        hidden=_hidden(drawn, visits.n),
        strangers=[place.title for place in drawn.flow.places if place.strange],
        detail=detail,
        steps=len(drawn.flow.steps),
        of_steps=len(flow.steps),
        label=label,
        kept=[(name, value) for name, values in given.lists() if name not in _OWN for value in values],
    )


def _detail(text: str, usual: int) -> int:
    """Between 0 and 100 in whole notches of the slider; what is not a number is as if it were not there."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else usual
    return min(100, ceil(asked / _STEP) * _STEP)


def _headline(visits: Answer) -> str:
    """Where most leave; "" where nobody does."""
    most = max(visits.rows, key=_left, default=None)
    if most is None or not _left(most):
        return ""
    title = wording.capital(place_name(most["touchpoint"], places()))
    return wording.headline(title, _left(most), most["walks"])


def _left(row: dict[str, Any]) -> int:
    return sum(row[manner] for manner in MANNERS)


def _hidden(drawn: Shown, of: int) -> list[str]:
    told = []
    if drawn.hidden_steps:
        told.append(wording.hidden_steps(drawn.hidden_steps, drawn.hidden_step_walks, of))
    if drawn.hidden_places:
        told.append(
            wording.hidden_places(drawn.hidden_places, drawn.hidden_place_walks, drawn.hidden_leavings, of)
        )
    return told
