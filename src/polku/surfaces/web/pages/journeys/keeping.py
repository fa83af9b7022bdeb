"""Saving a journey: only what holds is saved, as a version with its author; and what changed between two."""

import difflib
import re

import msgspec

from polku.surfaces.web.faults import Fault, faults
from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.journey import Journey
from polku.touchpoints.journeys.load import names, template, template_names
from polku.touchpoints.journeys.save import hold_against_others, save_journey
from polku.touchpoints.journeys.wrong import WrongJourney
from polku.touchpoints.mappings.wrong import Problem
from polku.touchpoints.models import JourneyVersion
from polku.workspace.models import Person


class Tried(msgspec.Struct, frozen=True):
    """A text as checked: the journey that it holds, or what is to be mended."""

    journey: Journey | None = None
    faults: tuple[Fault, ...] = ()


def tried(text: str) -> Tried:
    """Check without keeping anything."""
    text = unix(text)
    try:
        return Tried(hold_against_others(text))
    except WrongJourney as wrong:
        return Tried(faults=faults(wrong.problems, text))


def save(text: str, person: Person, name: str = "") -> str:
    """Save a version and give its journey's name; WrongJourney where it does not hold or names another."""
    text = unix(text)
    journey = compile_journey(text)
    if name and journey.name != name:
        raise WrongJourney([_about_name(text, f"`name` must stay {name!r}; for another, make a new journey")])
    if not name and journey.name in names():
        raise WrongJourney(
            [_about_name(text, f"choose another `name`: {journey.name!r} is in force already")]
        )
    return save_journey(text, person).name


def starting_text(name: str) -> str:
    """What a new journey begins with: the template asked for, else the first."""
    return template(name if name in template_names() else template_names()[0])


def changes(version: JourneyVersion) -> str:
    """What a version changed against the one before it, as a unified diff."""
    before = JourneyVersion.objects.filter(name=version.name, pk__lt=version.pk).order_by("-pk").first()
    old = before.text if before else ""
    lines = difflib.unified_diff(old.splitlines(), version.text.splitlines(), lineterm="", n=2)
    return "\n".join(list(lines)[2:])


def unix(text: str) -> str:
    """A form's text, with the line ends that files have."""
    return text.replace("\r\n", "\n")


def _about_name(text: str, message: str) -> Problem:
    before = re.split(r"^name:", text, maxsplit=1, flags=re.MULTILINE)[0]
    return Problem(before.count("\n") + 1, message)
