"""Rows of a CSV file with their real line numbers. A broken row does not take its neighbours with it."""

import csv
from collections.abc import Iterator
from typing import Final

from polku.intake.files.found import Found, UnreadableFile
from polku.intake.files.opened import Opened
from polku.intake.files.text_lines import TextLines, sample_of

DELIMITERS: Final = ",;\t|"
LARGEST_FIELD: Final = 1 << 20  # characters; a quote that is never closed swallows at most so much
_SAMPLED_ROWS: Final = 20
_AT_END: Final = "unexpected end"  # how the csv module tells of a quote open at the end of the file


def csv_rows(file: Opened, notes: list[str]) -> Iterator[Found]:
    """The file's rows; values are text, "" is None. UnreadableFile where it has no header."""
    csv.field_size_limit(LARGEST_FIELD)
    lines = TextLines(file, sample_of(file.path))
    delimiter = sniff_delimiter(lines.sample)
    header = _header(lines, delimiter, file)
    width, number, note = len(header), 0, ""
    for record in _records(lines, delimiter):
        if lines.note != note:
            note = lines.note
            notes.append(f"{file.path.name}: {note}")
        if record == []:
            continue
        number += 1
        line = lines.number - len(lines.taken) + 1
        fault = _fault(record, width, lines, file)
        if fault or record is None:
            yield Found(number, line, raw=_raw(lines), fault=fault)
        else:
            yield Found(
                number,
                line,
                {name: value or None for name, value in zip(header, record, strict=True)},
                sequence=line,
            )


def sniff_delimiter(sample: str) -> str:
    """The delimiter that cuts the first rows into most columns, alike."""
    head = sample[:65536].splitlines(keepends=True)[: _SAMPLED_ROWS + 1]
    return max(DELIMITERS, key=lambda delimiter: _fitness(head, delimiter))


def _fitness(head: list[str], delimiter: str) -> tuple[int, int]:
    """How many rows have as many columns as the first, where that is more than one; and how many columns."""
    try:
        widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] < 2:
        return (0, 0)
    return (sum(width == widths[0] for width in widths), widths[0])


def _header(lines: TextLines, delimiter: str, file: Opened) -> list[str]:
    names = next((record for record in _records(lines, delimiter) if record != []), None)
    if not names:
        raise UnreadableFile(f"{file.path.name} has no header: its first line must name the columns")
    header: list[str] = []
    for place, name in enumerate(names, 1):
        name = name.strip() or f"column {place}"
        header.append(name if name not in header else f"{name} ({place})")
    return header


def _records(lines: TextLines, delimiter: str) -> Iterator[list[str] | None]:
    """Records one by one, the lines of each in `lines.taken`; None for one that is not sound CSV.

    Where a quote goes astray over several lines, only the first of them is given up, and the others are read
    again as records of their own.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if not lines.taken:
                return
            astray = lines.taken[1:]
            lines.put_back(astray)
            lines.taken = lines.taken[:1]
            yield None if astray or _AT_END in str(error) else _leniently(lines.taken[0], delimiter)


def _leniently(line: str, delimiter: str) -> list[str] | None:
    """A line with a quote in the wrong place, read as most programs would."""
    try:
        return next(csv.reader([line], delimiter=delimiter), None)
    except csv.Error:
        return None


def _fault(record: list[str] | None, width: int, lines: TextLines, file: Opened) -> str:
    if lines.broken:
        return "the row has bytes that are not UTF-8"
    if file.fault and not lines.taken[-1].endswith(("\n", "\r")):
        return "the file is cut off in the middle of this row"
    if record is None:
        return "a quote is opened and not closed as it should be"
    if len(record) != width:
        return f"the row has {len(record)} columns where the header has {width}"
    return ""


def _raw(lines: TextLines) -> bytes:
    return "".join(lines.taken).rstrip("\r\n").encode("utf-8", "surrogateescape")
