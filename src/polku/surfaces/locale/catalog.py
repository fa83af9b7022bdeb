"""Reads gettext's `.po` files. Only the standard library: the build imports this before anything is installed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

CONTEXT_END: Final = "\x04"
PLURAL_END: Final = "\0"


@dataclass
class Entry:
    """One message: what it is looked up by, and its translations (several where it has plurals)."""

    line: int = 0
    fuzzy: bool = False
    context: str | None = None
    message: str = ""
    plural: str | None = None
    translations: dict[int, str] = field(default_factory=dict)

    @property
    def is_translated(self) -> bool:
        """Whether every form is there and none is a guess."""
        return not self.fuzzy and bool(self.translations) and all(self.translations.values())

    @property
    def key(self) -> str:
        """The message as `.mo` files look it up."""
        context = "" if self.context is None else self.context + CONTEXT_END
        plural = "" if self.plural is None else PLURAL_END + self.plural
        return context + self.message + plural

    @property
    def value(self) -> str:
        """The translations as `.mo` files hold them."""
        return PLURAL_END.join(text for _, text in sorted(self.translations.items()))


def entries(path: Path) -> Iterator[Entry]:
    """Every message of a `.po` file in its order; the first, without a message, is the file's header."""
    entry, part = Entry(), ""
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], 1):
        if line.startswith("#"):
            entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
        elif line.strip():
            part, text = _told(line, part)
            _add(entry, part, text)
            entry.line = entry.line or number
        elif entry.line:
            yield entry
            entry, part = Entry(), ""


def _told(line: str, part: str) -> tuple[str, str]:
    """Which part a line belongs to, and its text; a line of text alone goes on with the part before."""
    keyword, _, rest = line.partition(" ")
    if keyword.startswith('"'):
        return part, str(ast.literal_eval(line))
    return keyword, str(ast.literal_eval(rest))


def _add(entry: Entry, part: str, text: str) -> None:
    if part == "msgctxt":
        entry.context = (entry.context or "") + text
    elif part == "msgid":
        entry.message += text
    elif part == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    else:  # msgstr, or msgstr[n]
        number = int(part[len("msgstr[") : -1]) if "[" in part else 0
        entry.translations[number] = entry.translations.get(number, "") + text
