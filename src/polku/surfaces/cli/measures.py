"""`polku measures`: the catalogue."""

import click

from polku.lenses.catalog import MEASURES


@click.command("measures")
def command() -> None:
    """List the measures there are, with the question each answers."""
    for measure in MEASURES.values():
        click.echo(f"{measure.name:12} {measure.question}")
