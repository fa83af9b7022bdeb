"""Restore a backup into the databases in use, also while a server runs on them.

On SQLite each file is replaced by the online backup API: in one transaction, for readers and writers alike.
Between the two files the worker idles, because the position reached is set beyond every event; if the restore
dies there, it stays idle until a restore or a rebuild is finished. What was forgotten stays forgotten.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from polku.identity.models import Customer
from polku.lib.configuration import FILE_NAME
from polku.pipeline import progress
from polku.pipeline.archive import Manifest, unpack
from polku.pipeline.backup import DUMP, PACKED, CannotBackUp, copy_database, run_postgres_tool, sqlite_files
from polku.pipeline.forget_again import forget_again
from polku.pipeline.prepare import prepare
from polku.timeline.log.read import last_position
from polku.timeline.models import Event

RESTORING: Final = 2**62  # a position beyond every event: the worker has nothing to do
_TRIES: Final = 5  # each lasts as long as the tables are large; readers are done long before the next
_MAKE_READY: Final = """
import sys, django
django.setup()
from polku.pipeline.prepare import prepare
from polku.pipeline.forget_again import forget_again
prepare()
doubtful = forget_again([bytes.fromhex(line) for line in sys.stdin.read().split()])
print(doubtful)
"""


class CannotRestore(Exception):
    """Nothing was restored; the text says why."""


def restore(source: Path, force: bool) -> tuple[Manifest, int]:
    """Replace everything by the backup. Returns what it held, and how many customers should be forgotten again.

    WrongArchive where the file is damaged or no backup; CannotRestore where it does not belong here, or where
    there is something already and `force` does not say to replace it.
    """
    prepare()
    if not force and (last_position() or Customer.objects.exists()):
        raise CannotRestore(
            f"there are events already in {_here()}. Restoring replaces everything there;"
            " say --force if that is what you want, or name an empty folder in POLKU_HOME"
        )
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.HOME) as name:
        folder = Path(name)
        manifest = unpack(source, folder)
        refuse_foreign(manifest)
        doubtful = _restore_dump(folder) if manifest.database == "postgresql" else _restore_files(folder)
        chosen = settings.HOME / FILE_NAME
        if (folder / FILE_NAME).is_file() and not chosen.exists():
            shutil.copyfile(folder / FILE_NAME, chosen)
    return manifest, doubtful


def refuse_foreign(manifest: Manifest) -> None:
    """CannotRestore where this Polku, on this database, can't read the backup."""
    in_use = connections["default"].vendor
    if manifest.database != in_use:
        raise CannotRestore(
            f"this backup was made on {manifest.database}, but POLKU_DATABASE_URL chooses {in_use} here"
        )
    rooms = {config.label for config in apps.get_app_configs()}
    in_code = {f"{room}.{name}" for room, name in MigrationLoader(None).disk_migrations}
    unknown = [name for name in manifest.migrations if name not in in_code and name.split(".")[0] in rooms]
    if unknown:
        raise CannotRestore(
            f"this backup was made by a newer Polku ({manifest.version}); it knows table changes that this one"
            f" does not: {', '.join(unknown[:3])}. Upgrade Polku first"
        )


def _restore_files(folder: Path) -> int:
    doubtful = _make_ready(folder)
    files = sqlite_files()
    with transaction.atomic():
        turn = progress.take_turn().turn
        progress.advance(RESTORING)
    # A batch that the worker read before must not count for what is restored.
    with closing(sqlite3.connect(folder / PACKED["default"])) as copy, copy:
        copy.execute("UPDATE pipeline_progress SET turn = ?", [turn + 1])
    for alias in reversed(files):
        connections[alias].close()
        copy_database(folder / PACKED[alias], files[alias])
    return doubtful


def _make_ready(folder: Path) -> int:
    """Give the unpacked copy this version's tables, and forget in it whom we forgot since it was made."""
    done = subprocess.run(
        [sys.executable, "-c", _MAKE_READY],
        input="\n".join(key.hex() for key in _erased_keys()),
        env={
            **os.environ,
            "POLKU_HOME": str(folder),
            "POLKU_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "polku.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last_line = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotRestore(f"the backup could not be brought up to date: {last_line}")
    return int(done.stdout.split()[-1])


def _restore_dump(folder: Path) -> int:
    """PostgreSQL replaces all tables in one transaction; whom we forgot since is forgotten again right after."""
    erased = _erased_keys()
    _replace_tables(folder / DUMP)
    prepare()
    return forget_again(erased)


def _replace_tables(dump: Path) -> None:
    """All of them or none; begun again where PostgreSQL chose it to give way to somebody who reads meanwhile."""
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(dump)]
    for left in range(_TRIES - 1, -1, -1):
        try:
            run_postgres_tool(command)
            return
        except CannotBackUp as error:
            if not left or "deadlock detected" not in str(error):
                raise


def _erased_keys() -> list[bytes]:
    return [bytes(key) for key in Event.objects.filter(body=None).values_list("key", flat=True)]


def _here() -> str:
    if connections["default"].vendor == "postgresql":
        return "the database of POLKU_DATABASE_URL"
    return str(settings.HOME)
