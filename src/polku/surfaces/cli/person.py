"""`polku person`: who may sign in."""

import json
import sys

import click
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from polku.pipeline.prepare import prepare
from polku.workspace.first import new_password
from polku.workspace.models import Person, Role, Team

ROLES = click.Choice([role.value for role in Role])
PASSWORD_STDIN = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of making one."
)


@click.group("person")
def command() -> None:
    """Manage the people who sign in."""


@command.command("add")
@click.argument("name")
@click.option(
    "--role", type=ROLES, default=Role.SEES_CUSTOMERS.value, show_default=True, help="What they may do."
)
@click.option("--full-name", default="", help="As colleagues know them.")
@click.option("--email", default="", help="Where they read mail.")
@click.option("--team", default="", help="Their team; made if there is none of that name.")
@PASSWORD_STDIN
def add(name: str, role: str, full_name: str, email: str, team: str, password_stdin: bool) -> None:
    """Add a person who signs in as NAME; their password is made and shown once."""
    prepare()
    if Person.objects.filter(username=name).exists():
        raise click.ClickException(f"There is a person {name!r} already. See: polku person list")
    first, _space, last = full_name.partition(" ")
    person = Person(username=name, role=role, first_name=first, last_name=last, email=email)
    _check(person)
    password = _password(person, password_stdin)
    if team:
        person.team, _made = Team.objects.get_or_create(name=team)
    person.save()
    _tell(name, password, password_stdin)


@command.command("password")
@click.argument("name")
@PASSWORD_STDIN
def password(name: str, password_stdin: bool) -> None:
    """Give NAME a new password; where they are signed in, they are signed out."""
    prepare()
    person = _find(name)
    new = _password(person, password_stdin)
    person.save()
    _tell(name, new, password_stdin)


@command.command("role")
@click.argument("name")
@click.argument("role", type=ROLES)
def role(name: str, role: str) -> None:
    """Let NAME do what ROLE may."""
    prepare()
    person = _find(name)
    person.role = role
    person.save(update_fields=["role"])
    click.echo(f"{name}: {role}")


@command.command("close")
@click.argument("name")
def close(name: str) -> None:
    """Close the account of NAME: no more signing in; what they did stays under their name."""
    prepare()
    person = _find(name)
    person.is_active = False
    person.save(update_fields=["is_active"])
    click.echo(_("Closed: %(name)s") % {"name": name})


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def show(as_json: bool) -> None:
    """List the people."""
    prepare()
    lines = [_line(person) for person in Person.objects.select_related("team").order_by("username")]
    if as_json:
        click.echo(json.dumps(lines, indent=2))
        return
    if not lines:
        click.echo(_("Nobody yet. Add somebody with: polku person add NAME --role administers"))
    for line in lines:
        state = "" if line["open"] else _("closed")
        click.echo(
            f"{line['name']:20} {line['role']:16} {line['full_name']:24} {line['team']:16} {state}".rstrip()
        )


def _line(person: Person) -> dict[str, str | bool]:
    return {
        "name": person.username,
        "full_name": person.get_full_name(),
        "role": person.role,
        "team": person.team.name if person.team else "",
        "open": person.is_active,
    }


def _find(name: str) -> Person:
    person = Person.objects.filter(username=name).first()
    if person is None:
        raise click.ClickException(f"There is nobody called {name!r}. See: polku person list")
    return person


def _password(person: Person, from_stdin: bool) -> str:
    """Set a password, made or read; refused where it is too weak."""
    chosen = sys.stdin.readline().rstrip("\n") if from_stdin else new_password()
    try:
        validate_password(chosen, person)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    person.set_password(chosen)
    return chosen


def _check(person: Person) -> None:
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error


def _tell(name: str, password: str, from_stdin: bool) -> None:
    if from_stdin:
        click.echo(_("%(name)s can sign in.") % {"name": name})
        return
    click.echo(_("%(name)s can sign in with this password, shown once:") % {"name": name})
    click.echo(f"\n  {password}\n")
