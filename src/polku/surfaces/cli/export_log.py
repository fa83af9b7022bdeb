"""`polku export-log`: walks as an event log for other tools."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from polku.engine.door import EngineError
from polku.lenses.asked import WrongQuestion
from polku.pipeline.prepare import prepare
from polku.surfaces.cli.which_walks import which_walks
from polku.surfaces.event_logs.tables import NAMES
from polku.surfaces.event_logs.writing import FORMS, Order, form_of, write_log
from polku.surfaces.which_walks import WhichWalks


@click.command("export-log")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--form", default="", type=click.Choice(["", *FORMS]), help="If the file's ending does not say: " + ", ".join(FORMS) + ".")  # fmt: skip
@which_walks
@click.option("--for", "tool", default="pm4py", show_default=True, type=click.Choice([*NAMES]), help="Whose column names a CSV or Parquet file has.")  # fmt: skip
@click.option(
    "--identifiers", is_flag=True, help="Customers by an identifier of theirs; as codes if not said."
)
@click.option("--resources", is_flag=True, help="Also which of us acted, as a code for this file alone.")
def command(file: Path, form: str, which: WhichWalks, tool: str, identifiers: bool, resources: bool) -> None:
    """Write walks to FILE: XES, OCEL 2.0, CSV or Parquet, by its ending; .gz behind it zips.

    Each walk that began in the period is there whole. Customers are codes, the same in every file; of us, only
    teams and partners are named. That the file was written is noted.
    """
    prepare()
    try:
        form = form or form_of(file)
        order = Order(which.asked(), form, tool, identifiers, resources, question=str(which))
        found = write_log(order, file)
    except (WrongQuestion, EngineError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    except OSError as error:
        why = {"file": file, "why": error.strerror}
        raise click.ClickException(_("%(file)s can't be written: %(why)s") % why) from error
    counted = {"walks": f"{found.walks:,}", "customers": f"{found.customers:,}", "steps": f"{found.steps:,}"}
    click.echo(_("%(walks)s walks of %(customers)s customers, %(steps)s steps") % counted)
