"""Back up while everything runs on: consistent copies of the databases, packed with a manifest."""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connections
from django.utils import timezone

from polku import __version__
from polku.lib.configuration import FILE_NAME
from polku.pipeline.archive import FORMAT, Manifest, pack, part_of
from polku.timeline.log.router import log_alias

DUMP: Final = "polku.dump"
PACKED: Final = {"default": "polku.sqlite3", "log": "log.sqlite3"}  # names in a data folder and in backups
COUNTED: Final = {
    "events": ("timeline_event", True),
    "quarantined": ("intake_quarantined", True),
    "customers": ("identity_customer", False),
    "interactions": ("timeline_interaction", False),
    "encounters": ("timeline_encounter", False),
    "promises": ("timeline_promise", False),
}
_TRIES: Final = 5


class CannotBackUp(Exception):
    """The backup was not made; the text says why."""


def back_up(target: Path) -> Manifest:
    """Write a backup to `target`, which is whole or not there. CannotBackUp says what stands in the way."""
    postgres = connections["default"].vendor == "postgresql"
    with _room_beside(target) as folder:
        files = _dump(folder) if postgres else _copies(folder)
        counts, migrations = _live_facts() if postgres else _facts_of(folder)
        chosen = settings.HOME / FILE_NAME
        if chosen.is_file():
            copied = folder / FILE_NAME
            copied.write_bytes(chosen.read_bytes())
            files.append(copied)
        manifest = Manifest(
            format=FORMAT,
            version=__version__,
            made_at=timezone.now().isoformat(timespec="seconds"),
            database="postgresql" if postgres else "sqlite",
            counts=counts,
            migrations=migrations,
            files={path.name: part_of(path) for path in files},
        )
        pack(manifest, files, target)
    return manifest


@contextmanager
def _room_beside(target: Path) -> Iterator[Path]:
    try:
        with tempfile.TemporaryDirectory(prefix=".polku-backup-", dir=target.parent) as name:
            yield Path(name)
    except OSError as error:
        raise CannotBackUp(f"{target} can't be written: {error.strerror or error}") from error


def sqlite_files() -> dict[str, Path]:
    """The live SQLite files by alias: derived tables first, then the log."""
    return {alias: Path(connections[alias].settings_dict["NAME"]) for alias in ("default", log_alias())}


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database as of one moment, atomically for whoever uses the target; neither need be at rest."""
    with (
        closing(sqlite3.connect(source, timeout=60)) as read,
        closing(sqlite3.connect(target, timeout=60)) as write,
    ):
        read.backup(write)


def _copies(folder: Path) -> list[Path]:
    """Derived tables first, the log after: so the position reached is never ahead of the log's end."""
    for _ in range(_TRIES):
        targets = []
        for alias, source in sqlite_files().items():
            target = folder / PACKED[alias]
            target.unlink(missing_ok=True)
            copy_database(source, target)
            targets.append(target)
        if _belong_together(*targets):
            return targets
    raise CannotBackUp("sources or customers changed during each of five tries; try again at a quieter time")


def _belong_together(derived: Path, log: Path) -> bool:
    """Nobody was forgotten between the two copies, and the log knows no source that the other does not."""
    with closing(sqlite3.connect(log)) as copy:
        told_by = {row[0] for row in copy.execute("SELECT DISTINCT source_id FROM timeline_event")}
    with closing(sqlite3.connect(derived)) as copy:
        sources = {row[0] for row in copy.execute("SELECT id FROM timeline_source")}
        erasures = copy.execute("SELECT COUNT(*) FROM privacy_erasure").fetchone()[0]
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM privacy_erasure")
        now_erased = cursor.fetchone()[0]
    return erasures == now_erased and told_by <= sources


def _facts_of(folder: Path) -> tuple[dict[str, int], list[str]]:
    names = list(PACKED.values())
    with (
        closing(sqlite3.connect(folder / names[0])) as derived,
        closing(sqlite3.connect(folder / names[1])) as log,
    ):
        counts = {
            name: (log if in_log else derived).execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for name, (table, in_log) in COUNTED.items()
        }
        applied = derived.execute("SELECT app, name FROM django_migrations").fetchall()
    return counts, sorted(f"{room}.{name}" for room, name in applied)


def _live_facts() -> tuple[dict[str, int], list[str]]:
    with connections["default"].cursor() as cursor:
        counts = {}
        for name, (table, _) in COUNTED.items():
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            counts[name] = cursor.fetchone()[0]
        cursor.execute("SELECT app, name FROM django_migrations")
        return counts, sorted(f"{room}.{name}" for room, name in cursor.fetchall())


def _dump(folder: Path) -> list[Path]:
    target = folder / DUMP
    run_postgres_tool(["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])
    return [target]


def run_postgres_tool(command: list[str]) -> None:
    """Run pg_dump or pg_restore against the database in use; CannotBackUp with its own words where it fails."""
    chosen = connections["default"].settings_dict
    variables = {
        "PGHOST": chosen["HOST"],
        "PGPORT": chosen["PORT"],
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
    }
    try:
        subprocess.run(
            [*command, f"--dbname={chosen['NAME']}"],
            env={**os.environ, **{name: str(value) for name, value in variables.items() if value}},
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise CannotBackUp(
            f"{command[0]} is not installed here; it comes with PostgreSQL's client programs"
            " (Debian and Ubuntu: apt install postgresql-client)"
        ) from error
    except subprocess.CalledProcessError as error:
        raise CannotBackUp(f"{command[0]} failed: {error.stderr.strip()}") from error
