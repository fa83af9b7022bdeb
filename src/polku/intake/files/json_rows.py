"""Rows of a JSON Lines file: one object a line."""

from collections.abc import Iterator

import msgspec

from polku.intake.files.found import Found
from polku.intake.files.opened import Opened
from polku.intake.files.text_lines import LONGEST

_decode = msgspec.json.Decoder().decode


def json_rows(file: Opened, notes: list[str]) -> Iterator[Found]:
    """The file's objects as they are."""
    number = line = 0
    while raw := file.stream.readline(LONGEST):
        line += 1
        raw = raw.strip().removeprefix(b"\xef\xbb\xbf") if line == 1 else raw
        text = raw.strip()
        if not text:
            continue
        number += 1
        if file.fault and not raw.endswith(b"\n"):
            yield Found(number, line, raw=text, fault="the file is cut off in the middle of this row")
            continue
        try:
            values = _decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Found(number, line, raw=text, fault=f"the line is not JSON: {error}")
            continue
        if type(values) is dict:
            yield Found(number, line, values, sequence=line)
        else:
            yield Found(number, line, raw=text, fault="the line is not a JSON object")
