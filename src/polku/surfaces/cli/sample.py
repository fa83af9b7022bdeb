"""`polku sample`: a small invented company in an empty Polku."""

import click
from django.utils.translation import gettext as _

from polku.lib.configuration import WrongSetting
from polku.pipeline.prepare import prepare
from polku.surfaces.sample.load import load_sample


@click.command("sample")
def command() -> None:
    """Load a small invented company, where nothing has been loaded yet."""
    try:
        prepare()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if events := load_sample():
        click.echo(
            _("Loaded a sample: the heat-pump company Tuulahdus, %(events)d events.") % {"events": events}
        )
