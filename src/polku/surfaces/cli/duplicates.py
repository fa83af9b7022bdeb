"""`polku duplicates`: look for customers who are probably one, and ask about them."""

import json

import click
import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from polku.identity.suggest.asking import show_step
from polku.identity.suggest.model import THRESHOLD
from polku.identity.suggest.run import Found, suggest
from polku.lib.configuration import WrongSetting
from polku.pipeline.prepare import prepare
from polku.surfaces.words.comparing import STEPS


@click.group("duplicates", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Look for customers who are probably one person."""
    if context.invoked_subcommand is None:
        context.invoke(run)


@command.command("run")
@click.option("--json", "as_json", is_flag=True, help="Say what came of it as one JSON object.")
def run(as_json: bool = False) -> None:
    """Compare all known persons and ask about the likely pairs.

    Nothing is joined: the questions stand on the page Duplicates until somebody answers. Running again
    brings them up to date; pairs that somebody said to be two are left alone.
    """
    try:
        prepare()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(step: str) -> None:
            show_step(step)
            bar.update(task, description=str(STEPS[step]))

        found = suggest(show)
    click.echo(json.dumps(_counts(found)) if as_json else _words(found))


def _counts(found: Found) -> dict[str, object]:
    return {
        "people": found.compared.people,
        "learnt": found.compared.learnt,
        "threshold": THRESHOLD,
        "likely_pairs": len(found.compared.likely),
        "passed_over": found.compared.passed_over,
        **msgspec.to_builtins(found.asked),
    }


def _words(found: Found) -> str:
    people, asked = found.compared.people, found.asked
    lines = [
        ngettext("%(n)d person compared.", "%(n)d people compared.", people) % {"n": people},
        _(
            "%(new)d new questions, %(standing)d asked already, %(answered)d answered before, "
            "%(taken_back)d taken back."
        )
        % msgspec.to_builtins(asked),
    ]
    if not found.compared.learnt:
        lines.append(_("Too few to learn from: the shipped weights were used as they stand."))
    for block in found.compared.passed_over:
        lines.append(_("Too many agree on %(fields)s to compare them all.") % {"fields": block})
    if asked.new or asked.standing:
        lines.append(_("They stand on the page Duplicates."))
    return "\n".join(lines)
