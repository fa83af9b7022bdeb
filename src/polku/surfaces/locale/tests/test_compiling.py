"""`.mo` files as gettext reads them, made without gettext's tools."""

import gettext
import os
from io import BytesIO
from pathlib import Path

from polku.surfaces.locale.catalog import entries
from polku.surfaces.locale.compiling import compile_stale, compiled

TOLD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Save"
msgstr "Tallenna"

msgctxt "promise"
msgid "Kept"
msgstr "Pidetty"

#, python-format
msgid "%(n)d day"
msgid_plural "%(n)d days"
msgstr[0] "%(n)d päivä"
msgstr[1] "%(n)d päivää"

msgid ""
"in two "
"lines\n"
msgstr ""
"kahdella "
"\"rivillä\"\n"

#, fuzzy
msgid "Guess"
msgstr "Arvaus"

msgid "Nothing"
msgstr ""
"""


def folder_with(tmp_path: Path) -> Path:
    source = tmp_path / "fi" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(TOLD.lstrip(), "utf-8")
    return source


def test_gettext_reads_what_was_made(tmp_path: Path) -> None:
    read = gettext.GNUTranslations(BytesIO(compiled(entries(folder_with(tmp_path)))))
    assert read.gettext("Save") == "Tallenna"
    assert read.pgettext("promise", "Kept") == "Pidetty"
    assert [read.ngettext("%(n)d day", "%(n)d days", n) % {"n": n} for n in (1, 2)] == ["1 päivä", "2 päivää"]
    assert read.gettext("in two lines\n") == 'kahdella "rivillä"\n'


def test_guesses_and_gaps_stay_english(tmp_path: Path) -> None:
    read = gettext.GNUTranslations(BytesIO(compiled(entries(folder_with(tmp_path)))))
    assert read.gettext("Guess") == "Guess"
    assert read.gettext("Nothing") == "Nothing"


def test_only_what_is_older_than_its_source_is_made(tmp_path: Path) -> None:
    source = folder_with(tmp_path)
    made = source.with_suffix(".mo")
    assert compile_stale(tmp_path) == [made]
    assert compile_stale(tmp_path) == []
    os.utime(source, ns=(0, made.stat().st_mtime_ns + 10**9))
    assert compile_stale(tmp_path) == [made]
