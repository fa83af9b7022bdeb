"""`polku export-customer`: everything held on one customer, for them to have."""

import json
import os
from pathlib import Path

import click
from django.utils.translation import gettext as _

from polku.pipeline.prepare import prepare
from polku.pipeline.subject import known_subject
from polku.privacy import looks
from polku.privacy.export import everything_held
from polku.surfaces.cli.named import the_customer


@click.command("export-customer")
@click.argument("identifier")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def command(identifier: str, output: Path | None) -> None:
    """Hand over everything held on one customer, as JSON."""
    prepare()
    found = the_customer(identifier)
    looks.record(None, found.pk, "cli:export-customer")
    told = json.dumps(everything_held(known_subject(found.pk)), indent=2, ensure_ascii=False)
    if output is None:
        click.echo(told)
        return
    try:
        with open(output, "w", encoding="utf-8", opener=_private) as file:
            file.write(told + "\n")
    except OSError as error:
        raise click.ClickException(
            _("%(file)s can't be written: %(why)s") % {"file": output, "why": error.strerror}
        ) from error
    click.echo(_("Written: %(file)s") % {"file": output}, err=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
