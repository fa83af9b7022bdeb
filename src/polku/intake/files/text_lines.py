"""Lines of a text file, numbered, decoded as UTF-8 or else as Windows-1252 with a note."""

import codecs
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from polku.intake.files.opened import Opened, opened

SAMPLE: Final = 1 << 20  # bytes looked at before the first line is read
LONGEST: Final = 1 << 24  # bytes of one line; what is longer is broken up
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_UNSOUND: Final = (
    0.1  # share of bytes beyond ASCII that may be unsound in a file that is UTF-8 with faults
)


def sample_of(path: Path) -> bytes:
    """The beginning of a file's content."""
    with opened(path) as file:
        return file.stream.read(SAMPLE)


def guess_encoding(sample: bytes) -> str:
    """utf-8, utf-16 or cp1252."""
    if sample.startswith(_UTF16):
        return "utf-16"
    beyond_ascii = len(sample.translate(None, bytes(range(128))))
    sound = codecs.getincrementaldecoder("utf-8")("ignore").decode(sample)
    unsound = len(sample) - len(sound.encode("utf-8"))
    cut = 3 if len(sample) == SAMPLE else 0  # the sample may end within a character
    return "cp1252" if unsound - cut > _MOST_UNSOUND * beyond_ascii else "utf-8"


class TextLines:
    """An iterator of lines with their newlines. `note` tells which encoding was fallen back to.

    Lines can be put back; `taken` are those given since `begin`, and `broken` whether one of them has bytes
    that are no text.
    """

    def __init__(self, file: Opened, sample: bytes) -> None:
        self.number = 0  # of the line given last, from 1
        self.taken: list[str] = []
        self.broken = False
        self._file = file
        self._back: deque[str] = deque()
        self._encoding = guess_encoding(sample)
        self._sure = not sample.isascii()
        self.note = {"utf-16": "read as UTF-16", "cp1252": "not UTF-8: read as Windows-1252"}.get(
            self._encoding, ""
        )
        self.sample = sample.decode(self._encoding, "replace").removeprefix("\ufeff")
        self._lines = self._utf16_lines() if self._encoding == "utf-16" else self._decoded_lines()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def begin(self) -> None:
        """A new record begins with the next line."""
        self.taken = []
        self.broken = False

    def put_back(self, lines: list[str]) -> None:
        """Give these again."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)

    def _utf16_lines(self) -> Iterator[str]:
        text = io.TextIOWrapper(self._file.stream, "utf-16", "replace", newline="")
        try:
            yield from text
        finally:
            text.detach()  # the file is closed by who opened it

    def _decoded_lines(self) -> Iterator[str]:
        first = self._file.stream.readline(LONGEST).removeprefix(codecs.BOM_UTF8)
        if first:
            yield self._decoded(first)
        while raw := self._file.stream.readline(LONGEST):
            yield self._decoded(raw)

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode(self._encoding)
        except UnicodeDecodeError:
            if self._encoding == "utf-8" and self._sure:
                self.broken = True
                return raw.decode("utf-8", "surrogateescape")
        if self._encoding == "utf-8":
            self._encoding, self.note = (
                "cp1252",
                f"not UTF-8 from line {self.number + 1} on: read as Windows-1252",
            )
        return raw.decode("cp1252", "replace")
