"""Take an uploaded file in, or say why it can't be a table."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, Final

from polku.intake.files.formats import PARSERS, parser_of
from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.opened import ending, opened
from polku.intake.files.text_lines import guess_encoding, sample_of
from polku.intake.models import Upload
from polku.intake.uploads.place import clean_name, clear, new_folder, path_of, uploads_folder

_WORKBOOK: Final = b"PK\x03\x04"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
_TEXT: Final = frozenset({"csv", "tsv", "txt", "jsonl", "ndjson", "json"})


class Refused(StrEnum):
    """Why a file is not taken."""

    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NO_ROWS = "no_rows"
    WORKBOOK = "workbook"
    BINARY = "binary"
    ENDING = "ending"
    NO_TABLE = "no_table"  # it can be read, and no row of it


class WrongUpload(Exception):
    """The file is not taken; `detail` is what the parser said, where it said something."""

    def __init__(self, refused: Refused, detail: str = "") -> None:
        super().__init__(refused)
        self.refused = refused
        self.detail = detail


def receive(name: str, chunks: Iterable[bytes], limit: int, person: Any = None) -> Upload:
    """Keep the file, looked at; WrongUpload, and nothing kept, where it is larger than `limit` or no table."""
    upload = Upload(folder=new_folder(), file_name=_named(name), uploaded_by=person, size=0)
    try:
        upload.size = _write(path_of(upload), chunks, limit)
        _look(path_of(upload))
    except BaseException:
        clear(upload.folder)
        raise
    upload.save()
    return upload


def first_rows(path: Path, rows: int) -> list[Found]:
    """The first rows; UnreadableFile where the file has none that could be told."""
    with opened(path) as file:
        return list(islice(parser_of(path)(file, []), rows))


def _named(name: str) -> str:
    """The file's name; what has no ending that is known is read as CSV, which most tables are."""
    clean = clean_name(name)
    if ending(Path(clean)) in PARSERS or "." in clean:
        return clean
    return f"{clean}.csv"


def _write(path: Path, chunks: Iterable[bytes], limit: int) -> int:
    uploads_folder()
    size = 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise WrongUpload(Refused.TOO_LARGE)
            file.write(chunk)
    return size


def _look(path: Path) -> None:
    """Refuse what is no table, in words that help."""
    with path.open("rb") as file:
        begins = file.read(4)
    if not begins:
        raise WrongUpload(Refused.EMPTY)
    if begins in {_WORKBOOK, _OLD_WORKBOOK}:
        raise WrongUpload(Refused.WORKBOOK)
    if ending(path) not in PARSERS or ending(path) == "xes":
        raise WrongUpload(Refused.ENDING)
    sample = sample_of(path)
    if not sample.strip(b"\xef\xbb\xbf \t\r\n"):
        raise WrongUpload(Refused.EMPTY)
    if ending(path) in _TEXT and guess_encoding(sample) != "utf-16" and b"\0" in sample:
        raise WrongUpload(Refused.BINARY)
    try:
        found = first_rows(path, 100)
    except UnreadableFile as unreadable:
        raise WrongUpload(Refused.NO_TABLE, str(unreadable)) from unreadable
    if not found:
        raise WrongUpload(Refused.NO_ROWS)
    if all(row.fault for row in found):
        raise WrongUpload(Refused.NO_TABLE, f"{path.name}, line {found[0].line}: {found[0].fault}")
