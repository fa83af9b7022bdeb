"""`polku restore`: put a backup in the place of what is there, also while Polku serves."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from polku.pipeline.archive import WrongArchive
from polku.pipeline.backup import CannotBackUp
from polku.pipeline.restore import CannotRestore, restore


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the events that are there already.")
def command(file: Path, force: bool) -> None:
    """Restore everything from FILE, a backup; also while Polku serves.

    What was told since the backup is gone afterwards. Whom we forgot since stays forgotten.
    """
    try:
        manifest, doubtful = restore(file, force)
    except (CannotRestore, WrongArchive, CannotBackUp) as error:
        raise click.ClickException(f"{error}.") from error
    click.echo(_("Restored as of %(moment)s:") % {"moment": manifest.made_at})
    for name, count in manifest.counts.items():
        click.echo(f"  {name:14} {count:>10}")
    if doubtful:
        told = {"count": doubtful}
        click.echo(
            _("%(count)d customers lost events that were erased since: look at them again.") % told, err=True
        )
