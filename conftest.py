"""What every test under src/ and tests/ stands on."""

import pytest
from django.db import connections
from django.test import TransactionTestCase

from polku.timeline.log.router import log_alias


@pytest.fixture(autouse=True)
def _the_log_may_be_emptied_between_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log refuses DELETE; Django's flush after a transactional test needs the eraser's permit."""
    teardown = TransactionTestCase._fixture_teardown

    def permitted(self: TransactionTestCase) -> None:
        with connections[log_alias()].cursor() as cursor:
            cursor.execute("INSERT INTO timeline_erasing (permit) VALUES (1)")
        teardown(self)
        with connections[log_alias()].cursor() as cursor:
            cursor.execute("DELETE FROM timeline_erasing")

    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", permitted)
