"""What the page of all exits shows."""

from http import HTTPStatus

import msgspec

from polku.lenses.exits.exits import EXITS_MEASURE
from polku.lenses.exits.satisfied import SATISFIED_LEFT
from polku.lenses.value.lost_value import LOST_VALUE
from polku.surfaces.web.pages.exits.asking import Told, all_told
from polku.surfaces.web.pages.exits.lines import Line, lines, scale_of
from polku.surfaces.web.pages.exits.money import costs
from polku.surfaces.web.pages.exits.satisfied import Satisfied, satisfied
from polku.surfaces.web.pages.exits.sentences import exit_sentence
from polku.surfaces.web.question.question import Question
from polku.touchpoints.figures.keep import figures
from polku.touchpoints.journeys.places import places

MOST = 1000  # rows


class Listing(msgspec.Struct, frozen=True):
    """The answers, and what is drawn of them."""

    exits: Told
    money: Told
    satisfied: Told
    lines: list[Line]
    leavers: Satisfied | None
    scale: float
    sentence: str
    priced: bool  # whether figures are declared
    compared: bool
    status: int

    @property
    def pending(self) -> bool:
        return any(one.pending for one in (self.exits, self.money, self.satisfied))


def listing(question: Question, wait: bool) -> Listing:
    """All that can be told within a second; the rest is pending, and the page asks again."""
    if question.asked is None:
        wrong = Told(error=question.error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return Listing(wrong, wrong, wrong, [], None, 1.0, "", bool(figures()), False, wrong.status)
    asked = msgspec.structs.replace(question.asked, top=MOST)
    wanted = {
        "exits": (EXITS_MEASURE, asked),
        "money": (LOST_VALUE, asked),
        "satisfied": (SATISFIED_LEFT, asked),
    }
    if question.before:
        wanted["before"] = (EXITS_MEASURE, msgspec.structs.replace(question.before, top=MOST))
    told = all_told(wanted, wait)
    before = told.get("before")
    shown = lines(told["exits"].rows, before.rows if before else None, costs(told["money"].rows), places())
    return Listing(
        exits=before if before and before.pending else told["exits"],
        money=told["money"],
        satisfied=told["satisfied"],
        lines=shown,
        leavers=satisfied(told["satisfied"].rows),
        scale=scale_of(shown),
        sentence=_sentence(shown),
        priced=bool(figures()),
        compared=bool(before),
        status=told["exits"].status,
    )


def _sentence(shown: list[Line]) -> str:
    """The largest exit in words."""
    if not shown:
        return ""
    first = shown[0]
    return exit_sentence(first.title, first.manner, first.left, first.of, first.low, first.high)
