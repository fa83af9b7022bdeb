"""`polku journey`: the stages, touchpoints and owners of the customers' path, as YAML."""

from pathlib import Path

import click
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polku.pipeline.prepare import prepare
from polku.surfaces.cli.declared import tell_versions, text_of
from polku.surfaces.words.places import channel_words
from polku.surfaces.words.reasons.spoken import at_their_lines
from polku.surfaces.words.walks import walk_words
from polku.touchpoints.journeys import load
from polku.touchpoints.journeys.compile import compile_journey
from polku.touchpoints.journeys.journey import Journey, said
from polku.touchpoints.journeys.load import NoSuchJourney
from polku.touchpoints.journeys.save import hold_against_others, retire_journey, save_journey, versions
from polku.touchpoints.journeys.wrong import WrongJourney


@click.group("journey")
def command() -> None:
    """Declare journeys: stages, touchpoints, who answers for them, what should come next."""


@command.command("list")
def list_() -> None:
    """List the journeys in force, and the templates to begin with."""
    prepare()
    for journey in load.journeys():
        click.echo(f"{journey.name:24} {_in_short(journey)}")
    if not load.names():
        click.echo(
            _("No journey is in force yet. Begin with a template: polku journey export NAME > ours.yaml")
        )
    click.echo(_("Templates: %(names)s") % {"names": ", ".join(load.template_names())})


@command.command("show")
@click.argument("name")
def show(name: str) -> None:
    """Show the journey or template NAME: its stages, touchpoints, owners and next steps."""
    prepare()
    journey = compile_journey(_text(name))
    language = get_language() or ""
    click.echo(_in_short(journey))
    for stage in journey.stages:
        click.echo(f"\n{said(stage.title, language)}")
        for one in stage.touchpoints:
            line = f"  {one.name:22} {channel_words(one.channel):12} {one.owner:24} {' '.join(one.expects)}"
            click.echo(line.rstrip())


@command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check the journey in FILE; every fault is told with its line. Nothing is saved."""
    prepare()
    try:
        journey = hold_against_others(text_of(file))
    except WrongJourney as wrong:
        raise click.ClickException(f"{file}:\n{at_their_lines(wrong.problems)}") from wrong
    click.echo(_("%(file)s holds: the journey %(name)s.") % {"file": file, "name": journey.name})
    if not journey.ends:
        click.echo(
            _(
                "Hint: it names no end (`ends`). Who goes all the way and is not seen again will count as having left"
                " in its last stage; so it is meant where the path ends only when the customer leaves."
            )
        )


@command.command("apply")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def apply(file: Path) -> None:
    """Put the journey in FILE in force, as a new version of the journey it names."""
    prepare()
    try:
        journey = save_journey(text_of(file))
    except WrongJourney as wrong:
        raise click.ClickException(f"{file}:\n{at_their_lines(wrong.problems)}") from wrong
    click.echo(_("In force: %(journey)s") % {"journey": f"{journey.name}, {_in_short(journey)}"})


@command.command("export")
@click.argument("name")
def export(name: str) -> None:
    """Write the YAML of the journey NAME, or of the template of that name, to the standard output."""
    prepare()
    click.echo(_text(name), nl=False)


@command.command("history")
@click.argument("name")
def history(name: str) -> None:
    """List the versions of the journey NAME: when, and by whom."""
    prepare()
    found = versions(name)
    if not found:
        raise click.ClickException(_("The journey %(name)s has no versions.") % {"name": repr(name)})
    tell_versions(found)


@command.command("retire")
@click.argument("name")
def retire(name: str) -> None:
    """Take the journey NAME off the map; its versions stay, and any can be put in force again."""
    prepare()
    try:
        retire_journey(name)
    except NoSuchJourney as error:
        raise click.ClickException(str(error)) from error
    click.echo(_("Retired: %(name)s") % {"name": name})


def _text(name: str) -> str:
    """What is in force, else the template."""
    try:
        return load.text(name)
    except NoSuchJourney as error:
        if name in load.template_names():
            return load.template(name)
        templates = _("Templates: %(names)s") % {"names": ", ".join(load.template_names())}
        raise click.ClickException(f"{error} {templates}") from error


def _in_short(journey: Journey) -> str:
    counted = _("%(title)s: %(stages)d stages, %(touchpoints)d touchpoints.") % {
        "title": said(journey.title, get_language() or ""),
        "stages": len(journey.stages),
        "touchpoints": len(journey.touchpoints),
    }
    return f"{counted} {walk_words(journey.per)}"
