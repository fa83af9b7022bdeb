"""Opaque cursors: where a page of a path ended, as the sort key of its last row.

A key, not an offset, so that pages stay put while new events arrive.
"""

import base64
import binascii
from typing import Any

import msgspec


class WrongCursor(ValueError):
    """Not a cursor that Polku gave out."""


def to_cursor(key: list[Any]) -> str:
    """The key as text that is safe in an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode("ascii").rstrip("=")


def from_cursor(text: str, shape: list[type]) -> list[Any]:
    """The key again; WrongCursor where the text is not a key of these types."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        key = msgspec.json.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=list)
    except (UnicodeEncodeError, binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise WrongCursor("this is not a cursor that Polku gave out; begin without one") from error
    if [type(part) for part in key] != shape or any(_unstorable(part) for part in key):
        raise WrongCursor("this cursor belongs to another list; begin without one")
    return list(key)


def _unstorable(part: object) -> bool:
    return (isinstance(part, int) and abs(part) >= 2**63) or (isinstance(part, str) and "\0" in part)
