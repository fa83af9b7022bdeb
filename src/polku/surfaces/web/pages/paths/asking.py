"""What the page asks of the measures, all side by side: the touchpoints, the steps between them, the ways."""

import time
from http import HTTPStatus
from typing import Final

import msgspec

from polku.engine.door import EngineError
from polku.lenses.asked import Asked, WrongQuestion
from polku.lenses.journeys.edges import EDGES
from polku.lenses.journeys.variants import VARIANTS
from polku.lenses.journeys.visits import VISITS
from polku.lenses.measure import Answer
from polku.surfaces.web.question.kept import answer_kept
from polku.surfaces.web.question.question import Question
from polku.surfaces.web.question.soon import PATIENCE
from polku.surfaces.words.reasons.spoken import spoken

LONG: Final = 25.0  # seconds that the page's second request waits; htmx gives up after 30
WAYS: Final = 10  # ways listed
_ALL: Final = {"visits": VISITS, "edges": EDGES, "variants": VARIANTS}


class Found(msgspec.Struct, frozen=True):
    """The answers; or why there are none; or neither, while they are still being counted."""

    answers: dict[str, Answer] = {}
    pending: bool = False
    error: str = ""
    status: int = HTTPStatus.OK

    @property
    def note(self) -> str:
        """Why there are no rows; "" where there are."""
        return self.answers["visits"].note if self.answers and not self.answers["visits"].rows else ""


def found(question: Question, wait: bool, ways: bool = True) -> Found:
    """All that is shown, within a second, or within LONG where the page is there already and `wait`s."""
    if question.asked is None:
        return Found(status=HTTPStatus.UNPROCESSABLE_ENTITY)  # the controls say why
    asked = msgspec.structs.replace(question.asked, top=WAYS)
    wanted = [name for name in _ALL if ways or name != "variants"]
    try:
        answers = _answers(wanted, asked, LONG if wait else PATIENCE)
    except WrongQuestion as wrong:
        return Found(error=spoken(str(wrong)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return Found(error=spoken(str(error)), status=HTTPStatus.SERVICE_UNAVAILABLE)
    told = {name: answer for name, answer in answers.items() if answer is not None}
    return Found(told) if len(told) == len(wanted) else Found(pending=True)


def _answers(wanted: list[str], asked: Asked, patience: float) -> dict[str, Answer | None]:
    """Each by its name: all are begun before any is waited for."""
    until = time.monotonic() + patience
    begun = {name: answer_kept(_ALL[name], asked, 0) for name in wanted}
    return {
        name: one or answer_kept(_ALL[name], asked, max(until - time.monotonic(), 0))
        for name, one in begun.items()
    }
