"""Make the data folder ready: it exists, and every database has every table."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.utils import OperationalError

from polku.lib.configuration import WrongSetting
from polku.timeline.log.router import log_alias

MIGRATE_LOCK: Final = 7658002  # PostgreSQL's advisory lock while one process migrates


def prepare() -> None:
    """Create the data folder and migrate both databases; milliseconds when there is nothing to do.

    Two processes that start at once take turns. WrongSetting where a database can't be opened.
    """
    settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        if all(_is_migrated(alias) for alias in _aliases()):
            return
        with _alone():
            for alias in _aliases():
                if not _is_migrated(alias):
                    call_command("migrate", database=alias, verbosity=0, interactive=False)
    except OperationalError as error:
        raise WrongSetting(_cannot_open(error)) from error


def _aliases() -> list[str]:
    return sorted({"default", log_alias()})


def _is_migrated(alias: str) -> bool:
    """Whether every migration in the code is recorded in that database."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT app, name FROM django_migrations")
        return _in_code() <= set(cursor.fetchall())


def _in_code() -> set[tuple[str, str]]:
    return {
        (config.label, module.name)
        for config in apps.get_app_configs()
        for module in iter_modules([str(Path(config.path) / "migrations")])
        if not module.ispkg and module.name[0] not in "_~"
    }


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the right to migrate; a second process waits here."""
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATE_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATE_LOCK])
        return
    with (settings.HOME / "migrate.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _cannot_open(error: OperationalError) -> str:
    if connections["default"].vendor == "postgresql":
        return (
            f"PostgreSQL at POLKU_DATABASE_URL can't be used: {str(error).strip()}. "
            "Start it, or mend the address in POLKU_DATABASE_URL or database_url in polku.toml."
        )
    return (
        f"The databases in the data folder {settings.HOME} can't be used: {str(error).strip()}. "
        "Mend the folder's rights or free space, or name another folder in POLKU_HOME."
    )
