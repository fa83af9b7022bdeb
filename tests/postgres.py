"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket there, gone afterwards.

`python -m tests.postgres COMMAND ...` runs a command with POLKU_TEST_DATABASE_URL pointing at one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OWNER = "postgres"  # PostgreSQL refuses to run as root; root runs it as this user


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        raise FileNotFoundError(f"{name} is missing. On Debian or Ubuntu: apt-get install postgresql")
    return program


class Cluster:
    """One database cluster; `url` is what POLKU_DATABASE_URL takes."""

    def __init__(self, folder: Path, durable: bool) -> None:
        self.folder = folder
        self.url = f"postgresql://{_OWNER}@/polku?host={folder}"
        self._options = f"-k {folder} -c listen_addresses='' -c max_connections=60"
        if not durable:
            self._options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"

    def create(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, _OWNER)
        self._run("initdb", "-D", self._data, "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        self.start()
        self._run("createdb", "-h", str(self.folder), "-U", _OWNER, "polku")

    def start(self) -> None:
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", self._options, "-w", "-t", "60", "start")

    def stop(self, mode: str = "fast") -> None:
        """Modes are PostgreSQL's: fast closes connections in order, immediate is a crash."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "-t", "60", "stop")

    def new_database(self, name: str) -> str:
        """An empty database in this cluster; returns its URL."""
        self._run("createdb", "-h", str(self.folder), "-U", _OWNER, name)
        return self.url.replace("/polku?", f"/{name}?")

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, name: str, *arguments: str) -> None:
        command = [_program(name), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", _OWNER, "--", *command]
        # pg_ctl's child would keep a pipe open for ever, so output goes to a file.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, cwd="/", stdout=output, stderr=output, timeout=120)
            output.seek(0)
            told = output.read().decode()
        if done.returncode:
            raise RuntimeError(f"{name} failed: {told}")


@contextmanager
def private_cluster(durable: bool = False) -> Iterator[Cluster]:
    """A running cluster with an empty database `polku`; durable keeps fsync on."""
    folder = Path(tempfile.mkdtemp(prefix="polku-postgres-"))
    cluster = Cluster(folder, durable)
    try:
        cluster.create()
        yield cluster
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            cluster.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command beside a cluster; returns its exit code."""
    with private_cluster() as cluster:
        environment = os.environ | {"POLKU_TEST_DATABASE_URL": cluster.url}
        return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
