"""What the map asks of the measures: the touchpoints now and before, and who goes where."""

from http import HTTPStatus
from typing import Final

import msgspec

from polku.engine.door import EngineError
from polku.lenses.asked import WrongQuestion
from polku.lenses.journeys.edges import EDGES
from polku.lenses.map.touchpoints import TOUCHPOINTS
from polku.lenses.measure import Answer, Rows
from polku.lib.clock import DAY
from polku.surfaces.web.pages.map.changes import Row
from polku.surfaces.web.question.kept import answer_kept
from polku.surfaces.web.question.question import Question
from polku.surfaces.words.reasons.spoken import spoken

_SILENCE: Final = 365 * DAY  # as long as it may take to tell a silence from a pause


class Found(msgspec.Struct, frozen=True):
    """The answers, or why there are none; `before` by touchpoint, empty where nothing is compared."""

    now: Answer | None = None
    before: dict[str, Row] = {}
    edges: Rows = []
    young: bool = (
        False  # the period ended so recently that not everybody who left silently is known to have left
    )
    pending: bool = False  # it is being counted
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
        edges = answer_kept(EDGES, question.asked, 0.0)  # counted beside the others
        now = answer_kept(TOUCHPOINTS, question.asked)
        before = answer_kept(TOUCHPOINTS, question.before) if question.before else None
        edges = edges or answer_kept(EDGES, question.asked)
    except WrongQuestion as wrong:
        return Found(error=spoken(str(wrong)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return Found(error=spoken(str(error)), status=HTTPStatus.SERVICE_UNAVAILABLE)
    if now is None or edges is None or (question.before and before is None):
        return Found(pending=True)
    young = (question.asked.until or now.fresh_to) > now.fresh_to - _SILENCE
    earlier = before.rows if before else []
    return Found(now, {row["touchpoint"]: row for row in earlier}, edges.rows, young)
