"""Events of an XES log (IEEE 1849), parsed as the file is read: memory does not grow with it."""

from collections.abc import Iterator
from typing import Any, Final

from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.opened import Opened
from polku.intake.files.xml import plain_parser, taken

_NUMBERS: Final = {"int": int, "float": float}
_LEAVES: Final = {"string", "date", "id", "boolean", "int", "float", "list", "container"}


def xes_events(file: Opened, notes: list[str]) -> Iterator[Found]:
    """The log's events, each with its case's attributes; UnreadableFile at what is no XML any more."""
    log = _Log()
    yield from taken(file, log)
    if not log.is_log:
        raise UnreadableFile(f"{file.path.name} is no XES log: its outermost element is not <log>")


class _Log:
    """What the parser has told so far."""

    def __init__(self) -> None:
        self.is_log = False
        self.parser = plain_parser("XES")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._ready: list[Found] = []
        self._case: dict[str, Any] | None = None
        self._event: dict[str, Any] | None = None
        self._names: list[str] = []  # of the attributes around, within the trace or event
        self._aside = 0  # how deep within <global>, <extension> and the like
        self._number = self._index = self._line = 0

    def take(self) -> list[Found]:
        """The events found since last time."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        element = element.rpartition(":")[2]
        if self._aside:
            self._aside += 1
        elif element == "event":
            self._event, self._line = {}, self.parser.CurrentLineNumber
        elif element == "trace":
            self._case, self._index = {}, 0
        elif element == "log":
            self.is_log = True
        elif element in _LEAVES:
            self._attribute(element, attributes)
        elif element != "values":
            self._aside = 1

    def _attribute(self, element: str, attributes: dict[str, str]) -> None:
        """Attributes within an attribute stand under both names: cost:total/cost:currency."""
        self._names.append(attributes.get("key", element))
        holder = self._event if self._event is not None else self._case
        if holder is not None and "value" in attributes:
            name = "/".join(self._names)
            told = _value(element, attributes["value"])
            holder[name] = told if name not in holder else f"{holder[name]}, {told}"

    def _end(self, element: str) -> None:
        element = element.rpartition(":")[2]
        if self._aside:
            self._aside -= 1
        elif element == "event":
            self._number += 1
            self._index += 1
            self._ready.append(
                Found(
                    self._number, self._line, self._event or {}, case=self._case or {}, sequence=self._index
                )
            )
            self._event = None
        elif element == "trace":
            self._case = None
        elif element in _LEAVES:
            self._names.pop()


def _value(element: str, text: str) -> Any:
    if element == "boolean":
        return text.strip().lower() == "true"
    try:
        return _NUMBERS[element](text) if element in _NUMBERS else text
    except ValueError:
        return text
