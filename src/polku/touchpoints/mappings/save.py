"""Save a mapping that people changed: checked first, kept as a version, in force at once."""

from typing import Any

from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.document import parse
from polku.touchpoints.mappings.load import forget_readers, names
from polku.touchpoints.mappings.load import text as text_in_force
from polku.touchpoints.mappings.reader import Reader
from polku.touchpoints.mappings.wrong import Problem, WrongMapping
from polku.touchpoints.models import MappingVersion


def save_mapping(name: str, text: str, person: Any = None) -> None:
    """A new version of the mapping; WrongMapping where it does not hold or is named otherwise.

    What is in the log is read with it after a rebuild.
    """
    save_compiled(checked(name, text), text, person)


def save_compiled(reader: Reader, text: str, person: Any = None) -> None:
    """A new version of a mapping that was found to hold: `reader` is what the text was compiled to.

    A text that is in force already makes no new version.
    """
    if reader.name in names() and text_in_force(reader.name) == text:
        return
    MappingVersion.objects.create(name=reader.name, text=text, saved_by=person)
    forget_readers()


def checked(name: str, text: str) -> Reader:
    """The text's reader; WrongMapping tells the lines to mend."""
    reader = compile_mapping(text)
    if reader.name != name:
        line = parse(text).line(("name",))
        raise WrongMapping(
            [Problem(line, f"the mapping's name is {reader.name!r} here and {name!r} where it is saved")]
        )
    return reader


def versions(name: str) -> list[MappingVersion]:
    """All versions that people saved, the newest first."""
    return list(MappingVersion.objects.filter(name=name).select_related("saved_by").order_by("-id"))
