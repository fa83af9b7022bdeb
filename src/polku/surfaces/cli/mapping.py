"""`polku mapping`: how sources' events are read."""

from pathlib import Path
from typing import Any

import click
import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from polku.lib.clock import now
from polku.pipeline.prepare import prepare
from polku.surfaces.cli.declared import tell_versions, text_of
from polku.surfaces.cli.mapping_guess import guess
from polku.surfaces.cli.readings import show_reading
from polku.surfaces.words.reasons.spoken import at_their_lines
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.load import NoSuchMapping, names, reader, text
from polku.touchpoints.mappings.reader import Reader, Told
from polku.touchpoints.mappings.save import save_compiled, versions
from polku.touchpoints.mappings.wrong import WrongMapping
from polku.touchpoints.reading import Unreadable


def the_reader(name: str) -> Reader:
    """The mapping of that name; a clean error where there is none, or where it does not hold."""
    try:
        return reader(name)
    except NoSuchMapping as error:
        raise click.ClickException(str(error)) from error
    except WrongMapping as wrong:
        raise click.ClickException(
            _("The mapping %(name)s does not hold:\n") % {"name": name} + at_their_lines(wrong.problems)
        ) from wrong


@click.group("mapping")
def command() -> None:
    """Check, apply, try and guess mappings: how sources' events are read."""


command.add_command(guess)


@command.command("list")
def list_() -> None:
    """List the mappings there are."""
    prepare()
    for name in names():
        found = the_reader(name)
        click.echo(f"{name:16} {', '.join(sorted(found.forms)):12} {found.title}")


@command.command("show")
@click.argument("name")
def show(name: str) -> None:
    """Write the YAML of the mapping NAME, as it is in force, to the standard output."""
    prepare()
    try:
        click.echo(text(name), nl=False)
    except NoSuchMapping as error:
        raise click.ClickException(str(error)) from error


command.add_command(show, "export")  # as `polku journey export`


@command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check the mapping in FILE; every fault is told with its line. Nothing is saved."""
    found = _from_file(file)
    click.echo(_("%(file)s holds: the mapping %(name)s.") % {"file": file, "name": found.name})


@command.command("apply")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def apply(file: Path) -> None:
    """Put the mapping in FILE in force for new events, as a new version of the mapping it names.

    What is in the log already is read with it by `polku rebuild`.
    """
    prepare()
    found = _from_file(file)
    save_compiled(found, text_of(file))
    click.echo(
        _("In force for new events: %(mapping)s. Older ones are read with it by: polku rebuild")
        % {"mapping": f"{found.name}, {found.title}"}
    )


@command.command("history")
@click.argument("name")
def history(name: str) -> None:
    """List the versions of the mapping NAME that were saved: when, and by whom."""
    prepare()
    the_reader(name)
    tell_versions(found := versions(name))
    if not found:
        click.echo(_("The mapping %(name)s is in force as it comes with Polku.") % {"name": name})


@command.command("try")
@click.argument("event", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--mapping", "mapping", required=True, help="A mapping's name, or a YAML file.")
@click.option("--form", default="", help="segment, cloudevents, row or xes, where the mapping reads several.")
def try_(event: str, mapping: str, form: str) -> None:
    """Show what the mapping makes of the EVENT in a JSON file; - reads it from the standard input."""
    prepare()
    found = _from_file(Path(mapping)) if Path(mapping).suffix in {".yaml", ".yml"} else the_reader(mapping)
    body = _body(click.open_file(event, "rb").read())
    try:
        reading = found.read(_told(found, body, form or _only_form(found)))
    except Unreadable as unreadable:
        where = f" ({unreadable.where})" if unreadable.where else ""
        raise click.ClickException(f"{unreadable.reason}{where}") from unreadable
    show_reading(reading)
    if not reading.references:
        raise click.ClickException(_("It names nobody: it would go to quarantine."))


def _from_file(file: Path) -> Reader:
    try:
        return compile_mapping(text_of(file))
    except WrongMapping as wrong:
        raise click.ClickException(f"{file}:\n{at_their_lines(wrong.problems)}") from wrong


def _body(raw: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(raw, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise click.ClickException(
            _("The event is not a JSON object: %(error)s") % {"error": error}
        ) from error


def _only_form(found: Reader) -> str:
    if len(found.forms) > 1:
        raise click.ClickException(
            _("Say which --form: %(forms)s") % {"forms": ", ".join(sorted(found.forms))}
        )
    return next(iter(found.forms))


def _told(found: Reader, body: dict[str, Any], form: str) -> Told:
    """The event as the log would tell it; a bare row or XES event is wrapped as the importer does."""
    zone = settings.CHOSEN["time_zone"]
    if form == "row" and "row" not in body:
        body = {"table": next(iter(found.tables), ""), "row": body}
    moment = found.moment(body, zone)
    return Told(form, body, bytes(16), now() if moment is None else moment, 0, zone)
