"""Which database holds what: on SQLite the log and quarantine live in a file of their own."""

from typing import Any, Final

from django.conf import settings
from django.db.models import Model

_IN_LOG: Final = {"timeline.event", "intake.quarantined", "intake.tally"}


def log_alias() -> str:
    """The database alias under which the log is found: "log" on SQLite, "default" on PostgreSQL."""
    return "log" if "log" in settings.DATABASES else "default"


class LogRouter:
    """Django's database router for the log's tables."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return log_alias() if model._meta.label_lower in _IN_LOG else "default"

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        if log_alias() == "default":
            return True
        return (f"{app_label}.{model_name}" in _IN_LOG) == (db == "log")
