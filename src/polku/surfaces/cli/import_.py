"""`polku import`: bring files in."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from polku.intake.files.dry_run import first_readings
from polku.intake.files.found import UnreadableFile
from polku.intake.files.importing import REASONS_SHOWN, Tally, Told, import_files
from polku.intake.files.plan import Plan, plan_import
from polku.intake.files.sources import source_for_files
from polku.intake.models import Quarantined
from polku.intake.sources import WrongSource
from polku.lib.clock import now
from polku.pipeline.drain import drain
from polku.pipeline.prepare import prepare
from polku.surfaces.cli.mapping import the_reader
from polku.surfaces.cli.readings import show_readings
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.mappings.reader import Reader

DRY_ROWS = 10


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--mapping", required=True, help="How its rows are read; see `polku mapping list`.")
@click.option("--source", "slug", default="", help="The source's short name; the mapping's if not said.")
@click.option("--dry-run", is_flag=True, help="Show what the first rows become; write nothing.")
@click.option("--quiet", is_flag=True, help="No progress bar, and no report where all went well.")
def command(path: Path, mapping: str, slug: str, dry_run: bool, quiet: bool) -> None:
    """Bring in a file or folder: CSV, JSON Lines, Parquet, XES or OCEL 2.0, each also as .gz.

    A second run adds nothing, and a run that was broken off goes on where it was. A row that can't be read goes
    to quarantine, whole, with its line; the others come in.
    """
    prepare()
    reader = the_reader(mapping)
    try:
        plan = plan_import(path, reader)
        if dry_run:
            _show_first(plan, reader)
        else:
            _bring_in(plan, reader, slug or reader.name, quiet)
    except (UnreadableFile, WrongSource) as error:
        raise click.ClickException(spoken(str(error))) from error


def _show_first(plan: Plan, reader: Reader) -> None:
    zone = reader.time_zone or settings.CHOSEN["time_zone"]
    shown, notes = first_readings(plan, reader, zone, DRY_ROWS)
    show_readings(shown)
    for note in [*notes, *_left(plan)]:
        click.echo(spoken(note))
    click.echo(_("Nothing was written."))


def _bring_in(plan: Plan, reader: Reader, slug: str, quiet: bool) -> None:
    source = source_for_files(slug, reader)
    zone = source.time_zone or settings.CHOSEN["time_zone"]
    began = now()
    with _progress(plan, quiet) as told:
        tally = import_files(plan, reader, source.pk, zone, told)
    drain()
    refused = Quarantined.objects.filter(source_id=source.pk, event_id__isnull=False, received_at__gte=began)
    tally.notes += _left(plan)
    _report(tally, [(row.where, row.reason) for row in refused[:REASONS_SHOWN]], refused.count(), quiet)
    if tally.faults:
        sys.exit(1)


def _progress(plan: Plan, quiet: bool) -> AbstractContextManager[Told]:
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        return nullcontext(lambda read: None)
    return _Bar(console, plan.size)


class _Bar(AbstractContextManager[Told]):
    """A progress bar by the bytes of the files."""

    def __init__(self, console: Console, size: int) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task(_("Importing"), total=size)

    def __enter__(self) -> Told:
        self._bar.start()
        return lambda read: self._bar.update(self._task, completed=read)

    def __exit__(self, *raised: object) -> None:
        self._bar.stop()


def _left(plan: Plan) -> list[str]:
    return [_("Not read by this mapping: %(files)s") % {"files": ", ".join(plan.left)}] if plan.left else []


def _report(tally: Tally, refused: list[tuple[str, str]], refusals: int, quiet: bool) -> None:
    for fault in tally.faults:
        click.echo(
            _("Not read to its end: %(fault)s. What came before it is in.") % {"fault": fault}, err=True
        )
    quarantined = tally.quarantined + refusals
    if quiet and not quarantined and not tally.doubtful:
        return
    click.echo(
        ngettext(
            "%(rows)s row: %(added)s added, %(known)s known already, %(quarantined)s in quarantine",
            "%(rows)s rows: %(added)s added, %(known)s known already, %(quarantined)s in quarantine",
            tally.rows,
        )
        % {
            "rows": f"{tally.rows:,}",
            "added": f"{tally.added:,}",
            "known": f"{tally.known + tally.resumed:,}",
            "quarantined": f"{quarantined:,}",
        }
    )
    if tally.doubtful:
        click.echo(
            ngettext(
                "%(count)s row is in with a fault that needs a look",
                "%(count)s rows are in with a fault that needs a look",
                tally.doubtful,
            )
            % {"count": f"{tally.doubtful:,}"}
        )
    for where, reason in [*tally.reasons, *refused][:REASONS_SHOWN]:
        click.echo(f"  {where}: {spoken(reason)}")
    if quarantined or tally.doubtful:
        click.echo(_("See them all: polku quarantine list"))
    if quarantined and quarantined == tally.rows:
        click.echo(_("No row could be read. Are its columns named otherwise? See: polku mapping guess FILE"))
    for note in tally.notes:
        click.echo(spoken(note))
