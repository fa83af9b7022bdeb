"""`polku status`: how much there is, and how far behind the worker is."""

import json
from typing import Any

import click
from django.utils.translation import gettext as _

from polku.lib.configuration import WrongSetting
from polku.pipeline.prepare import prepare
from polku.pipeline.status import status


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def command(as_json: bool) -> None:
    """Count what there is, and say how far the worker is behind."""
    try:
        prepare()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    counts = status()
    if as_json:
        click.echo(json.dumps(counts))
        return
    for name, value in _lines(counts):
        click.echo(f"{name:24} {value:>14}")


def _lines(counts: dict[str, Any]) -> list[tuple[str, str]]:
    lines = [
        (_("events"), f"{counts['events']:,}"),
        (_("in quarantine"), f"{counts['quarantined']:,}"),
        (_("interactions"), f"{counts['interactions']:,}"),
        (_("customers"), f"{counts['customers']:,}"),
        (_("organisations"), f"{counts['organisations']:,}"),
        (_("encounters"), f"{counts['encounters']:,}"),
    ]
    lines += [
        (_("promises %(state)s") % {"state": state}, f"{count:,}")
        for state, count in counts["promises"].items()
    ]
    lines.append((_("behind, in seconds"), f"{counts['lag_seconds']:.1f}"))
    if (rebuilding := counts["rebuilding"]) is not None:
        lines.append((_("rebuilding, read so far"), f"{rebuilding['position']:,} / {rebuilding['until']:,}"))
    return lines
