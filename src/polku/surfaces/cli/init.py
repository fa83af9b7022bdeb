"""`polku init`: the data folder and its tables, made or brought up to date."""

import click
from django.conf import settings
from django.utils.translation import gettext as _

from polku.pipeline.prepare import prepare


@click.command("init")
def command() -> None:
    """Create the data folder, or bring its tables up to date; every other command does so by itself."""
    prepare()
    click.echo(_("Ready: %(folder)s") % {"folder": settings.HOME})
