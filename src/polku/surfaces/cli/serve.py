"""`polku serve`: the server, with its worker beside it."""

import signal
from contextlib import suppress
from socket import AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY, create_server, socket
from types import FrameType

import click
import uvicorn
from django.conf import settings
from django.utils.translation import gettext as _

from polku.lib.configuration import WrongSetting
from polku.pipeline.prepare import prepare
from polku.surfaces.cli.worker_process import WorkerProcess
from polku.surfaces.web.live.watch import end_all
from polku.workspace.first import first_person


class AnnouncedServer(uvicorn.Server):
    """A uvicorn server that says where it can be opened once it can."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Start, then print the address; with port 0 the one that was given out."""
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            click.echo(f"Polku answers at http://{shown}:{port} (data in {settings.HOME}). Ctrl+C stops it.")

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Stop; pages that listen for changes would hold the server up, so their streams end first."""
        end_all()
        await super().shutdown(sockets)


def _already_stopped(number: int, frame: FrameType | None) -> None:
    """The signal that stopped the server, raised once more."""


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all."
)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free port."
)
@click.option("--worker/--no-worker", default=True, help="Run the worker beside the server.")
def command(host: str, port: int, worker: bool) -> None:
    """Start the server and its worker."""
    try:
        prepare()
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from wrong
    listening = _listen(host, port)
    _tell_how_to_sign_in()
    config = uvicorn.Config(
        "polku.surfaces.asgi:application",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    server = AnnouncedServer(config)
    beside = WorkerProcess() if worker else None
    try:
        if beside:
            beside.start()
        # uvicorn stops in order at a signal, then raises it again; what is left to do is the worker's end.
        signal.signal(signal.SIGTERM, _already_stopped)
        with suppress(KeyboardInterrupt):
            server.run([listening])
    finally:
        if beside:
            beside.stop()


def _listen(host: str, port: int) -> socket:
    """Take the port before anything else is started."""
    try:
        listening = create_server((host, port), family=AF_INET6 if ":" in host else AF_INET, backlog=2048)
    except OSError as error:
        raise click.ClickException(
            f"Can't listen at {host}, port {port}: {error.strerror}. Choose another with --port or --host."
        ) from error
    # asyncio sets this only on sockets that name their protocol; without it an answer waits 40 ms for an
    # acknowledgement between its head and its body. What is accepted here inherits it.
    listening.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    return listening


def _tell_how_to_sign_in() -> None:
    """The first start makes somebody who can sign in; their password is told this once."""
    if first := first_person():
        name, password = first
        click.echo(
            _("Sign in as %(name)s with the password %(password)s (told this once).")
            % {"name": name, "password": password}
        )
        click.echo(_("Another one, if it is lost: polku person password %(name)s") % {"name": name})
