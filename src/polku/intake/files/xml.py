"""XML told while it is read: memory does not grow with the file. For the readers of XES and of OCEL's XML."""

from collections.abc import Iterator
from typing import Any, Final, Protocol, TypeVar
from xml.parsers import expat

from polku.intake.files.found import UnreadableFile
from polku.intake.files.opened import Opened

_BLOCK: Final = 1 << 17
T = TypeVar("T")


class Telling(Protocol[T]):
    """What a parser's handlers gather."""

    parser: expat.XMLParserType

    def take(self) -> list[T]:
        """What was found since last time."""


def plain_parser(standard: str) -> expat.XMLParserType:
    """A parser that refuses document types and entities: no log needs them, and they can explode."""

    def refuse(*declared: Any) -> None:
        raise UnreadableFile(
            f"the file declares a document type or entities, which no {standard} log needs; it is not read"
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def taken(file: Opened, telling: Telling[T]) -> Iterator[T]:
    """All that is found, in the file's order; UnreadableFile at what is no XML any more."""
    try:
        while block := file.stream.read(_BLOCK):
            telling.parser.Parse(block, False)
            yield from telling.take()
        if not file.fault:
            telling.parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield from telling.take()
        why = expat.ErrorString(error.code)
        raise UnreadableFile(f"{file.path.name} is not sound XML at line {error.lineno}: {why}") from error
    yield from telling.take()
