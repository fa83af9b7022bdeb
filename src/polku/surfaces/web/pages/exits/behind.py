"""The customers behind a reason, each beside the most alike who stayed."""

from http import HTTPStatus

import msgspec

from polku.engine.door import EngineError
from polku.lenses.asked import Asked, WrongQuestion
from polku.lenses.customer.listed import Listed, listed
from polku.lenses.reasons.behind import Behind, behind
from polku.lenses.reasons.reasons import REASONS
from polku.surfaces.web.pages.exits.asking import told_at_last
from polku.surfaces.web.question.question import Question
from polku.surfaces.words.places import place_name
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.journeys.places import places

MOST = 20  # pairs on the page: each is a look at two customers


class Pair(msgspec.Struct, frozen=True):
    """One who left and one who stayed: who they are, and when they were there."""

    left: Listed
    left_at: int
    stayed: Listed | None
    stayed_at: int | None
    stayed_with: bool


class Pairs(msgspec.Struct, frozen=True):
    """What the page shows; `error` says why there is nothing."""

    touchpoint: str
    title: str
    sentence: str = ""
    pairs: list[Pair] = []
    error: str = ""
    status: int = HTTPStatus.OK
    pending: bool = False

    @property
    def customers(self) -> list[int]:
        """Everybody on the page, each once."""
        both = [one for pair in self.pairs for one in (pair.left, pair.stayed) if one]
        return list(dict.fromkeys(one.id for one in both))


def pairs(question: Question, touchpoint: str, feature: str, level: str, wait: bool) -> Pairs:
    """Those behind the reason with this feature and level, the latest first; pending where nobody waits for them.

    Finding for each the most alike takes seconds, so the page stands first and asks for them then.
    """
    shown = Pairs(touchpoint, place_name(touchpoint, places()))
    if question.asked is None:
        return _wrong(shown, question.error, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not wait:
        return msgspec.structs.replace(shown, pending=True)
    asked = msgspec.structs.replace(question.asked, touchpoint=touchpoint)
    try:
        found = behind(asked, feature, level, MOST)
    except WrongQuestion as wrong:
        return _wrong(shown, spoken(str(wrong)), HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return _wrong(shown, spoken(str(error)), HTTPStatus.SERVICE_UNAVAILABLE)
    return msgspec.structs.replace(shown, sentence=_sentence(asked, feature, level), pairs=_paired(found))


def _sentence(asked: Asked, feature: str, level: str) -> str:
    """The reason in words, as the exit point's page told it; "" where it is none."""
    rows = told_at_last(REASONS, asked).rows
    return next((row["sentence"] for row in rows if (row["feature"], row["level"]) == (feature, level)), "")


def _paired(found: list[Behind]) -> list[Pair]:
    """Those who are still known; who was forgotten since the engine looked is left out."""
    ids = [one for pair in found for one in (pair.customer, pair.stayer) if one is not None]
    known = {one.id: one for one in listed(list(dict.fromkeys(ids)))}
    return [
        Pair(known[one.customer], one.moment, known.get(one.stayer or 0), one.stayer_moment, one.stayer_with)
        for one in found
        if one.customer in known
    ]


def _wrong(shown: Pairs, error: str, status: int) -> Pairs:
    return msgspec.structs.replace(shown, error=error, status=status)
