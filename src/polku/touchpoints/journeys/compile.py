"""From a journey's text to a Journey. WrongJourney names the lines of all that is to be mended."""

from typing import Any

from polku.touchpoints.journeys.check import check
from polku.touchpoints.journeys.journey import DeclaredStage, Journey, Mark, Touchpoint, Words, readable
from polku.touchpoints.journeys.wrong import WrongJourney
from polku.touchpoints.mappings.document import Document, parse
from polku.touchpoints.mappings.wrong import WrongMapping


def compile_journey(text: str) -> Journey:
    """Parse, check and build."""
    values = checked(text).values
    instance = values["instance"]
    return Journey(
        name=values["name"],
        title=_words(values["title"]),
        description=values.get("description", ""),
        per=instance["per"],
        starts=_marks(instance.get("starts", [])),
        ends=_marks(instance.get("ends", [])),
        stages=tuple(
            DeclaredStage(
                stage["name"], _words(stage["title"]), tuple(map(_touchpoint, stage["touchpoints"]))
            )
            for stage in values["stages"]
        ),
    )


def checked(text: str) -> Document:
    """The text's values with their lines, once they hold."""
    try:
        document = parse(text, "journey")
    except WrongMapping as wrong:
        raise WrongJourney(wrong.problems) from wrong
    check(document)
    return document


def _touchpoint(value: dict[str, Any]) -> Touchpoint:
    name = value["name"]
    title = _words(value.get("title", readable(name)))
    return Touchpoint(name, title, value["channel"], value["owner"], tuple(value.get("expects", [])))


def _words(value: str | dict[str, str]) -> Words:
    return {"": value} if isinstance(value, str) else dict(value)


def _marks(values: list[dict[str, str]]) -> tuple[Mark, ...]:
    return tuple(Mark(value.get("touchpoint", ""), value.get("kind", "")) for value in values)
