"""Fold words for search: case and accents away, so that "Äijälä" is found by "aij". Knows no Django."""

import re
import unicodedata

_PART = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def folded(text: str) -> str:
    """Case-folded, without accents."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def words(text: str) -> list[str]:
    """The folded words of a name."""
    return _WORD.findall(folded(text))


def beginnings(text: str) -> set[str]:
    """The folded words, and the parts of those that are put together: "Äijälä-Virtanen" is found by either."""
    whole = words(text)
    return {*whole, *(part for word in whole for part in _PART.findall(word))}
