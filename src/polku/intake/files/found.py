"""What a file's parser finds: rows and events one by one, or something it can't read. Knows no Django."""

from typing import Any

import msgspec


class Found(msgspec.Struct, gc=False):
    """One row or event of a file. `fault` says what is wrong with it; then `raw` holds it whole."""

    number: int  # from 1, over all that the file holds, broken ones too
    line: int  # where it begins in the file, from 1; the row's number where a file has no lines
    values: dict[str, Any] = {}
    case: dict[str, Any] | None = None  # of an XES event: its trace's attributes
    sequence: int = 0
    raw: bytes = b""
    fault: str = ""


class UnreadableFile(Exception):
    """A file that can't be read at all, or not beyond some place; the text says what, where and why."""
