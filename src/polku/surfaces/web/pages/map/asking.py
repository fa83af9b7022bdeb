"""What the map asks of the measures: the touchpoints now and before, and who goes where."""

from http import HTTPStatus

import msgspec

from polku.engine.door import EngineError
from polku.lenses.asked import WrongQuestion
from polku.lenses.journeys.edges import EDGES
from polku.lenses.map.touchpoints import TOUCHPOINTS
from polku.lenses.measure import Answer, Rows, answer
from polku.surfaces.web.pages.map.changes import Row
from polku.surfaces.web.question.question import Question
from polku.surfaces.words.reasons.spoken import spoken


class Found(msgspec.Struct, frozen=True):
    """The answers, or why there are none; `before` by touchpoint, empty where nothing is compared."""

    now: Answer | None = None
    before: dict[str, Row] = {}
    edges: Rows = []
    error: str = ""
    status: int = HTTPStatus.OK

    @property
    def rows(self) -> Rows:
        return self.now.rows if self.now else []

    @property
    def by_name(self) -> dict[str, Row]:
        return {row["touchpoint"]: row for row in self.rows}


def found(question: Question) -> Found:
    """Everything that the map shows."""
    if question.asked is None:
        return Found(status=HTTPStatus.UNPROCESSABLE_ENTITY)  # the controls say why
    try:
        now = answer(TOUCHPOINTS, question.asked)
        before = answer(TOUCHPOINTS, question.before).rows if question.before else []
        edges = answer(EDGES, question.asked).rows if now.rows else []
    except WrongQuestion as wrong:
        return Found(error=spoken(str(wrong)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return Found(error=spoken(str(error)), status=HTTPStatus.SERVICE_UNAVAILABLE)
    return Found(now, {row["touchpoint"]: row for row in before}, edges)
