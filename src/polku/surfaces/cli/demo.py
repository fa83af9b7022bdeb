"""`polku demo`: Tuulahdus, the simulated company."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from polku.demo.delivery.beside import demo_events, other_events
from polku.demo.delivery.company import Company, standing
from polku.demo.delivery.everybody import MOST_CUSTOMERS
from polku.demo.delivery.file import write_file
from polku.demo.delivery.living import Living
from polku.demo.delivery.load import load
from polku.demo.delivery.set_up import HAPPENINGS, install_mapping
from polku.demo.happening import Happening
from polku.demo.truths import Truth
from polku.identity.models import Customer
from polku.lib import clock
from polku.pipeline.drain import drain
from polku.pipeline.prepare import prepare
from polku.surfaces.words.kinds import kind_words
from polku.surfaces.words.places import place_name
from polku.timeline.log.read import last_position
from polku.timeline.models import InteractionRow
from polku.touchpoints.journeys.places import places

CUSTOMERS = 2_000
ORPHAN_LOOK = 0.5  # seconds between looks whether the process that started this one is still there

Told = Callable[[int], None]


@click.command("demo")
@click.option("--customers", type=click.IntRange(1, MOST_CUSTOMERS), help="How many customers it has. [2000]")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Another seed is another company. [1]")
@click.option(
    "--without", type=click.Choice([truth.value for truth in Truth]), multiple=True,
    help="Switch a planted truth off; may be given again.",
)  # fmt: skip
@click.option(
    "--live", is_flag=True, help="Go on living until Ctrl+C: the next thing that happens, and the next."
)
@click.option(
    "--pace",
    default=2.0,
    show_default=True,
    type=click.FloatRange(0.05, 3600),
    help="Seconds between two things.",
)
@click.option(
    "--to", type=click.Path(path_type=Path), help="Write a Parquet file instead, for `polku import`."
)
@click.option("--beside", is_flag=True, help="Load it even where other data is.")
@click.option("--quiet", is_flag=True, help="Say nothing but what went wrong.")
@click.option("--with-parent", is_flag=True, hidden=True, help="End with the process that started this one.")
def command(
    customers: int | None, seed: int | None, without: tuple[str, ...], live: bool, pace: float, to: Path | None,
    beside: bool, quiet: bool, with_parent: bool,
) -> None:  # fmt: skip
    """Load Tuulahdus, a simulated heat-pump company, through the doors its systems would use.

    A second time adds nothing. Its calendar goes on with --live, faster than ours: every two seconds the next thing
    happens to one of its customers.
    """
    prepare()
    if to:
        if live:
            raise click.UsageError(_("--to writes a file, and a file does not live: leave --live out."))
        _write(to, _asked_for(customers, seed, without), quiet)
        return
    company = _here(_asked_for(customers, seed, without), customers, seed, without, beside)
    if not company.loaded:
        _load(company, quiet)
    elif not quiet and not live:
        click.echo(
            _("Tuulahdus is here already, %(customers)s customers. `polku demo --live` lets it go on living.")
            % {"customers": f"{company.customers:,}"}
        )
    if live:
        _live(company, pace, quiet, os.getppid() if with_parent else None)


def _asked_for(customers: int | None, seed: int | None, without: tuple[str, ...]) -> Company:
    return Company(
        customers=CUSTOMERS if customers is None else customers,
        seed=1 if seed is None else seed,
        without=sorted(set(without)),
        until=clock.now(),
    )


def _here(
    asked: Company, customers: int | None, seed: int | None, without: tuple[str, ...], beside: bool
) -> Company:
    """The company that stands here, perhaps to be made larger; else the one asked for. Refuses what can't be."""
    known = standing()
    if known is None:
        _refuse_among_others(beside)
        return asked
    if (seed is not None and seed != known.seed) or (without and asked.without != known.without):
        raise click.ClickException(
            _(
                "Another Tuulahdus stands here: seed %(seed)d, without: %(without)s. Two would mix up each other's "
                "customers. Load this one into a folder of its own: POLKU_HOME=… polku demo"
            )
            % {"seed": known.seed, "without": ", ".join(known.without) or "–"}
        )
    if customers is not None and customers > known.customers:
        known.customers, known.loaded = customers, False
    return known


