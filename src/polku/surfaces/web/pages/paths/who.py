"""The customers behind a part of the picture, as a page lists them."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

import msgspec
from django.http.request import QueryDict
from django.utils.translation import gettext as _

from polku.engine.door import EngineError
from polku.lenses.asked import WrongQuestion
from polku.lenses.customer.cursor import to_cursor
from polku.lenses.customer.listed import Listed, listed
from polku.lenses.journeys.behind import PAGE, AtPlace, Behind, Ended, OnStep, OnWay, Which, behind
from polku.surfaces.web.pages.paths.wording import LEFT, capital
from polku.surfaces.web.question.question import Question
from polku.surfaces.words.places import place_name
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.journeys.places import places

_MOST_PAGES: Final = 10_000
_STANDS: Final = ("done", "on", *LEFT)


class Line(msgspec.Struct, frozen=True):
    """A customer, the newest moment there, and the address of their page at that moment."""

    who: Listed
    times: int
    moment: int
    address: str


class Who(msgspec.Struct, frozen=True):
    """A page of them; `error` says why there is none."""

    title: str
    lines: list[Line] = []
    customers: int = 0
    page: int = 1
    fresh_to: int = 0
    error: str = ""
    status: int = HTTPStatus.OK

    @property
    def pages(self) -> int:
        return -(-self.customers // PAGE)


def step_of(given: QueryDict) -> tuple[str, Which]:
    """The step that an address names; without a source, those who began at the target."""
    source, target = text_of(given, "source"), text_of(given, "target")
    known = places()
    if not source:
        return _("Began at %(place)s") % {"place": place_name(target, known)}, OnStep("", target)
    title = f"{capital(place_name(source, known))} → {place_name(target, known)}"
    return title, OnStep(source, target)


def place_of(given: QueryDict) -> tuple[str, Which]:
    """The touchpoint; without one, whoever began a walk."""
    at = text_of(given, "at")
    return capital(place_name(at, places())), AtPlace(at)


def end_of(given: QueryDict) -> tuple[str, Which] | None:
    """The end of walks at a touchpoint or anywhere, in one manner; None where there is no such manner."""
    at, manner = text_of(given, "at"), text_of(given, "manner")
    if manner not in _STANDS:
        return None
    words = {
        "done": _("Came to the journey's end"),
        "on": _("Still on the way"),
    } | {one: _("Left %(how)s") % {"how": how} for one, how in LEFT.items()}
    where = f": {place_name(at, places())}" if at else ""
    return f"{words[manner]}{where}", Ended(at, manner)


def way_of(given: QueryDict) -> tuple[str, Which] | None:
    """The way with that number; None where it is none."""
    parts = text_of(given, "way").split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return None
    steps, mark, second = map(int, parts)
    return _("Walked exactly this way"), OnWay(steps, mark, second)


def who(question: Question, title: str, which: Which, given: QueryDict) -> Who:
    """The page that the address asks for, of those behind it."""
    if question.asked is None:
        return Who(title, status=HTTPStatus.UNPROCESSABLE_ENTITY)  # the controls say why
    page = _page(given.get("page", ""))
    try:
        found = behind(which, question.asked, page)
    except WrongQuestion as wrong:
        return Who(title, error=spoken(str(wrong)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return Who(title, error=spoken(str(error)), status=HTTPStatus.SERVICE_UNAVAILABLE)
    return Who(title, _lines(found), found.customers, page, found.fresh_to)


def _lines(found: Behind) -> list[Line]:
    """Those who are still known; who was forgotten since the engine looked is left out."""
    known = {one.id: one for one in listed([one.customer for one in found.found])}
    return [
        Line(known[one.customer], one.times, one.moment, _address(known[one.customer], one.moment))
        for one in found.found
        if one.customer in known
    ]


def _address(customer: Listed, moment: int) -> str:
    """Their page, whose path begins with the encounter that was going on then."""
    at = to_cursor([moment + 1, "", "", 0])
    return f"/customers/{customer.id}?{urlencode({'at': at})}#encounters"


def text_of(given: QueryDict, name: str) -> str:
    return (given.get(name) or "").replace("\0", "")[:200]


def _page(text: str) -> int:
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    return min(max(found, 1), _MOST_PAGES)
