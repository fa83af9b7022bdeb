"""The worker beside the server: a process of its own, started again when it dies, ended with the server."""

import logging
import subprocess
import sys
import threading
from typing import Final

_COMMAND: Final = (
    sys.executable,
    "-c",
    "from polku.surfaces.cli.main import main; main()",
    "work",
    "--with-parent",
)
STOP_SECONDS: Final = 15
_logger = logging.getLogger(__name__)


class WorkerProcess:
    """Keeps one `polku work` alive. The worker reads a pipe from us and ends when it closes, however we end."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="polku-worker-watcher", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the worker and watch over it."""
        self._process = self._open()
        self._watcher.start()

    def stop(self) -> None:
        """Let the worker finish what it is at; end it where that takes too long."""
        self._stopping.set()
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _open(self) -> "subprocess.Popen[bytes]":
        # A session of its own: Ctrl+C at the terminal is for the server, which then ends the worker in order.
        return subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, start_new_session=True)

    def _watch(self) -> None:
        wait = 1.0
        while self._process is not None:
            code = self._process.wait()
            if self._stopping.is_set():
                return
            _logger.error("The worker ended with code %d; starting it again in %d s", code, wait)
            if self._stopping.wait(wait):
                return
            wait = min(30.0, wait * 2)
            self._process = self._open()
