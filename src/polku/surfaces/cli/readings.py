"""Readings as people read them on a terminal."""

from typing import Any

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from polku.intake.files.dry_run import Shown
from polku.lib.clock import to_text
from polku.lib.money import to_decimal
from polku.surfaces.words.reasons.spoken import spoken
from polku.timeline.interaction import Interaction
from polku.touchpoints.reading import Reading


def show_readings(shown: list[Shown]) -> None:
    """A table of rows and what they become."""
    table = Table(_("row"), _("who"), _("when"), _("what"), _("where"), _("details"))
    for row in shown:
        if row.reading is None or row.reason:
            table.add_row(row.where, "", "", _("quarantine"), "", spoken(row.reason))
            continue
        who = "\n".join(f"{ref.namespace}: {ref.value}" for ref in row.reading.references)
        for interaction in row.reading.interactions:
            table.add_row(
                row.where,
                who,
                to_text(interaction.occurred_at),
                f"{interaction.side} {interaction.kind}",
                f"{interaction.touchpoint} ({interaction.channel})",
                _details(interaction),
            )
            who = ""
        if not row.reading.interactions:
            table.add_row(row.where, who, "", _("(nothing happened)"), "", ", ".join(row.reading.traits))
        for doubt in row.doubts:
            table.add_row("", "", "", _("doubt"), "", spoken(doubt))
    Console().print(table)


def show_reading(reading: Reading) -> None:
    """One reading, line by line."""
    for reference in reading.references:
        click.echo(f"{reference.entity} {reference.namespace}: {reference.value} ({reference.policy})")
    _show_facts(_("known of the person"), reading.traits)
    _show_facts(_("known of the organisation"), reading.organisation_traits)
    for interaction in reading.interactions:
        where = f"{interaction.touchpoint} ({interaction.channel})"
        click.echo(f"{to_text(interaction.occurred_at)}  {interaction.side} {interaction.kind}  {where}")
        if details := _details(interaction):
            click.echo(f"    {details}")
    if not reading.interactions:
        click.echo(_("No interaction."))


def _show_facts(heading: str, facts: dict[str, Any]) -> None:
    if facts:
        click.echo(f"{heading}: " + ", ".join(f"{name} = {value}" for name, value in facts.items()))


def _details(interaction: Interaction) -> str:
    parts = [
        f"{name}: {value}"
        for name in ("subject", "about", "thread", "actor", "to", "pledge", "outcome", "text")
        if (value := getattr(interaction, name))
    ]
    if interaction.amount is not None:
        parts.append(f"amount: {to_decimal(interaction.amount, interaction.currency)} {interaction.currency}")
    if interaction.due_at is not None:
        parts.append(f"due: {to_text(interaction.due_at)}")
    if interaction.rating is not None:
        parts.append(
            f"rating: {interaction.rating:g} of {interaction.rating_low:g} to {interaction.rating_high:g}"
        )
    parts += ["automatic"] if interaction.automatic else []
    return "; ".join(parts)
