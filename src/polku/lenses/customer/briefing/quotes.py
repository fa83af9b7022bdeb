"""The customer's own words, short enough for a sentence, without the names of our people. Knows no Django."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import msgspec

LONGEST: Final = 120  # characters
HIDDEN: Final = "[…]"
# A greeting says nothing about the matter: "Hei!", "Hej,", "Good morning."
_GREETING: Final = re.compile(
    r"(?:hei|hei vaan|moi|moikka|terve|huomenta|päivää|iltaa|hyvää (?:huomenta|päivää|iltaa)|hej|hejsan|god (?:dag|morgon|kväll)"
    r"|hello|hi|hi there|good (?:morning|afternoon|evening))[!,.]+\s+(?=\S)",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"(?:^|\s)(?:t|terv|terveisin|yst|ystävällisin terveisin|yt|mvh|vänliga hälsningar|hälsningar|regards|best regards|br)[.,]*$",
    re.IGNORECASE,
)
_HIDDEN_TWICE: Final = re.compile(r"\[…\](?:\s+\[…\])+")
_WORD: Final = re.compile(r"[^\W\d_]+")
# How the end of a Finnish name may weaken before an ending: Mikko, Mikon; Matti, Matin; Pekka, Pekan.
_WEAKENED: Final = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
)


class Quote(msgspec.Struct, frozen=True):
    """Words as they were said; `cut` where more follows, `by` whose they are where that is not plain."""

    text: str
    cut: bool = False
    by: str = ""


def quoted(text: str, ours: Iterable[str], by: str = "", name: str = "") -> Quote | None:
    """The quote of a text, None of an empty one. Who of us is named in it is for us to ask, not to read.

    The greeting before it goes, and the signature behind it, where it is the customer's `name`.
    """
    told = _before_signature(_after_greeting(" ".join(text.split())), name)
    words = shortened(masked(told, ours))
    return Quote(words.text, words.cut, by) if words else None


def shortened(text: str, longest: int = LONGEST) -> Quote | None:
    """The text in one line, cut at a word's end where it is longer."""
    line = " ".join(text.split())
    if not line:
        return None
    if len(line) <= longest:
        return Quote(line)
    kept = line[: longest + 1].rpartition(" ")[0] or line[:longest]
    return Quote(kept.rstrip(" ,.;:–-("), cut=True)


def masked(text: str, ours: Iterable[str]) -> str:
    """The text with each capitalised word that may be a name of ours, in whatever case, hidden."""
    beginnings = _beginnings(tuple(ours))
    if not beginnings:
        return text
    hidden = _WORD.sub(
        lambda found: (
            HIDDEN if found[0][0].isupper() and found[0].casefold().startswith(beginnings) else found[0]
        ),
        text,
    )
    return _HIDDEN_TWICE.sub(HIDDEN, hidden)


@lru_cache(256)
def _beginnings(ours: tuple[str, ...]) -> tuple[str, ...]:
    """How the names of these people may begin, folded."""
    words = {word for name in ours for word in _WORD.findall(name) if len(word) > 2}
    return tuple(sorted({stem for word in words for stem in _stems(word)}))


def _stems(name: str) -> set[str]:
    word = name.casefold()
    if word.endswith("nen"):
        return {word, word[:-3] + "se"}
    if word.endswith("s") and len(word) > 3:
        return {word[:-1]}
    return {word} | {
        word[: -len(strong) - 1] + weak + word[-1] for strong, weak in _WEAKENED if word[:-1].endswith(strong)
    }


def _before_signature(text: str, name: str) -> str:
    """The text without "t. Aino Virtanen" at its end; whole where nothing else would be left."""
    if not name or not text.casefold().endswith(name.casefold()):
        return text
    before = text[: -len(name)].rstrip()
    closed = _CLOSING.sub("", before).rstrip()
    return (closed or text) if closed != before or before.endswith((".", "!", "?")) else text


def _after_greeting(text: str) -> str:
    greeting = _GREETING.match(text)
    return text[greeting.end() :] if greeting else text
