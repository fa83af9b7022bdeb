"""OCEL 2.0 as JSON, one entry at a time: memory does not grow with the file."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, Final, Literal

from polku.intake.files.found import UnreadableFile
from polku.intake.files.ocel.entry import Entry, checked
from polku.intake.files.opened import Opened

_BLOCK: Final = 1 << 17  # bytes
_LARGEST: Final = 1 << 24  # characters of one entry
_LISTS: Final[dict[str, Literal["object", "event"]]] = {"objects": "object", "events": "event"}


def json_entries(file: Opened) -> Iterator[Entry]:
    """The log's objects and events in the file's order; UnreadableFile at what is no OCEL any more."""
    text = _Text(file)
    text.take("{")
    there: set[str] = set()
    while text.peek() != "}":
        key = text.value()
        text.take(":")
        there.add(str(key))
        if str(key).startswith("ocel:"):
            raise UnreadableFile(f"{file.path.name} is OCEL 1.0; Polku reads OCEL 2.0")
        if key in _LISTS:
            for line, values in text.items():
                yield checked(_LISTS[key], line, values)
        else:
            text.value()
        if text.peek() == ",":
            text.take(",")
    if not there & {"events", "objects"}:
        raise UnreadableFile(f"{file.path.name} is no OCEL log: it has neither events nor objects")


class _Text:
    """The file's text from where reading stands; `value` takes one JSON value of it."""

    def __init__(self, file: Opened) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._json = json.JSONDecoder()
        self._text = ""
        self._place = 0
        self._line = 1
        self._ended = False

    def peek(self) -> str:
        """The next character that is no blank."""
        while True:
            start = self._place
            while self._place < len(self._text) and self._text[self._place] in " \t\r\n":
                self._place += 1
            self._line += self._text.count("\n", start, self._place)
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                raise self._broken("it ends too early")

    def take(self, wanted: str) -> None:
        """Pass over this character."""
        if self.peek() != wanted:
            raise self._broken(f"{wanted} was expected")
        self._place += 1

    def value(self) -> Any:
        """The next value. A number must have something behind it."""
        self.peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._place)
            except (json.JSONDecodeError, RecursionError) as error:
                if len(self._text) - self._place > _LARGEST or not self._more():
                    raise self._broken(str(error).partition(":")[0].lower()) from error
                continue
            self._line += self._text.count("\n", self._place, end)
            self._place = end
            return value

    def items(self) -> Iterator[tuple[int, Any]]:
        """The entries of the list that comes next, each with its line."""
        self.take("[")
        while self.peek() != "]":
            line = self._line
            yield line, self.value()
            if self.peek() == ",":
                self.take(",")
        self.take("]")

    def _more(self) -> bool:
        if self._ended:
            return False
        block = self._file.stream.read(_BLOCK)
        self._ended = not block
        self._text = self._text[self._place :] + self._decode(block, self._ended)
        self._place = 0
        return not self._ended

    def _broken(self, why: str) -> UnreadableFile:
        return UnreadableFile(f"{self._file.path.name} is not sound JSON at line {self._line}: {why}")
