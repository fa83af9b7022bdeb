"""`polku quarantine`: what could not be read, and sending it again."""

import json
from pathlib import Path

import click
from django.utils.translation import gettext as _

from polku.intake import quarantine
from polku.intake.models import Quarantined
from polku.intake.quarantine import CannotReplay
from polku.intake.sources import WrongSource, find_source
from polku.lib.clock import to_text
from polku.pipeline.prepare import prepare
from polku.surfaces.words.reasons.spoken import spoken


def _found(number: int) -> Quarantined:
    prepare()
    refused = Quarantined.objects.filter(pk=number).first()
    if refused is None:
        raise click.ClickException(f"There is no number {number} in quarantine. See: polku quarantine list")
    return refused


@click.group("quarantine")
def command() -> None:
    """Look at what could not be read, mend it, send it again."""


@command.command("list")
@click.option(
    "--state", default="waiting", show_default=True, help="waiting, asked, replayed, dismissed or all."
)
@click.option("--source", default="", help="Only what this source told.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def show_list(state: str, source: str, limit: int, as_json: bool) -> None:
    """List it, newest first."""
    prepare()
    try:
        source_id = find_source(source).pk if source else None
    except WrongSource as wrong:
        raise click.ClickException(str(wrong)) from wrong
    for refused in quarantine.listed("" if state == "all" else state, source_id, None, limit):
        click.echo(json.dumps(_shown(refused)) if as_json else _line(refused))


def _line(refused: Quarantined) -> str:
    where = f"{refused.where}: " if refused.where else ""
    return f"{refused.pk:6} {to_text(refused.received_at)[:19]} {refused.form:14} {refused.state:9} {where}{spoken(refused.reason)}"


def _shown(refused: Quarantined) -> dict[str, object]:
    return {
        "id": refused.pk,
        "source_id": refused.source_id,
        "form": refused.form,
        "state": refused.state,
        "received_at": to_text(refused.received_at),
        "where": refused.where,
        "reason": refused.reason,
        "event_id": refused.event_id,
    }


@command.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """Show NUMBER whole: why it is here, and what was told."""
    refused = _found(number)
    click.echo(_line(refused))
    click.echo()
    click.echo(quarantine.text_of(refused))


@command.command("replay")
@click.argument("number", type=int, required=False)
@click.option("--body", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The mended text.")
@click.option("--all", "everything", is_flag=True, help="Everything that waits.")
def replay(number: int | None, body: Path | None, everything: bool) -> None:
    """Send NUMBER through its door again, as it is or mended."""
    if everything == (number is not None):
        raise click.UsageError("Say either a number or --all.")
    if number is not None:
        refused = _found(number)
        try:
            mended = None if body is None else body.read_text("utf-8")
            click.echo(_outcome(quarantine.replay(refused, mended)))
        except (CannotReplay, UnicodeDecodeError) as error:
            raise click.ClickException(f"{number}: {spoken(str(error))}") from error
        return
    prepare()
    _replay_all()


def _replay_all() -> None:
    before: int | None = None
    while page := quarantine.listed("waiting", None, before, 200):
        before = page[-1].pk
        for refused in page:
            try:
                click.echo(f"{refused.pk}: {_outcome(quarantine.replay(refused))}")
            except CannotReplay as error:
                click.echo(f"{refused.pk}: {spoken(str(error))}")


def _outcome(replayed: quarantine.Replayed) -> str:
    if replayed.asked:
        return _("asked: the worker reads it again in a moment")
    counts = {"added": replayed.added, "known": replayed.known, "refused": len(replayed.problems)}
    return _("%(added)d added, %(known)d known before, %(refused)d still refused") % counts


@command.command("dismiss")
@click.argument("numbers", type=int, nargs=-1, required=True)
def dismiss(numbers: tuple[int, ...]) -> None:
    """Say that NUMBERS need no reading."""
    for number in numbers:
        quarantine.dismiss(_found(number))
