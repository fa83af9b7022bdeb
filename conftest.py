"""What every test under src/ and tests/ stands on."""

import os

import pytest
from django.db import connections
from django.test import TransactionTestCase

from polku.privacy import looks
from polku.timeline.log.router import log_alias

_flush = TransactionTestCase._fixture_teardown


def _flush_with_permit(self: TransactionTestCase) -> None:
    """The log refuses DELETE; Django's flush after a transactional test needs the eraser's permit."""
    looks.flush()  # what still waits to be written belongs to this test
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("INSERT INTO timeline_erasing (permit) VALUES (1)")
    _flush(self)
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("DELETE FROM timeline_erasing")


TransactionTestCase._fixture_teardown = _flush_with_permit  # type: ignore[method-assign]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The second run, on PostgreSQL, repeats only what touches a database."""
    if not os.environ.get("POLKU_TEST_DATABASE_URL"):
        return
    touching = {item for item in items if item.get_closest_marker("django_db")}
    config.hook.pytest_deselected(items=[item for item in items if item not in touching])
    items[:] = [item for item in items if item in touching]
