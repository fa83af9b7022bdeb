"""`polku token`: personal tokens by which programs use the API."""

import click
from django.utils.translation import gettext as _

from polku.pipeline.prepare import prepare
from polku.workspace.models import Person
from polku.workspace.tokens import ApiToken, make_token, revoke


@click.group("token")
def command() -> None:
    """Manage the tokens by which programs use the API."""


@command.command("add")
@click.argument("person")
@click.option("--label", default="", help="What it is for.")
def add(person: str, label: str) -> None:
    """Make a token with which a program may do what PERSON may; it is shown once."""
    prepare()
    token = make_token(_person(person), label)
    click.echo(_("Send it as a header; it is shown once:"), err=True)
    click.echo(token)


@command.command("list")
def show() -> None:
    """List the tokens, by whose they are."""
    prepare()
    for token in ApiToken.objects.select_related("person").order_by("person__username", "pk"):
        state = _("revoked") if token.revoked_at else ""
        click.echo(f"{token.starts:16} {token.person.username:20} {token.label} {state}".rstrip())


@command.command("revoke")
@click.argument("beginning")
def close(beginning: str) -> None:
    """Revoke the token that begins with BEGINNING (see: polku token list)."""
    prepare()
    found = list(ApiToken.objects.filter(revoked_at=None)) if beginning else []
    meant = [
        token for token in found if token.starts.startswith(beginning) or beginning.startswith(token.starts)
    ]
    if len(meant) != 1:
        raise click.ClickException(
            _("%(count)d tokens in force begin so. See: polku token list") % {"count": len(meant)}
        )
    revoke(meant[0])
    click.echo(_("Revoked: %(token)s…") % {"token": meant[0].starts})


def _person(name: str) -> Person:
    person = Person.objects.filter(username=name).first()
    if person is None:
        raise click.ClickException(
            _("There is nobody called %(name)r. See: polku person list") % {"name": name}
        )
    return person
