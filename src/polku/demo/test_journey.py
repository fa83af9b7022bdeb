"""The demo company's journey holds, and names what its sources tell."""

from pathlib import Path
from typing import Final

import polku.demo
from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.journey import said

TEXT: Final = (Path(polku.demo.__file__).parent / "journey.yaml").read_text("utf-8")
TOLD: Final = """website newsletter fair lead-form booking-call sales-visit offer contract kick-off installation invoice
    chat-support phone-support mail-support yearly-service survey renewal social"""


def test_its_touchpoints_are_those_its_sources_tell() -> None:
    journey = compile_journey(TEXT)
    assert {one.name for one in journey.touchpoints} == {*TOLD.split()}


def test_it_goes_from_discovering_to_renewing() -> None:
    titles = [said(stage.title, "en") for stage in compile_journey(TEXT).stages]
    assert titles == ["Discover", "Consider", "Buy", "Install", "Use", "Renew"]


def test_six_teams_and_partners_own_it() -> None:
    owners = {one.owner for one in compile_journey(TEXT).touchpoints}
    assert owners == {"Marketing", "Bookers", "Sales", "Installation partners", "Finance", "Support"}


def test_it_says_everything_in_three_languages() -> None:
    journey = compile_journey(TEXT)
    words = [journey.title, *(stage.title for stage in journey.stages)]
    words += [touchpoint.title for touchpoint in journey.touchpoints]
    assert [one for one in words if {"fi", "sv", "en"} - {*one}] == []