def _refuse_among_others(beside: bool) -> None:
    if demo_events():
        raise click.ClickException(
            _(
                "A Tuulahdus stands here whose demo.json is not in the data folder: a backup has none. It can be "
                "looked at, but not grow or live on. A folder of its own begins anew: POLKU_HOME=… polku demo"
            )
        )
    if (others := other_events()) and not beside:
        raise click.ClickException(
            _(
                "This Polku holds %(events)s events of other sources, and the demo company would stand among them. "
                "Load it into a folder of its own (POLKU_HOME=… polku demo), or here all the same with --beside."
            )
            % {"events": f"{others:,}"}
        )


def _load(company: Company, quiet: bool) -> None:
    with _bars(quiet) as bar:
        added = load(company, bar(_("Telling"), company.customers))
        drain(bar(_("Reading"), last_position()))
    if not quiet:
        click.echo(
            _("Loaded Tuulahdus, a heat-pump company: %(customers)s customers, %(events)s events.")
            % {"customers": f"{company.customers:,}", "events": f"{added:,}"}
        )


def _write(path: Path, company: Company, quiet: bool) -> None:
    if path.suffix != ".parquet":
        raise click.ClickException(_("%(path)s must end in .parquet: it is a Parquet file.") % {"path": path})
    if not path.parent.is_dir():
        raise click.ClickException(
            _("There is no folder %(folder)s; make it first.") % {"folder": path.parent}
        )
    install_mapping(HAPPENINGS)
    with _bars(quiet) as bar:
        rows = write_file(path, company, bar(_("Writing"), company.customers))
    if not quiet:
        click.echo(
            _("Wrote %(rows)s happenings of %(customers)s customers. Read them with: %(command)s")
            % {
                "rows": f"{rows:,}",
                "customers": f"{company.customers:,}",
                "command": f"polku import {path} --mapping {HAPPENINGS}",
            }
        )


def _live(company: Company, pace: float, quiet: bool, parent: int | None) -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    living = Living(company)
    if not quiet:
        click.echo(
            _("Tuulahdus lives: something happens every %(pace)g seconds. Ctrl+C stops it.") % {"pace": pace}
        )
    while _goes_on(stop, pace, parent):
        told = last_position()
        living.next(clock.now(), _unheard)
        drain()
        if not quiet:
            _tell(told)


def _goes_on(stop: threading.Event, pace: float, parent: int | None) -> bool:
    """Wait for the next thing to happen; False where it is time to stop."""
    left = pace
    while left > 0:
        if stop.wait(min(left, ORPHAN_LOOK)) or (parent is not None and os.getppid() != parent):
            return False
        left -= ORPHAN_LOOK
    return True


def _tell(position: int) -> None:
    """What the events after that position were read as, as the pages say it."""
    rows = InteractionRow.objects.filter(event_id__gt=position).order_by("event_id", "ordinal")
    known, names = places(), Customer.objects.in_bulk({row.customer_id for row in rows})
    for row in rows:
        name = names[row.customer_id].name or _("Unnamed customer")
        click.echo(f"{name}: {kind_words(row.kind, row.side)} ({place_name(row.touchpoint, known)})")


def _unheard(one: Happening) -> None:
    """It is told once it is read."""


@contextmanager
def _bars(quiet: bool) -> Iterator[Callable[[str, int], Told]]:
    """Progress bars, one after the other; none where nobody looks."""
    console = Console(stderr=True)
    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    )  # fmt: skip
    with Progress(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as bars:

        def begin(title: str, total: int) -> Told:
            task = bars.add_task(title, total=total)
            return lambda done: bars.update(task, completed=done)

        yield begin
