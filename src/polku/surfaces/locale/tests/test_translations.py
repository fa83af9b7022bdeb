"""Finnish and Swedish are whole: nothing marked is missing, guessed or left over, and nothing is broken by it."""

import re
from functools import cache
from pathlib import Path

import pytest

from polku.surfaces.locale.catalog import Entry, entries
from polku.surfaces.locale.compiling import FOLDER
from polku.surfaces.locale.tests.extraction import Marked, marked_in

SOURCES = FOLDER.parent.parent
LANGUAGES = ["fi", "sv"]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]")
TO_MEND = "run `django-admin makemessages -l fi -l sv --no-location --no-wrap` in src/polku and translate it"


@cache
def everything_marked() -> list[tuple[Path, Marked]]:
    return list(marked_in(SOURCES))


def catalog(language: str) -> list[Entry]:
    path: Path = FOLDER / language / "LC_MESSAGES" / "django.po"
    return [entry for entry in entries(path) if entry.message]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_marked_is_in_the_catalog(language: str) -> None:
    known = {(entry.context, entry.message) for entry in catalog(language)}
    missing = [
        (str(path.relative_to(SOURCES)), text) for path, text in everything_marked() if text not in known
    ]
    assert not missing, f"{TO_MEND}: {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_and_nothing_is_a_guess(language: str) -> None:
    left = [(entry.line, entry.message) for entry in catalog(language) if not entry.is_translated]
    assert not left, f"{TO_MEND}: {left}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_over(language: str) -> None:
    marked = {text for _, text in everything_marked()}
    assert not [entry.message for entry in catalog(language) if (entry.context, entry.message) not in marked]


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_placeholders_of_their_message(language: str) -> None:
    wrong = [
        (entry.line, entry.message)
        for entry in catalog(language)
        for translation in entry.translations.values()
        if set(PLACEHOLDER.findall(translation)) != set(PLACEHOLDER.findall(entry.plural or entry.message))
    ]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_both_forms(language: str) -> None:
    plurals = [entry for entry in catalog(language) if entry.plural is not None]
    assert plurals
    assert all(set(entry.translations) == {0, 1} for entry in plurals)
