"""`polku rebuild`: read the whole log again."""

import click
from django.utils.translation import gettext as _
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from polku.engine import engine
from polku.lib.configuration import WrongSetting
from polku.pipeline import rebuild
from polku.pipeline.prepare import prepare


@click.command("rebuild")
@click.option("--engine", "engine_only", is_flag=True, help="Only make the engine's copy anew; nothing is read again.")  # fmt: skip
def command(engine_only: bool) -> None:
    """Read the log again with the mappings of today.

    What comes out equals having had them from the start. While it runs, doors and pages stay open, and pages
    show what has been read so far.
    """
    try:
        prepare()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if engine_only:
        engine.rebuild()
    else:
        _read_again()
    click.echo(_("Done."))


def _read_again() -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as bar:
        task = bar.add_task(_("Reading the log again"), total=None)

        def show(position: int, end: int) -> None:
            bar.update(task, completed=position, total=end)

        rebuild.rebuild(show)
