"""Save and retire journeys: checked first, kept as versions, in force at once."""

from typing import Any

from polku.touchpoints.journeys.check import placed
from polku.touchpoints.journeys.compile import checked, compile_journey
from polku.touchpoints.journeys.journey import Journey
from polku.touchpoints.journeys.load import forget_journeys, journeys, text
from polku.touchpoints.journeys.places import forget_map
from polku.touchpoints.journeys.wrong import WrongJourney
from polku.touchpoints.mappings.wrong import Problem
from polku.touchpoints.models import JourneyVersion


def save_journey(yaml: str, person: Any = None) -> Journey:
    """A new version of the journey that the text names, in force from now on.

    WrongJourney where it does not hold, or does not go together with the others in force. A text that is in
    force already makes no new version.
    """
    journey = hold_against_others(yaml)
    newest = JourneyVersion.objects.filter(name=journey.name).order_by("-id").first()
    if newest is None or newest.text != yaml:
        JourneyVersion.objects.create(name=journey.name, text=yaml, saved_by=person)
        _forget()
    return journey


def retire_journey(name: str, person: Any = None) -> None:
    """Take a journey off the map; its versions stay. NoSuchJourney where it is not in force."""
    text(name)
    JourneyVersion.objects.create(name=name, text="", saved_by=person)
    _forget()


def hold_against_others(yaml: str) -> Journey:
    """The journey, once it holds by itself and beside the others in force."""
    journey = compile_journey(yaml)
    owners = {
        touchpoint.name: (touchpoint.owner, other.name)
        for other in reversed(journeys())
        if other.name != journey.name
        for touchpoint in other.touchpoints
    }
    document = checked(yaml)
    problems = []
    for place, _stage, touchpoint in placed(document.values):
        owner, other = owners.get(touchpoint["name"], (touchpoint["owner"], ""))
        if owner != touchpoint["owner"]:
            problems.append(_two_owners(document.line((*place, "owner")), touchpoint, owner, other))
    if problems:
        raise WrongJourney(problems)
    return journey


def _two_owners(line: int, touchpoint: dict[str, str], owner: str, other: str) -> Problem:
    return Problem(
        line,
        f"the touchpoint {touchpoint['name']!r} would have two owners: {touchpoint['owner']} here, and {owner} in"
        f" the journey {other!r}. Write the same, or give this one another name",
    )


def versions(name: str) -> list[JourneyVersion]:
    """All versions, the newest first; an empty text means that the journey was retired."""
    return list(JourneyVersion.objects.filter(name=name).select_related("saved_by").order_by("-id"))


def _forget() -> None:
    forget_journeys()
    forget_map()
