"""Find and take out a person's identifying values in text and JSON that belongs to somebody else.

Pure: knows no database. Only values that can mean nobody else are looked for (`is_specific`), in the forms
in which they turn up: any case, as JSON escapes, percent-encoded in an address, a phone number with spaces.
"""

import json
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

ERASED: Final = "[erased]"

_SHORTEST: Final = 6  # letters and digits; a shorter value may mean anything
_SHORTEST_WORD: Final = 12  # where there are letters only
_PHONE_DIGITS: Final = 9  # from here on digits are looked for with spaces and hyphens between
_SUBSCRIBER: Final = 9  # the end of a phone number that stays the same with and without country code
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?', re.DOTALL)
_SPACING: Final = r"[\s().-]{0,2}"
_ENCODED: Final = r"(?<=%[0-9A-Fa-f]{2})"


def is_specific(value: str) -> bool:
    """Whether this identifier can only mean this person when met in another text; a word may mean anything."""
    longest = _SHORTEST if re.search(r"[\d@]", value) else _SHORTEST_WORD
    return _letters_and_digits(value) >= longest


def is_specific_name(name: str) -> bool:
    """Whether a name is a full one: two words at least, long enough not to be found by chance."""
    return len(name.split()) > 1 and _letters_and_digits(name) >= _SHORTEST


def _letters_and_digits(value: str) -> int:
    return sum(character.isalnum() for character in value)


class Values:
    """Some values of one person, to be found and taken out elsewhere. False where there are none."""

    def __init__(self, values: Sequence[str]) -> None:
        self._values = sorted({value.strip() for value in values} - {""}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_expression, self._values)) or "(?!)", re.IGNORECASE)
        self.likes = [like for value in self._values for like in _likes(value)]

    def __bool__(self) -> bool:
        return bool(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self._values == other._values

    def __hash__(self) -> int:
        return hash(tuple(self._values))

    def found_in(self, text: str) -> bool:
        """Whether one of the values stands in the text or, where it is JSON, in one of its strings."""
        return bool(self._pattern.search(text)) or self.without_json(text) != text

    def without(self, text: str) -> str:
        """The text with each value replaced by "[erased]"."""
        return self._pattern.sub(ERASED, text)

    def without_json(self, text: str) -> str:
        """JSON text with the values in its strings, names and whole numbers replaced; all else stays as told."""
        return _TOKEN.sub(self._without_token, text)

    def _without_token(self, token: re.Match[str]) -> str:
        told = token.group()
        if not told.startswith('"'):
            return f'"{ERASED}"' if self._pattern.fullmatch(told) else told
        try:
            meant = json.loads(told, strict=False)
        except ValueError:
            meant = told[1:-1]
        left = self.without(meant)
        return told if left == meant else json.dumps(left)


def _expression(value: str) -> str:
    if _is_number(value):
        digits = re.sub(r"\D", "", value)
        if len(digits) < _PHONE_DIGITS:
            return rf"(?<!\d){digits}(?!\d)"
        spaced = _SPACING.join(digits[-_SUBSCRIBER:])
        return rf"(?<!\d)\(?(?:(?:\+|00)?\d{{1,3}}{_SPACING})?0?{_SPACING}{spaced}(?!\d)"
    inner = "".join(_letter(character) for character in value)
    return rf"(?:(?<!\w)|{_ENCODED}){inner}(?!\w)"


def _letter(character: str) -> str:
    if character.isspace():
        return r"(?:\s|\+|%20)+"
    encoded = quote(character, safe="")
    return re.escape(character) if encoded == character else f"(?:{re.escape(character)}|{encoded})"


def _likes(value: str) -> list[str]:
    """LIKE patterns that match every form the expression finds, and a little more."""
    if _is_number(value):
        digits = re.sub(r"\D", "", value)
        return [f"%{'%'.join(digits[-_SUBSCRIBER:])}%" if len(digits) >= _PHONE_DIGITS else f"%{digits}%"]
    core = "%".join(part for part in re.split(r"[^A-Za-z0-9]+", value) if part)
    if _letters_and_digits(core) >= _SHORTEST:
        return [f"%{core}%"]
    forms = {value, json.dumps(value)[1:-1], quote(value)}
    return ["%" + re.sub("([!%_])", r"!\1", form) + "%" for form in sorted(forms)]


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"\+?[\d\s().-]+", value))
