"""`polku work`: the worker alone."""

import os
import signal
import threading
from typing import Final

import click

from polku.intake.uploads.carry import carry
from polku.lib.configuration import WrongSetting
from polku.pipeline import worker
from polku.pipeline.prepare import prepare
from polku.surfaces.cli.comparing import compare_when_asked

LAST_SECONDS: Final = 10  # for the batch and the rows at hand once the parent is gone
STDIN: Final = 0


@click.command("work")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input closes.")
def command(with_parent: bool) -> None:
    """Run a worker alone: read events, join customers, fold paths.

    `polku serve` runs one itself; run more, or all, with this where the server was started with --no-worker.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        threading.Thread(target=_end_with_parent, args=(stop,), name="polku-parent", daemon=True).start()
    try:
        prepare()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    beside = [
        threading.Thread(target=carry, args=(stop,), name="polku-uploads"),
        threading.Thread(target=compare_when_asked, args=(stop,), name="polku-duplicates"),
    ]
    for thread in beside:
        thread.start()
    try:
        worker.work(stop)
    finally:
        stop.set()
        for thread in beside:
            thread.join(LAST_SECONDS)


def _end_with_parent(stop: threading.Event) -> None:
    """Wait until the pipe from the server closes, which it does even when the server is killed."""
    while os.read(STDIN, 1):
        pass
    stop.set()
    threading.Event().wait(LAST_SECONDS)
    os._exit(0)
