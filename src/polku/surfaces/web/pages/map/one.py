"""One touchpoint of the map: its figures beside those of the period before, and who is there now."""

from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from polku.engine.door import EngineError
from polku.lenses.asked import FEWEST, WrongQuestion
from polku.lenses.customer.listed import Listed, listed
from polku.lenses.map.there_now import MOST, there_now
from polku.lenses.measure import Rows
from polku.surfaces.web.pages.map.asking import Found, found
from polku.surfaces.web.pages.map.drawn import Line, stages
from polku.surfaces.web.pages.map.figures import Figure, figures
from polku.surfaces.web.question.question import Question
from polku.surfaces.words.places import place_name
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.journeys.places import places

_SHOWN: Final = 8  # places before and after


class One(msgspec.Struct, frozen=True):
    """A touchpoint's page. `line` is None where the journey has no such touchpoint, or nothing can be told of it."""

    name: str
    title: str
    line: Line | None = None
    figures: list[Figure] = []
    came_from: Rows = []
    went_to: Rows = []
    fresh_to: int = 0
    pending: bool = False
    error: str = ""
    status: int = HTTPStatus.OK


class There(msgspec.Struct, frozen=True):
    """Who is at a touchpoint now; `more` of them than are listed."""

    name: str
    title: str
    customers: list[Listed] = []
    more: int = 0
    error: str = ""
    status: int = HTTPStatus.OK


def one_touchpoint(question: Question, name: str) -> One:
    """What the map knows of it."""
    title = place_name(name, places())
    if missing := _missing(question, name):
        return One(name, title, error=missing, status=HTTPStatus.NOT_FOUND)
    told = found(question)
    if not told.rows or question.asked is None or question.asked.journey is None:
        note = told.error or (told.now.note if told.now else "")
        return One(name, title, pending=told.pending, error=note, status=told.status)
    shown = stages(question.asked.journey, told, question.query)
    (line,) = [line for stage in shown for line in stage.lines if line.row["touchpoint"] == name]
    return One(
        name, line.title, line, figures(line.row, told.before.get(name), told.young),
        _ways(told, "target", name), _ways(told, "source", name), told.now.fresh_to if told.now else 0,
    )  # fmt: skip


def customers_there(question: Question, name: str) -> There:
    """The customers who are there now, those who came last first."""
    title = place_name(name, places())
    if missing := _missing(question, name):
        return There(name, title, error=missing, status=HTTPStatus.NOT_FOUND)
    if question.asked is None:
        return There(name, title, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        ids, whole = there_now(msgspec.structs.replace(question.asked, touchpoint=name))
    except WrongQuestion as wrong:
        return There(name, title, error=spoken(str(wrong)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return There(name, title, error=spoken(str(error)), status=HTTPStatus.SERVICE_UNAVAILABLE)
    return There(name, title, listed(ids), max(0, whole - MOST))


def _missing(question: Question, name: str) -> str:
    """A sentence where the journey has no such touchpoint."""
    journey = question.asked.journey if question.asked else None
    if journey is None or any(one.name == name for one in journey.touchpoints):
        return ""
    return _("The journey %(journey)s has no touchpoint “%(name)s”.") % {
        "journey": journey.name,
        "name": name,
    }


def _ways(told: Found, end: str, name: str) -> Rows:
    """The commonest ways to it or from it, of five customers or more."""
    known = places()
    other = "source" if end == "target" else "target"
    ways: list[dict[str, Any]] = [
        edge
        | {
            "title": place_name(edge[other], known),
            "other": edge[other],
            "reached": round(edge["walks"] / edge["share"]),
            "gap": round(edge["median_gap"]),
        }
        for edge in told.edges
        if edge[end] == name and edge[other] != name and edge["customers"] >= FEWEST
    ]
    return ways[:_SHOWN]
