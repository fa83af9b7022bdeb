"""The templates hold, and say everything in three languages."""

import pytest

from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.load import NoSuchJourney, template, template_names


def test_the_four_templates_are_there() -> None:
    assert template_names() == ["b2b-sales-to-service", "e-commerce", "municipal-permit", "subscription"]


@pytest.mark.parametrize("name", template_names())
def test_each_holds_under_its_own_name(name: str) -> None:
    assert compile_journey(template(name)).name == name


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_says_everything_in_three_languages(name: str, language: str) -> None:
    journey = compile_journey(template(name))
    words = [journey.title, *(stage.title for stage in journey.stages)]
    words += [touchpoint.title for touchpoint in journey.touchpoints]
    assert [one for one in words if language not in one] == []


def test_a_template_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(NoSuchJourney, match="e-commerce, municipal-permit"):
        template("nothing")


def test_all_four_may_be_in_force_at_once() -> None:
    """No touchpoint of one has another owner in the next."""
    owners: dict[str, set[str]] = {}
    for name in template_names():
        for touchpoint in compile_journey(template(name)).touchpoints:
            owners.setdefault(touchpoint.name, set()).add(touchpoint.owner)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}
    assert len(owners["website"]) == 1  # of three of them
