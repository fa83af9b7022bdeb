"""Hold a journey against its JSON Schema and against itself; every fault is told with its line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from polku.timeline.vocabulary import CHANNELS, Kind
from polku.touchpoints.journeys.loops import endless_loops
from polku.touchpoints.journeys.wrong import WrongJourney
from polku.touchpoints.mappings.document import Document
from polku.touchpoints.mappings.document import Path as Place
from polku.touchpoints.mappings.worded import worded
from polku.touchpoints.mappings.wrong import Problem, instead

SCHEMA: Final = json.loads((Path(__file__).parent / "journey.schema.json").read_text("utf-8"))
_VALIDATOR: Final = Draft202012Validator(SCHEMA)


def check(document: Document) -> None:
    """WrongJourney with everything to mend, or nothing."""
    problems = [
        problem for error in _VALIDATOR.iter_errors(document.values) for problem in _told(document, error)
    ]
    if not problems:
        problems = [*_doubles(document), *_names(document), *_marks(document)]
    if not problems:
        problems = list(_loops(document))
    if problems:
        raise WrongJourney(problems)


def _told(document: Document, error: ValidationError) -> Iterator[Problem]:
    place: Place = tuple(error.absolute_path)
    if place and place[-1] == "owner" and isinstance(error.instance, list):
        owners = ", ".join(map(str, error.instance))
        yield document.problem(
            place, f"a touchpoint has one owner, who answers for it; here stand {owners}. Choose one"
        )
    elif error.validator == "uniqueItems":
        yield document.problem(place, f"`{place[-1]}` names {_first_double(error.instance)!r} twice")
    else:
        yield from worded(document, error, "journey")


def _first_double(entries: list[Any]) -> Any:
    return next(entry for number, entry in enumerate(entries) if entry in entries[:number])


def placed(values: dict[str, Any]) -> Iterator[tuple[Place, str, dict[str, Any]]]:
    """Each touchpoint: its place in the document, its stage's name, itself."""
    for number, stage in enumerate(values["stages"]):
        for count, touchpoint in enumerate(stage["touchpoints"]):
            yield ("stages", number, "touchpoints", count), stage["name"], touchpoint


def _doubles(document: Document) -> Iterator[Problem]:
    """Stages and touchpoints that stand twice."""
    stages: set[str] = set()
    for number, stage in enumerate(document.values["stages"]):
        if stage["name"] in stages:
            yield document.problem(("stages", number, "name"), f"there are two stages {stage['name']!r}")
        stages.add(stage["name"])
    stands: dict[str, str] = {}
    for place, stage_name, touchpoint in placed(document.values):
        name = touchpoint["name"]
        if name not in stands:
            stands[name] = stage_name
            continue
        if stands[name] == stage_name:
            yield document.problem(
                (*place, "name"), f"the touchpoint {name!r} stands twice in the stage {stage_name!r}"
            )
        else:
            yield document.problem(
                (*place, "name"),
                f"the touchpoint {name!r} stands in the stages {stands[name]!r} and {stage_name!r}; a touchpoint"
                " stands in one stage",
            )


def _names(document: Document) -> Iterator[Problem]:
    """Channels, and next steps that do not exist."""
    names = [touchpoint["name"] for _place, _stage, touchpoint in placed(document.values)]
    for place, _stage, touchpoint in placed(document.values):
        channel = touchpoint["channel"]
        if channel not in CHANNELS:
            yield document.problem(
                (*place, "channel"),
                f"there is no channel {channel!r}{instead(channel, list(CHANNELS), 'Channels')}",
            )
        for number, step in enumerate(touchpoint.get("expects", [])):
            if step not in names:
                yield document.problem(
                    (*place, "expects", number),
                    f"{touchpoint['name']!r} expects {step!r}, which is no touchpoint of this journey"
                    + instead(step, names, "Touchpoints"),
                )


def _marks(document: Document) -> Iterator[Problem]:
    """What begins and ends a walk names touchpoints and kinds that exist."""
    names = [touchpoint["name"] for _place, _stage, touchpoint in placed(document.values)]
    known = {"touchpoint": names, "kind": [kind.value for kind in Kind]}
    for key in ("starts", "ends"):
        for number, mark in enumerate(document.values["instance"].get(key, [])):
            for field, value in mark.items():
                if value not in known[field]:
                    yield document.problem(
                        ("instance", key, number, field),
                        f"there is no {field} {value!r}{instead(value, known[field], f'There are the {field}s')}",
                    )


def _loops(document: Document) -> Iterator[Problem]:
    """Next steps that only ever lead back: nobody who does as expected would come to an end."""
    places = {touchpoint["name"]: place for place, _stage, touchpoint in placed(document.values)}
    expects = {
        touchpoint["name"]: touchpoint.get("expects", [])
        for _place, _stage, touchpoint in placed(document.values)
    }
    ends = document.values["instance"].get("ends", [])
    last = {mark["touchpoint"] for mark in ends if "touchpoint" in mark}
    for loop in endless_loops(expects, last):
        yield document.problem(
            (*places[loop[0]], "expects"),
            f"the next steps go round without an end: {' → '.join([*loop, loop[0]])}. Let one of them expect"
            " something outside the loop, or end the journey",
        )
