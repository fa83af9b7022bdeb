"""OCEL 2.0 as XML, parsed as the file is read."""

from collections.abc import Iterator
from typing import Literal

from polku.intake.files.found import UnreadableFile
from polku.intake.files.ocel.entry import Entry, Values, checked
from polku.intake.files.opened import Opened
from polku.intake.files.xml import plain_parser, taken


def xml_entries(file: Opened) -> Iterator[Entry]:
    """The log's objects and events in the file's order; UnreadableFile at what is no XML any more."""
    log = _Log()
    yield from taken(file, log)
    if not log.has_lists:
        raise UnreadableFile(f"{file.path.name} is no OCEL log: it has neither events nor objects")


class _Log:
    """What the parser has told so far."""

    def __init__(self) -> None:
        self.has_lists = False
        self.parser = plain_parser("OCEL")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._ready: list[Entry] = []
        self._values: Values | None = None
        self._attribute: Values | None = None
        self._line = 0

    def take(self) -> list[Entry]:
        """The entries found since last time."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, element: str, told: dict[str, str]) -> None:
        if self._values is None:
            if element in ("object", "event"):
                self._values = {**told, "attributes": [], "relationships": []}
                self._line = self.parser.CurrentLineNumber
            self.has_lists |= element in ("objects", "events")
        elif element == "attribute":
            self._attribute = {**told, "value": ""}
            self._values["attributes"].append(self._attribute)
        elif element in ("relationship", "relobj"):
            link = {"objectId": told.get("object-id", ""), "qualifier": told.get("qualifier", "")}
            self._values["relationships"].append(link)

    def _text(self, text: str) -> None:
        if self._attribute is not None:
            self._attribute["value"] += text

    def _end(self, element: str) -> None:
        if element == "attribute":
            self._attribute = None
        elif element in ("object", "event") and self._values is not None:
            of: Literal["object", "event"] = "object" if element == "object" else "event"
            self._ready.append(checked(of, self._line, self._values))
            self._values = None
