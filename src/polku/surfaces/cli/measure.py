"""`polku measure`: one measure's answer, as a table, CSV or JSON."""

import io
from typing import Any, Final

import click
import msgspec
from django.utils.translation import gettext as _
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from polku.engine.door import EngineError
from polku.lenses.asked import WrongQuestion
from polku.lenses.catalog import measure_named
from polku.lenses.measure import Answer, answer
from polku.lib.clock import DAY, MINUTE, SECOND, to_text
from polku.pipeline.prepare import prepare
from polku.surfaces.answer_csv import answer_csv, cell
from polku.surfaces.cli.which_walks import which_walks
from polku.surfaces.which_walks import WhichWalks
from polku.surfaces.words.durations import duration_words

_WHOLE: Final = 24  # characters of a name that stand on one line
_WIDEST: Final = 1000  # characters of a table, on however narrow a screen


@click.command("measure")
@click.argument("name")
@which_walks
@click.option("--touchpoint", default="", help="At this touchpoint, of measures that ask about one place.")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1, 10_000), help="How many rows, of measures that give the largest.")  # fmt: skip
@click.option("--within", default=0, metavar="DAYS", type=click.IntRange(0, 3650), help="How many days there are for it, of measures that count within a time.")  # fmt: skip
@click.option("--json", "form", flag_value="json", help="As JSON.")
@click.option("--csv", "form", flag_value="csv", help="As CSV.")
@click.option("--sql", "form", flag_value="sql", help="The SQL that computes it.")
def command(name: str, which: WhichWalks, touchpoint: str, top: int, within: int, form: str) -> None:
    """Tell the measure NAME: its rows with n, bounds and how fresh they are."""
    prepare()
    try:
        measure = measure_named(name)
        found = answer(measure, which.asked(touchpoint, top=top, window=within * DAY))
    except (WrongQuestion, EngineError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo({"json": as_json, "csv": answer_csv, "sql": _as_sql}.get(form, _as_table)(found), nl=False)


def as_json(found: Answer) -> str:
    """The whole answer, as /api/measures gives it."""
    told = msgspec.to_builtins(found) | {"fresh_to": to_text(found.fresh_to)}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def _as_sql(found: Answer) -> str:
    return ";\n\n".join(found.sql) + ";\n"


def _as_table(found: Answer) -> str:
    written = io.StringIO()
    console = Console(width=max(Console().width, 100), file=written, no_color=True)
    if found.rows:
        table = Table(box=None, pad_edge=False)
        for name in found.columns:
            number = not isinstance(found.rows[0][name], (str, list))
            table.add_column(
                name, justify="right" if number else "left", overflow="fold", no_wrap=number, min_width=_width(found, name)
            )  # fmt: skip
        for row in found.rows:
            table.add_row(*(_shown(name, row[name]) for name in found.columns))
        wide = console.options.update(width=_WIDEST)
        console.width = max(console.width, Measurement.get(console, wide, table).minimum)
        console.print(table)
    rows = [line.rstrip() for line in written.getvalue().splitlines()]
    return "\n".join([*rows, *([""] if rows else []), _below(found)]) + "\n"


def _width(found: Answer, name: str) -> int:
    """Of a column: what is no longer than a name stands on one line; a path is broken."""
    longest = max(len(_shown(name, row[name])) for row in found.rows)
    return min(longest, _WHOLE)


def _below(found: Answer) -> str:
    """The sentences under the rows."""
    told = _("%(walks)d walks of %(customers)d customers; everything told until %(moment)s.") % {
        "walks": found.n,
        "customers": found.customers,
        "moment": to_text(found.fresh_to),
    }
    return "\n".join(line for line in (told if found.n else "", found.note) if line)


def _shown(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if name.endswith(("gap", "_time")):
        return duration_words(round(value)) if value >= MINUTE else f"{value / SECOND:.0f} s"
    return f"{value:.3f}" if isinstance(value, float) else cell(value)
