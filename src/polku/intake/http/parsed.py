"""What a door made of one body: messages for the log, refusals for quarantine."""

import re
from typing import Any, Final

import msgspec

from polku.intake.keep import Refusal
from polku.timeline.log.append import Message


class Parsed(msgspec.Struct):
    """A body, read: every message in it is in exactly one of the two lists."""

    messages: list[Message]
    refusals: list[Refusal]
    too_large: int = 0  # refusals for their size alone

    @property
    def size(self) -> int:
        return len(self.messages) + len(self.refusals)

    def refuse(self, refused: "Unfit", form: str, body: bytes, where: str, teller: "Teller") -> None:
        """Put a message into quarantine, whole; `where` is its place in the body."""
        place = ".".join(part for part in (where, refused.where) if part)
        self.too_large += isinstance(refused, TooLarge)
        self.refusals.append(Refusal(teller.source_id, form, body, refused.reason, place, teller.received_at))


class Teller(msgspec.Struct, frozen=True):
    """Who sent a body and when it came: what a message needs to know besides itself."""

    source_id: int
    time_zone: str  # of times without one
    received_at: int  # microseconds UTC
    message_limit: int  # bytes


class Unfit(Exception):
    """A message or body that can't be kept in the log; the text says why, `where` names the place."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


class TooLarge(Unfit):
    """A message or body over its limit."""


class Malformed(Unfit):
    """A whole body that is not JSON, or not of the shape its address expects."""


def decoded(raw: bytes | msgspec.Raw) -> dict[str, Any]:
    """One message's JSON object, every character of it checked; Unfit where it is none."""
    try:
        message = _decode(raw)
    except RecursionError:
        raise Unfit("it is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise Unfit(f"it is not UTF-8: {error.reason} at byte {error.start} of a text") from None
    except msgspec.DecodeError as error:
        raise Unfit(_reason(bytes(raw), error)) from None
    if type(message) is not dict:
        raise Unfit("it must be a JSON object")
    return message


def _reason(raw: bytes, error: msgspec.DecodeError) -> str:
    """The decoder's reason in words; half a character (an unpaired surrogate) is told by name."""
    if _HALF.search(raw) and "number" not in str(error).lower():
        return r"a text in it has half a character (an unpaired surrogate such as \ud83d)"
    return f"it is not JSON: {error}"


_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_decode = msgspec.json.Decoder().decode
