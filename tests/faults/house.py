"""A real house of its own for a fault test: server and worker as processes, databases looked at from outside."""

import os
import signal
import socket
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.serving import Serving, move_in

SOAK: Final = bool(os.environ.get("POLKU_SOAK"))


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class House(Serving):
    """A server that comes back on the same port, on SQLite or on the PostgreSQL at `database_url`."""

    def __init__(self, home: Path, database_url: str = "") -> None:
        super().__init__(home if database_url else move_in(home), {"POLKU_DATABASE_URL": database_url})
        self.database_url = database_url
        self.port = free_port()

    def open(self) -> "House":
        """Start, on the port it had."""
        self.start("--port", str(self.port))
        return self

    def kill(self) -> None:
        """`kill -9` server and worker at once, as when the machine goes down."""
        for process in self.processes()[1:]:
            os.kill(process, signal.SIGKILL)
        self.stop(signal.SIGKILL)

    def processes(self) -> list[int]:
        """The process ids of the server and of the worker beside it."""
        threads = Path(f"/proc/{self.process_id}/task").glob("*/children")
        return [self.process_id, *(int(child) for file in threads for child in file.read_text().split())]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a SELECT, read beside whatever runs."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(sql).fetchall()
        return super().query(sql)
