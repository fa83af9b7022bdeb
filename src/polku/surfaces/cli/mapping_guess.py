"""`polku mapping guess`: a mapping out of a table's head and first rows."""

from itertools import islice
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from polku.intake.files.formats import form_of, parser_of
from polku.intake.files.found import UnreadableFile
from polku.intake.files.opened import opened, stem
from polku.pipeline.prepare import prepare
from polku.surfaces.words.guesses import question_words, role_words, why
from polku.surfaces.words.reasons.spoken import at_their_lines, spoken
from polku.touchpoints.mappings.guess.columns import ColumnGuess
from polku.touchpoints.mappings.guess.event_log import NoSuchColumn, event_log_mapping
from polku.touchpoints.mappings.guess.whole import Guess, Question, guess_table
from polku.touchpoints.mappings.guess.write import mapping_of, name_for
from polku.touchpoints.mappings.save import save_mapping
from polku.touchpoints.mappings.wrong import WrongMapping

ROWS = 200  # looked at


@click.command("guess")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "name", default="", help="Save it as the mapping of that name; else it is only shown.")
@click.option("--case", default="", metavar="COLUMN", help="Of an event log: the case; then also --activity and --time.")  # fmt: skip
@click.option("--activity", default="", metavar="COLUMN", help="Of an event log: what was done.")
@click.option("--time", default="", metavar="COLUMN", help="Of an event log: when.")
def guess(file: Path, name: str, case: str, activity: str, time: str) -> None:
    """Guess a mapping for the table in FILE from its head and first rows, with the reasons.

    What is not sure is told; change it in the YAML, then `polku mapping check` and `polku import --dry-run`.
    """
    prepare()
    rows = _first_rows(file)
    called = name_for(name or stem(file))
    if case or activity or time:
        _give(name, called, _event_log(called, stem(file), rows, case, activity, time))
        return
    found = guess_table(stem(file), rows, str(settings.CHOSEN["time_zone"]))
    _give(name, called, mapping_of(found, called, stem(file), _comment, timezone.localdate().isoformat()))
    for doubt in _doubts(found):
        click.echo(doubt, err=True)


def _give(name: str, called: str, text: str) -> None:
    if not name:
        click.echo(text, nl=False)
    elif called != name:
        raise click.ClickException(_("A mapping's name has small letters, digits and hyphens: %(name)s") % {"name": called})  # fmt: skip
    else:
        _save(name, text)


def _event_log(
    called: str, table: str, rows: list[dict[str, Any]], case: str, activity: str, time: str
) -> str:
    if not (case and activity and time):
        raise click.ClickException(_("An event log has three columns: give --case, --activity and --time."))
    try:
        return event_log_mapping(called, table, rows, str(settings.CHOSEN["time_zone"]), case, activity, time)
    except NoSuchColumn as wrong:
        raise click.ClickException(spoken(str(wrong))) from wrong


def _first_rows(file: Path) -> list[dict[str, Any]]:
    try:
        if form_of(file) != "row":
            raise UnreadableFile(f"{file.name} is no table: XES is read with the mapping xes")
        with opened(file) as table:
            return [found.values for found in islice(parser_of(file)(table, []), ROWS) if not found.fault]
    except UnreadableFile as error:
        raise click.ClickException(spoken(str(error))) from error


def _save(name: str, text: str) -> None:
    try:
        save_mapping(name, text)
    except WrongMapping as wrong:
        raise click.ClickException(at_their_lines(wrong.problems)) from wrong
    click.echo(_("Saved as the mapping %(name)s. Try it: polku import FILE --mapping %(name)s --dry-run") % {"name": name})  # fmt: skip


def _doubts(found: Guess) -> list[str]:
    """What a person should look at."""
    unsure = [one for one in found.columns if not one.sure]
    told = [_("Not sure: %(column)s; %(why)s") % {"column": one.column.name, "why": _comment(one)} for one in unsure]  # fmt: skip
    told += [question_words(question) for question in found.questions]
    if Question.NOBODY in found.questions:
        told.append(_("Is it an event log? Name its columns: --case, --activity, --time."))
    return told


def _comment(one: ColumnGuess) -> str:
    return f"{role_words(one.role)}; {why(one)}"
