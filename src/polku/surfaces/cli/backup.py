"""`polku backup`: everything in one file, while Polku serves."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from polku.pipeline.backup import CannotBackUp, back_up
from polku.pipeline.prepare import prepare


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def command(file: Path, force: bool) -> None:
    """Back everything up into FILE (a .tar.gz), while Polku serves."""
    prepare()
    if file.exists() and not force:
        raise click.ClickException(_("%(file)s is there already; --force replaces it.") % {"file": file})
    try:
        manifest = back_up(file.absolute())
    except CannotBackUp as error:
        raise click.ClickException(f"{error}.") from error
    size = f"{file.stat().st_size / 1e6:.1f} MB"
    click.echo(_("Written: %(file)s (%(size)s)") % {"file": file, "size": size})
    for name, count in manifest.counts.items():
        click.echo(f"  {name:14} {count:>10}")
