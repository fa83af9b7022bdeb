"""A measure's page asks its question, and the same of the period before."""

from http import HTTPStatus
from typing import Final

import msgspec
from django.http import HttpRequest

from polku.engine.door import EngineError
from polku.lenses.asked import Asked, WrongQuestion
from polku.lenses.measure import Answer, Measure, answer
from polku.surfaces.web.question.question import Question, question_of
from polku.surfaces.web.question.soon import PATIENCE, answers_soon
from polku.surfaces.words.reasons.spoken import spoken

TOP: Final = 1000  # rows, of measures that give the largest


class Told(msgspec.Struct, frozen=True):
    """What came of a question: an answer, a sentence that says why not, or neither yet."""

    question: Question
    answer: Answer | None
    earlier: Answer | None
    error: str
    status: int

    @property
    def pending(self) -> bool:
        return self.answer is None and not self.error


def asked_of(request: HttpRequest, measure: Measure, however_long: bool = False) -> Told:
    """The request's question, answered within PATIENCE seconds, or however long it takes."""
    patience = None if however_long else PATIENCE
    question = question_of(request, *measure.asks, needs_journey=measure.needs_journey)
    if question.asked is None:
        return Told(question, None, None, question.error, HTTPStatus.UNPROCESSABLE_ENTITY)
    meant = [question.asked, *([question.before] if question.before else [])]
    try:
        found = _answers(measure, [msgspec.structs.replace(one, top=TOP) for one in meant], patience)
    except WrongQuestion as wrong:
        return Told(question, None, None, spoken(str(wrong)), HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return Told(question, None, None, spoken(str(error)), HTTPStatus.SERVICE_UNAVAILABLE)
    if found is None:
        return Told(question, None, None, "", HTTPStatus.OK)
    return Told(question, found[0], found[1] if question.before else None, "", HTTPStatus.OK)


def _answers(measure: Measure, questions: list[Asked], patience: float | None) -> list[Answer] | None:
    if patience is None:
        return [answer(measure, asked) for asked in questions]
    return answers_soon(measure, questions, patience)
