"""What the page of one exit point shows."""

from typing import Any, Final

import msgspec

from polku.lenses.asked import Asked
from polku.lenses.exits.before import LEFT_AT, STEPS_BEFORE
from polku.lenses.exits.exits import EXITS_MEASURE
from polku.lenses.reasons.reasons import REASONS
from polku.lenses.value.lost_value import LOST_VALUE
from polku.surfaces.web.pages.exits.asking import Told, all_told, refused
from polku.surfaces.web.pages.exits.findings import Findings, findings
from polku.surfaces.web.pages.exits.lines import Line, lines, scale_of
from polku.surfaces.web.pages.exits.money import costs
from polku.surfaces.web.pages.exits.months import Before, Month, befores, months
from polku.surfaces.web.pages.exits.sentences import exit_sentence
from polku.surfaces.web.question.question import Question
from polku.surfaces.words.places import place_name
from polku.touchpoints.figures.keep import figures
from polku.touchpoints.journeys.places import Place, places

_NONE: Final = Told()


class Point(msgspec.Struct, frozen=True):
    """One exit point: the answers, and what is drawn of them."""

    touchpoint: str
    title: str
    place: Place | None
    exits: Told
    when: Told
    steps: Told
    reasons: Told
    money: Told
    lines: list[Line]
    scale: float
    sentences: list[str]
    months: list[Month]
    befores: list[Before]
    findings: list[Findings]
    priced: bool
    compared: bool

    @property
    def status(self) -> int:
        return self.exits.status

    @property
    def pending(self) -> bool:
        return any(one.pending for one in (self.exits, self.when, self.steps, self.reasons, self.money))

    @property
    def first(self) -> Any:
        """The strongest difference, to look at next; None where there is none."""
        return next((group.lines[0] for group in self.findings), None)


def point(question: Question, touchpoint: str, zone: str, wait: bool) -> Point:
    """All that can be told within a second; the rest is pending, and the page asks again."""
    if question.asked is None:
        return _point(touchpoint, dict.fromkeys(_wanted(Asked(), None), refused(question.error)), zone)
    asked = msgspec.structs.replace(question.asked, touchpoint=touchpoint)
    before = question.before and msgspec.structs.replace(question.before, touchpoint=touchpoint)
    return _point(touchpoint, all_told(_wanted(asked, before), wait), zone)


def _wanted(asked: Asked, before: Asked | None) -> dict[str, Any]:
    wanted = {
        "exits": (EXITS_MEASURE, asked),
        "when": (LEFT_AT, asked),
        "steps": (STEPS_BEFORE, asked),
        "money": (LOST_VALUE, asked),
        "reasons": (REASONS, asked),
    }
    return wanted | ({"before": (EXITS_MEASURE, before)} if before else {})


def _point(touchpoint: str, told: dict[str, Told], zone: str) -> Point:
    known, before = places(), told.get("before")
    rows = [row for row in told["exits"].rows if row["touchpoint"] == touchpoint]
    shown = lines(rows, before.rows if before else None, costs(told["money"].rows), known)
    title = place_name(touchpoint, known)
    return Point(
        touchpoint=touchpoint,
        title=title,
        place=known.get(touchpoint),
        **{name: told.get(name, _NONE) for name in ("exits", "when", "steps", "reasons", "money")},
        lines=shown,
        scale=scale_of(shown),
        sentences=[exit_sentence(title, one.manner, one.left, one.of, one.low, one.high) for one in shown],
        months=months(told["when"].rows, zone),
        befores=befores(told["steps"].rows, touchpoint, known),
        findings=findings(told["reasons"].rows),
        priced=bool(figures()),
        compared=before is not None,
    )
