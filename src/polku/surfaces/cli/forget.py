"""`polku forget`: erase one customer everywhere, leaving counts only."""

import getpass

import click
from django.utils.translation import gettext as _

from polku.pipeline.forget import forget, what_will_go
from polku.pipeline.prepare import prepare
from polku.pipeline.subject import known_subject
from polku.privacy.remains import RemainsOnDisk, clear_remains
from polku.surfaces.cli.named import the_customer


@click.command("forget")
@click.argument("identifier", required=False)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--sweep", is_flag=True, help="Only clear the files of what was erased before.")
def command(identifier: str | None, yes: bool, sweep: bool) -> None:
    """Forget one customer: erase them from the log, quarantine, the path and search.

    Runs while Polku serves. Backups made before still hold the customer: see docs/do/forget-a-person.md.
    """
    prepare()
    if sweep:
        _sweep()
        return
    if not identifier:
        raise click.UsageError(_("Say whom: polku forget IDENTIFIER"))
    found = the_customer(identifier)
    subject = known_subject(found.pk)
    click.echo(_("%(name)s (%(id)d): this will be erased for good.") % {"name": found.name, "id": found.pk})
    _tell(what_will_go(subject))
    if not yes and not click.confirm(_("Forget this customer?")):
        raise click.Abort
    try:
        forgotten = forget(found.pk, by=getpass.getuser())
    except RemainsOnDisk as error:
        raise click.ClickException(_("Erased, but %(why)s") % {"why": error}) from error
    click.echo(_("Erased:"))
    _tell(forgotten.own)
    if forgotten.others:
        click.echo(_("Taken out of what others told:"))
        _tell(forgotten.others)


def _sweep() -> None:
    try:
        clear_remains()
    except RemainsOnDisk as error:
        raise click.ClickException(str(error)) from error
    click.echo(_("The files hold nothing of what was erased."))


def _tell(counts: dict[str, int]) -> None:
    for name, count in counts.items():
        click.echo(f"  {name:16} {count:>8}")
