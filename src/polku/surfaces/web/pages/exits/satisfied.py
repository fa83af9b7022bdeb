"""Satisfied but left: two shares that are easily taken for each other, and who they are."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

import ibis
import msgspec

from polku.engine.door import EngineError
from polku.engine.tables import table
from polku.lenses.asked import Asked, WrongQuestion
from polku.lenses.customer.listed import Listed, listed
from polku.lenses.exits.satisfied import satisfied_leavers
from polku.lenses.measure import ask_about
from polku.surfaces.web.pages.exits.sentences import manner_words
from polku.surfaces.web.question.question import Question
from polku.surfaces.words.places import place_name
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.journeys.places import places

MOST: Final = 50  # on the page: each is a look at a customer


class Share(msgspec.Struct, frozen=True):
    """A share with its interval and counts."""

    share: float
    low: float
    high: float
    part: int
    n: int


class Satisfied(msgspec.Struct, frozen=True):
    """Of the satisfied, who left; of those who left, who was satisfied; and of those who stayed."""

    left_of_satisfied: Share | None
    satisfied_of_left: Share | None
    satisfied_of_stayed: Share | None


class Leaver(msgspec.Struct, frozen=True):
    """One who was satisfied and left."""

    who: Listed
    place: str
    manner: str
    last_at: int


class Leavers(msgspec.Struct, frozen=True):
    """What the page of them shows; `error` says why there is nothing."""

    leavers: list[Leaver] = []
    whole: int = 0  # how many there are, listed or not
    error: str = ""
    status: int = HTTPStatus.OK


def satisfied(rows: Sequence[dict[str, Any]]) -> Satisfied | None:
    """The shares of the measure; None where none is told."""
    found = {(row["of"], row["share_of"]): row for row in rows}
    names = (("satisfied", "left"), ("left", "satisfied"), ("stayed", "satisfied"))
    told = [msgspec.convert(found[name], Share) if name in found else None for name in names]
    return Satisfied(*told) if any(told) else None


def leavers(question: Question) -> Leavers:
    """Those who left satisfied, the latest first."""
    if question.asked is None:
        return Leavers(error=question.error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        rows = ask_about(_latest, question.asked).rows.to_pylist()
    except WrongQuestion as wrong:
        return Leavers(error=spoken(str(wrong)), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EngineError as error:
        return Leavers(error=spoken(str(error)), status=HTTPStatus.SERVICE_UNAVAILABLE)
    known, map_ = {one.id: one for one in listed([row["customer"] for row in rows])}, places()
    return Leavers(
        [
            Leaver(known[row["customer"]], place_name(row["place"], map_), manner_words(row["manner"]), row["last_at"])
            for row in rows
            if row["customer"] in known
        ],
        whole=rows[0]["whole"] if rows else 0,
    )  # fmt: skip


def _latest(asked: Asked) -> ibis.Table:
    found = satisfied_leavers(asked).join(table("name").select(touchpoint="code", place="name"), "touchpoint")
    found = found.select("customer", "walk", "place", "manner", "last_at")
    found = found.mutate(whole=found.count().over())
    return found.order_by(ibis.desc("last_at"), "customer", "walk").limit(MOST)
