"""Ask the lenses for a page: an answer, a sentence that says why not, or neither yet."""

import time
from http import HTTPStatus
from typing import Any, Final

import msgspec

from polku.engine.door import EngineError
from polku.lenses.asked import Asked, WrongQuestion
from polku.lenses.measure import Answer, Measure
from polku.surfaces.web.question.kept import answer_kept
from polku.surfaces.web.question.soon import PATIENCE
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.figures.keep import figures
from polku.touchpoints.journeys.places import places

# Once the page stands, its missing parts are asked for in one request, which waits for them this long.
LONG: Final = 25.0  # seconds; htmx gives up after 30


class Told(msgspec.Struct, frozen=True):
    """What came of a question; `pending` where it is still being counted."""

    answer: Answer | None = None
    error: str = ""
    status: int = HTTPStatus.OK

    @property
    def pending(self) -> bool:
        return self.answer is None and not self.error

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.answer.rows if self.answer else []


def told(measure: Measure, asked: Asked, patience: float, declared: str) -> Told:
    """The measure's answer within so many seconds, with what people `declared`."""
    try:
        return Told(answer_kept(measure, asked, patience, declared))
    except WrongQuestion as wrong:
        return Told(error=spoken(str(wrong)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return Told(error=spoken(str(error)), status=HTTPStatus.SERVICE_UNAVAILABLE)


def all_told(wanted: dict[str, tuple[Measure, Asked]], wait: bool) -> dict[str, Told]:
    """Several answers by name, counted side by side: all are begun before any is waited for."""
    until = time.monotonic() + (LONG if wait else PATIENCE)
    declared = _declared()
    begun = {name: told(*one, 0, declared) for name, one in wanted.items()}
    return {
        name: told(*wanted[name], max(until - time.monotonic(), 0), declared) if one.pending else one
        for name, one in begun.items()
    }


def told_at_last(measure: Measure, asked: Asked) -> Told:
    """One answer, waited for; at once where a page showed it a moment ago."""
    return told(measure, asked, LONG, _declared())


def _declared() -> str:
    return repr((figures(), places()))


def refused(error: str) -> Told:
    """The answer to a question that can't be asked."""
    return Told(error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
