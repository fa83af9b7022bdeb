"""What an upload would become: the guess, its mapping, and the first rows read with it. Writes nothing."""

from collections import Counter
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings
from django.utils import timezone

from polku.intake.files.dry_run import Shown, first_readings
from polku.intake.files.opened import stem
from polku.intake.files.plan import plan_import
from polku.intake.models import Upload
from polku.intake.uploads.accept import free_name
from polku.intake.uploads.place import path_of
from polku.intake.uploads.receive import first_rows
from polku.surfaces.web.pages.imports.choosing import Chosen
from polku.surfaces.words.guesses import role_words, why
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.guess.columns import ColumnGuess
from polku.touchpoints.mappings.guess.whole import Choices, Guess, guess_table
from polku.touchpoints.mappings.guess.write import mapping_of, name_for
from polku.touchpoints.mappings.reader import Reader

ROWS: Final = 200  # looked at
_SHOWN: Final = 5


class Looked(msgspec.Struct, frozen=True):
    """`sound` of `looked` rows can be read; `reasons` say why others can't: (reason, how many, where first)."""

    guess: Guess
    called: str
    name: str
    text: str
    shown: list[Shown]
    sound: int
    looked: int
    reasons: list[tuple[str, int, str]]
    notes: list[str]


def look(upload: Upload, chosen: Chosen, reader: Reader | None = None) -> Looked:
    """Read the first rows as guessed and chosen, or with the reader of a source that is there."""
    path = path_of(upload)
    zone = str(settings.CHOSEN["time_zone"])
    guess = guess_of(path, chosen.choices)
    called = chosen.called or stem(path).replace("_", " ").strip().capitalize()
    name = free_name(name_for(called))
    text = mapping_of(guess, name, called, _comment, timezone.localdate().isoformat())
    found = reader or compile_mapping(text)
    shown, notes = first_readings(plan_import(path, found), found, found.time_zone or zone, ROWS)
    wrong = [one for one in shown if one.reason]
    return Looked(
        guess=guess,
        called=called,
        name=name,
        text=text,
        shown=shown[:_SHOWN],
        sound=len(shown) - len(wrong),
        looked=len(shown),
        reasons=_gathered(wrong),
        notes=notes,
    )


def guess_of(path: Path, choices: Choices | None = None) -> Guess:
    """The guess about the file's first rows."""
    rows = [found.values for found in first_rows(path, ROWS) if not found.fault]
    return guess_table(stem(path), rows, str(settings.CHOSEN["time_zone"]), choices)


def _comment(guess: ColumnGuess) -> str:
    return f"{role_words(guess.role)}; {why(guess)}"


def _gathered(wrong: list[Shown]) -> list[tuple[str, int, str]]:
    """Each reason once, the most frequent first, with where it first stands."""
    counted = Counter(one.reason for one in wrong)
    first = {one.reason: one.where for one in reversed(wrong)}
    return [(reason, count, first[reason]) for reason, count in counted.most_common(_SHOWN)]
