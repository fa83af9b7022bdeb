"""Identifiers as sources write them, normalised; what names nobody stays out."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from polku.touchpoints.mappings.template import as_word

LONGEST: Final = 300  # characters of an identifier
_FEWEST_DIGITS: Final = 6
_FILLERS: Final = frozenset(
    ["n/a", "na", "none", "null", "nil", "undefined", "nan", "unknown", "anonymous", "anon", "guest", "not set",
     "(not set)", "not available", "false", "true", "[object object]", "tbd", "blank", "empty", "missing"]
)  # fmt: skip
_NOBODYS_MAILBOX: Final = frozenset(
    ["test", "noreply", "no-reply", "donotreply", "do-not-reply", "none", "na", "n/a", "nomail", "noemail", "null", "unknown", "example", "asdf"]
)  # fmt: skip
_LONGEST_FILLER: Final = max(map(len, _FILLERS))
_NOTHING: Final = frozenset(
    ["none", "null", "nil", "undefined", "nan", "<na>", "nat", "n/a"]
)  # as programs write a gap
_NO_LETTERS: Final = "0-_.*#?"
_NO_LETTER: Final = re.compile(r"[0\-_.\s*#?]*")  # zeros and punctuation alone, as in 0000 and 00-00
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f]+")

Normaliser = Callable[[Any], str]


def plain(value: Any) -> str:
    """An identifier without blanks around it; "" where it names nobody. ValueError where it is not one."""
    text = _one_line(value)
    if len(text) <= _LONGEST_FILLER and text.casefold() in _FILLERS:
        return ""
    return "" if text[:1] in _NO_LETTERS and _NO_LETTER.fullmatch(text) else text


def number(value: Any) -> str:
    """A running number or name given by a program: 0 is the first of them, and a case may be called unknown."""
    text = _one_line(value)
    return "" if text.casefold() in _NOTHING else text


def _one_line(value: Any) -> str:
    if type(value) is not str:
        if isinstance(value, (list, dict)):
            raise ValueError("a list or an object is not an identifier")
        value = "" if isinstance(value, bool) or value is None else as_word(value)
    text = str(value)
    if not text.isprintable():
        text = _BLANKS.sub(" ", text)
    text = text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST:
        raise ValueError(f"an identifier is at most {LONGEST} characters; {text[:40]!r}… has {len(text)}")
    return text


def email(value: Any) -> str:
    """An address in lower case; "" for what is no address or nobody's, such as test@ and noreply@."""
    text = plain(value).lower().removeprefix("mailto:")
    if not _EMAIL.fullmatch(text) or text.partition("@")[0] in _NOBODYS_MAILBOX:
        return ""
    return text


def phone(value: Any, country: str = "") -> str:
    """Digits with a leading +; `country` (as 358) stands in for a leading 0. Without one, digits alone."""
    text = plain(value).lower().removeprefix("tel:")
    text = text.replace("(0)", "") if text.startswith("+") else text
    digits = "".join(letter for letter in text if letter in "0123456789")
    if len(digits) < _FEWEST_DIGITS or len(digits) > 20 or len(set(digits)) == 1:
        return ""
    if text.startswith("+"):
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    return f"+{country}{digits[1:]}" if country and digits.startswith("0") else digits


def normaliser(shape: str, country: str = "") -> Normaliser:
    """The function for a namespace's shape: email, phone, number or plain."""
    if shape == "phone":
        return partial(phone, country=country)
    return {"email": email, "number": number}.get(shape, plain)
