"""The customers behind handovers, the funnel and times: who they are by hand, and as many as the measure counts."""

from typing import Any

import pytest

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import asked
from polku.lenses.journeys.behind import Which, behind
from polku.lenses.journeys.behind_rows import AtStage, HandedOver, Stayed
from polku.lenses.journeys.handovers import HANDOVERS
from polku.lenses.journeys.tests.test_funnel import JOURNEY, TOY
from polku.lenses.journeys.tests.test_handovers import HANDED
from polku.lenses.measure import answer
from polku.lib.clock import DAY
from polku.touchpoints.journeys.save import save_journey
from tests.story import moment, tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]


def test_behind_a_handover_stand_those_who_were_handed_over_at_that_moment() -> None:
    tell(HANDED)
    told = behind(HandedOver("contract", "kick-off", True), asked())
    assert {one.moment for one in told.found} == {moment("mon", "09:00")}
    (row,) = answer(HANDOVERS, asked()).rows
    assert told.customers == row["customers"] == 5
    assert behind(HandedOver("contract", "", True), asked()).customers == 1  # Flo, whom nobody took up
    assert behind(HandedOver("contract", "kick-off", False), asked()).customers == 0
    assert behind(HandedOver("kick-off", "contract", True), asked()).customers == 0


def test_a_handover_nobody_told_of_has_its_own_list() -> None:
    tell(
        "ann mon 09:00 met shop actor=sara thread=t\nann tue 09:00 met visit actor=irma thread=t\nzoe mon+12 09:00 visited shop"
    )
    found = behind(HandedOver("shop", "visit", False), asked())
    assert [one.moment for one in found.found] == [moment("mon", "09:00")]
    assert behind(HandedOver("shop", "visit", True), asked()).customers == 0


STAGES: tuple[tuple[Which, int], ...] = (
    # u5 came to b before a, so it is at the first stage alone; u2 to c before b.
    (AtStage("first"), 6),
    (AtStage("first", on=True), 5),
    (AtStage("first", on=False), 1),
    (AtStage("second"), 5),
    (AtStage("second", on=True), 4),
    (AtStage("second", on=False), 1),
    (AtStage("third"), 4),
    (AtStage("third", on=True), 0),  # there is no stage after it
    (AtStage("third", on=False), 4),
    (AtStage("fourth"), 0),
    # Days in the stages: u2 goes from the first to the third, u5 begins in the second.
    (Stayed("first"), 6),
    (Stayed("first", "second"), 4),
    (Stayed("first", "third"), 1),
    (Stayed("first", open=True), 1),  # u5
    (Stayed("second", "third"), 4),
    (Stayed("second", "nowhere"), 0),
)  # fmt: skip


def test_behind_a_stage_stand_those_who_came_and_those_who_went_on() -> None:
    _toy()
    for which, customers in STAGES:
        assert behind(which, asked(journey="toy")).customers == customers, which


def _toy() -> None:
    tell(TOY)
    save_journey(JOURNEY.replace("PER", "customer"))


def test_a_stage_is_come_to_when_its_first_step_counts_and_within_the_window() -> None:
    _toy()
    found = behind(AtStage("third"), asked(journey="toy"))
    # u4 on day 30, u6 on day 22, u3 on day 3, u1 on day 2: the newest first.
    assert [(one.moment - moment("mon", "09:00")) // DAY for one in found.found] == [30, 22, 3, 2]
    soon: dict[str, Any] = {"journey": "toy", "window": 7 * DAY}
    assert behind(AtStage("third"), asked(**soon)).customers == 3  # without u4, who took thirty days
    assert behind(AtStage("second", on=False), asked(**soon)).customers == 2
