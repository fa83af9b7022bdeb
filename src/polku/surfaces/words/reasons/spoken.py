"""Find the sentence behind a reason, and say it in the reader's language with the same values in it."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from polku.surfaces.words.reasons.catalogue import ALL
from polku.touchpoints.mappings.wrong import Problem

_PLACE: Final = re.compile(r"\{(\w+)\}")
_INNER: Final = "reason"  # what stands there is a sentence of its own


def spoken(reason: str) -> str:
    """The reason in the active language; as it stands where no sentence is behind it."""
    found = _sentence_behind(reason)
    if found is None:
        return reason
    sentence, values = found
    if _INNER in values:
        values = {**values, _INNER: spoken(values[_INNER])}
    return _PLACE.sub(lambda place: values[place[1]], translation.gettext(sentence))


def at_their_lines(problems: Iterable[Problem]) -> str:
    """What is wrong with a declaration, a problem a line."""
    told = _("line %(line)d: %(problem)s")
    return "\n".join(told % {"line": one.line, "problem": spoken(one.message)} for one in problems)


def _sentence_behind(reason: str) -> tuple[str, dict[str, str]] | None:
    for sentence, pattern in _patterns():
        if match := pattern.fullmatch(reason):
            return sentence, match.groupdict()
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """First what follows another sentence, then what begins with words of its own; of these, what says most."""
    return [(sentence, _pattern(sentence)) for sentence in sorted(ALL, key=_own, reverse=True)]


def _own(sentence: str) -> tuple[bool, bool, bool, int]:
    return (
        sentence.startswith("{reason}"),
        not sentence.startswith("{"),
        sentence.startswith("{name}: "),
        len(_PLACE.sub("", sentence)),
    )


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = _PLACE.split(sentence)  # text, name, text, name, … text
    told = [re.escape(part) if number % 2 == 0 else _group(part) for number, part in enumerate(parts)]
    return re.compile("".join(told), re.DOTALL)


def _group(name: str) -> str:
    return rf"(?P<{name}>[^\s:]+)" if name == "name" else rf"(?P<{name}>.+?)"
